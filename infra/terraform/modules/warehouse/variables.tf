variable "name" {
  description = "Name of the server and of what belongs to it."
  type        = string
  default     = "sce-warehouse"
}

variable "vpc_id" {
  description = "Network that the server stands in."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of it, in two zones at least."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A subnet group needs subnets in two zones."
  }
}

variable "client_security_group_ids" {
  description = "Security groups, by a name of your choice, whose members may connect: the runs, BI tools."
  type        = map(string)
}

variable "instance_class" {
  description = "Size of the server. A night of 20,000 containers needs 2 cores and 8 GB."
  type        = string
  default     = "db.m7g.large"
}

variable "engine_version" {
  description = "PostgreSQL, 15 to 18. From 18 on a load checks no foreign keys twice."
  type        = string
  default     = "18"
}

variable "storage_gb" {
  description = "Storage at first; it grows by itself up to four times as much."
  type        = number
  default     = 100
}

variable "backup_days" {
  description = "Days for which backups are kept; SCE_PRIVACY_BACKUP_DAYS must not be less."
  type        = number
  default     = 14
}

variable "is_multi_zone" {
  description = "Whether a standby waits in a second zone. The lake holds everything; without one a loss costs a rebuild."
  type        = bool
  default     = false
}

variable "maintenance_window" {
  description = "When AWS may restart the server, in UTC: not while a run is at work."
  type        = string
  default     = "sun:12:00-sun:13:00"
}

variable "certificate_file" {
  description = "Where runs find the certificates of RDS's authorities."
  type        = string
  default     = "/opt/sce/certificates/rds.pem"
}
