output "run_role_arn" {
  description = "Role of runs on AWS Batch; null without them."
  value       = one(aws_iam_role.run[*].arn)
}

output "execution_role_arn" {
  description = "Role that starts them; null without them."
  value       = one(aws_iam_role.execution[*].arn)
}

output "run_policy_arn" {
  description = "What a run may do, to attach to a role of your own, such as that of a Kubernetes service account."
  value       = aws_iam_policy.run.arn
}

output "ci_role_arns" {
  description = "What AWS_ROLE_ARN is set to in each CI."
  value       = { for key, role in aws_iam_role.ci : key => role.arn }
}

output "bi_role_arn" {
  description = "Role that reads curated Parquet; null where nobody is trusted with it."
  value       = one(aws_iam_role.bi[*].arn)
}
