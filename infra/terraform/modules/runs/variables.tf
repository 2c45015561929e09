variable "name" {
  description = "Name of queue, compute environment and job definitions."
  type        = string
  default     = "sce-warehouse"
}

variable "image" {
  description = "The product's image, by digest: registry/repository@sha256:..."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by its digest; a tag may mean something else tomorrow."
  }
}

variable "vpc_id" {
  description = "Network that runs run in."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets with a way to the sources, the warehouse and AWS's endpoints."
  type        = list(string)
}

variable "reached_cidrs" {
  description = "Ranges of addresses, in CIDR notation, that runs may reach: those of the sources, the warehouse and AWS's endpoints."
  type        = list(string)

  validation {
    condition     = length(var.reached_cidrs) > 0
    error_message = "Runs that reach nothing collect nothing."
  }
}

variable "settings" {
  description = "Settings that are no secrets, such as SCE_LAKE = \"s3://bucket/lake\"."
  type        = map(string)

  validation {
    condition     = alltrue([for name in keys(var.settings) : startswith(name, "SCE_")])
    error_message = "Settings begin with SCE_."
  }
}

variable "secrets" {
  description = "Settings that are secrets: name, such as SCE_WAREHOUSE_PASSWORD, to ARN of a secret or of a key in it."
  type        = map(string)
}

variable "run_role_arn" {
  description = "Role that runs have."
  type        = string
}

variable "execution_role_arn" {
  description = "Role that fetches image and secrets for them, and writes their log."
  type        = string
}

variable "vcpus" {
  description = "Cores of a run or of a child of a backfill."
  type        = number
  default     = 2
}

variable "memory_mib" {
  description = "Memory of one."
  type        = number
  default     = 4096
}

variable "disk_gib" {
  description = "Space for spilled sorts, report and home, 21 to 200."
  type        = number
  default     = 50

  validation {
    condition     = var.disk_gib >= 21 && var.disk_gib <= 200
    error_message = "Fargate gives 21 to 200 GiB."
  }
}

variable "children_max" {
  description = "Children of backfills that run at once. Each holds up to three connections to the warehouse."
  type        = number
  default     = 16
}

variable "nightly" {
  description = "When AWS starts the nightly run, as an EventBridge Scheduler expression; empty where a CI does."
  type        = list(string)
  default     = []
}

variable "nightly_zone" {
  description = "Zone of these times: that of SCE_ZONE, since days are asked for in the twelve hours after their end."
  type        = string
  default     = "UTC"
}

variable "log_days" {
  description = "Days for which logs of runs are kept."
  type        = number
  default     = 90
}

variable "log_key_arn" {
  description = "Key that encrypts the logs; null = CloudWatch's own."
  type        = string
  default     = null
}
