variable "bucket_name" {
  description = "Name of the bucket that holds the lake."
  type        = string
}

variable "prefix" {
  description = "Where in the bucket the lake lies, without slashes at either end."
  type        = string
  default     = "lake"

  validation {
    condition     = can(regex("^[^/]+(/[^/]+)*$", var.prefix))
    error_message = "The prefix must not be empty, nor begin or end with a slash."
  }
}

variable "kept_versions_days" {
  description = <<-EOT
    Days for which S3 keeps what was replaced or deleted. The lake itself deletes raw that it no longer needs 7 days
    after it was superseded; what an erasure took out is really gone only after these days more.
  EOT
  type        = number
  default     = 30

  validation {
    condition     = var.kept_versions_days >= 1
    error_message = "At least one day."
  }
}

variable "key_administrators" {
  description = "ARNs of the roles that may administer the key, beside the account itself."
  type        = list(string)
  default     = []
}
