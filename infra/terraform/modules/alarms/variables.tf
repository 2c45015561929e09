variable "name" {
  description = "Beginning of the alarms' names."
  type        = string
  default     = "sce-warehouse"
}

variable "topic_arns" {
  description = "SNS topics that alarms tell, and that hear when all is well again."
  type        = list(string)
}

variable "metrics_namespace" {
  description = "Where runs tell of themselves: SCE_CLOUDWATCH_NAMESPACE."
  type        = string
  default     = "SceWarehouse"
}

variable "sources" {
  description = "Age in days that the last complete day of each source may have: 1 = yesterday is there."
  type        = map(number)

  validation {
    condition     = alltrue([for days in values(var.sources) : days >= 1])
    error_message = "The last complete day is yesterday at best, which is an age of 1."
  }
}

variable "job_queue_arn" {
  description = "Queue of runs on AWS Batch, of which a failed job is told; null = there are none."
  type        = string
  default     = null
}

variable "stream_names" {
  description = "Firehose streams that archive events, by copy."
  type        = map(string)
  default     = {}
}

variable "undelivered_queue_name" {
  description = "Queue of events that could not be archived; null = none."
  type        = string
  default     = null
}

variable "warehouse" {
  description = "The warehouse's server, and below how many GB of free storage somebody must be told; null = not on RDS."
  type = object({
    identifier      = string
    free_storage_gb = number
  })
  default = null
}
