output "bucket_arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.lake.arn
}

output "prefix" {
  description = "Where in the bucket the lake lies."
  value       = var.prefix
}

output "address" {
  description = "What SCE_LAKE is set to."
  value       = "s3://${aws_s3_bucket.lake.id}/${var.prefix}"
}

output "key_arn" {
  description = "Key that encrypts the lake; what SCE_S3_KMS_KEY may be set to."
  value       = aws_kms_key.lake.arn
}

output "kept_versions_days" {
  description = "Days for which S3 keeps what was deleted; SCE_PRIVACY_BACKUP_DAYS must not be less."
  value       = var.kept_versions_days
}
