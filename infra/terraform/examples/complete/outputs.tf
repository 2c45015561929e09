output "warehouse_url" {
  description = "Where the warehouse is, for BI tools and for `sce migrate`."
  value       = module.warehouse.url
}

output "administrator_secret_arn" {
  description = "Login that runs `sce migrate` and makes the login sce_loader, a member of wh_loader."
  value       = module.warehouse.administrator_secret_arn
}

output "ci_role_arns" {
  description = "What the CI's variable AWS_ROLE_ARN is set to."
  value       = module.access.ci_role_arns
}

output "bi_role_arn" {
  description = "Role that analysts take."
  value       = module.access.bi_role_arn
}
