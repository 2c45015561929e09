output "settings" {
  description = "Settings of the runs."
  value = {
    SCE_LAKE                 = module.lake.address
    SCE_S3_REGION            = var.region
    SCE_CLOUDWATCH_NAMESPACE = "SceWarehouse"
    SCE_PRIVACY_BACKUP_DAYS  = module.lake.kept_versions_days
  }
}

output "aws_role_arn" {
  description = "What the CI's variable AWS_ROLE_ARN is set to."
  value       = module.access.ci_role_arns["github"]
}
