output "queue_arn" {
  description = "Queue that runs and children of backfills wait in."
  value       = aws_batch_job_queue.runs.arn
}

output "job_definition_arns" {
  description = "Job definitions, without revision, by what they run. Who submits backfills sets sce.backfill.queue and sce.backfill.job-definition to the queue and to backfill's."
  value       = { for key, definition in aws_batch_job_definition.runs : key => definition.arn_prefix }
}

output "security_group_id" {
  description = "Security group of runs, for the warehouse to let in."
  value       = aws_security_group.runs.id
}

output "log_group_arn" {
  description = "Log of the runs."
  value       = aws_cloudwatch_log_group.runs.arn
}
