locals {
  major_version = split(".", var.engine_version)[0]
}

resource "aws_kms_key" "warehouse" {
  description             = "Encrypts the SCE warehouse's server ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_db_subnet_group" "warehouse" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "warehouse" {
  name        = var.name
  description = "Server of the SCE warehouse"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "client" {
  for_each                     = var.client_security_group_ids
  security_group_id            = aws_security_group.warehouse.id
  description                  = each.key
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_parameter_group" "warehouse" {
  name_prefix = "${var.name}-"
  description = "SCE warehouse"
  family      = "postgres${local.major_version}"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  # A run that was killed gives its locks back within a second.
  parameter {
    name  = "client_connection_check_interval"
    value = "1000"
  }

  # Reads of schema hr are logged for logins that have log_statement set; the parameters of statements are not.
  parameter {
    name  = "log_parameter_max_length"
    value = "0"
  }

  parameter {
    name  = "log_parameter_max_length_on_error"
    value = "0"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "warehouse" {
  identifier                      = var.name
  engine                          = "postgres"
  engine_version                  = var.engine_version
  instance_class                  = var.instance_class
  allocated_storage               = var.storage_gb
  max_allocated_storage           = var.storage_gb * 4
  storage_type                    = "gp3"
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.warehouse.arn
  db_name                         = "warehouse"
  username                        = "wh_administrator"
  manage_master_user_password     = true
  master_user_secret_kms_key_id   = aws_kms_key.warehouse.key_id
  port                            = 5432
  db_subnet_group_name            = aws_db_subnet_group.warehouse.name
  vpc_security_group_ids          = [aws_security_group.warehouse.id]
  parameter_group_name            = aws_db_parameter_group.warehouse.name
  publicly_accessible             = false
  multi_az                        = var.is_multi_zone
  backup_retention_period         = var.backup_days
  backup_window                   = "10:00-11:00"
  maintenance_window              = var.maintenance_window
  copy_tags_to_snapshot           = true
  deletion_protection             = true
  skip_final_snapshot             = false
  final_snapshot_identifier       = "${var.name}-last"
  auto_minor_version_upgrade      = true
  performance_insights_enabled    = true
  performance_insights_kms_key_id = aws_kms_key.warehouse.arn
  enabled_cloudwatch_logs_exports = ["postgresql"]

  # Storage that has grown by itself, and upgrades of AWS's, are no change to undo.
  lifecycle {
    ignore_changes = [allocated_storage, engine_version]
  }
}
