output "identifier" {
  description = "Name of the server, for alarms."
  value       = aws_db_instance.warehouse.identifier
}

output "url" {
  description = "What SCE_WAREHOUSE_URL is set to; the certificate is checked against AWS's authority."
  value       = "jdbc:postgresql://${aws_db_instance.warehouse.endpoint}/warehouse?sslmode=verify-full&sslrootcert=${var.certificate_file}"
}

output "administrator_secret_arn" {
  description = "Secret of the login that runs `sce migrate`; not the one of the nightly runs."
  value       = aws_db_instance.warehouse.master_user_secret[0].secret_arn
}

output "backup_days" {
  description = "Days for which backups are kept."
  value       = var.backup_days
}
