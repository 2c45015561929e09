variable "name" {
  description = "Name of rules, streams and queue."
  type        = string
  default     = "sce-batch-events"
}

variable "bucket_names" {
  description = <<-EOT
    Names of the two buckets that get every event, one each. They are separate so that no mistake at one - a rule, a
    stream, a policy, a lifecycle, a deletion - takes both copies: AWS Batch forgets finished jobs after a week.
  EOT
  type = object({
    first  = string
    second = string
  })

  validation {
    condition     = var.bucket_names.first != var.bucket_names.second
    error_message = "Two copies need two buckets."
  }
}

variable "kept_days" {
  description = "Days after which archived events go. The lake keeps what it read of them; a year lets it be read again."
  type        = number
  default     = 400
}

variable "second_kept_days" {
  description = "The same for the second copy, which is only there for the loss of the first."
  type        = number
  default     = 90
}

variable "buffer_seconds" {
  description = "How long Firehose gathers events before it writes an object, 60 to 900."
  type        = number
  default     = 900
}
