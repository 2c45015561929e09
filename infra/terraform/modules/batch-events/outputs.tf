output "addresses" {
  description = "What SCE_SOURCES_AWS_BATCH_EVENTS is set to: the first copy, and the second where the first is lost."
  value       = { for key, bucket in aws_s3_bucket.archive : key => "s3://${bucket.id}/batch" }
}

output "bucket_arns" {
  description = "Buckets of the copies, for the run role to read."
  value       = { for key, bucket in aws_s3_bucket.archive : key => bucket.arn }
}

output "stream_names" {
  description = "Firehose streams, for alarms."
  value       = { for key, stream in aws_kinesis_firehose_delivery_stream.archive : key => stream.name }
}

output "undelivered_queue_name" {
  description = "Queue of what no copy could be given to, for alarms."
  value       = aws_sqs_queue.undelivered.name
}
