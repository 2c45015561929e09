variable "name" {
  description = "Beginning of the names of all roles."
  type        = string
  default     = "sce-warehouse"
}

variable "lake" {
  description = "The lake: ARN of its bucket, prefix in it, ARN of its key."
  type = object({
    bucket_arn = string
    prefix     = string
    key_arn    = string
  })
}

variable "input_arns" {
  description = "Buckets with a prefix that runs read: reference files, HR files, scans, archived events, such as arn:aws:s3:::bucket/prefix."
  type        = list(string)
  default     = []
}

variable "secret_arns" {
  description = "Secrets that runs are given: password of the warehouse, key of pseudonyms, tokens of sources."
  type        = list(string)
  default     = []
}

variable "secret_key_arns" {
  description = "Keys that encrypt these secrets, where these are not AWS's own."
  type        = list(string)
  default     = []
}

variable "metrics_namespace" {
  description = "Where runs tell of themselves: SCE_CLOUDWATCH_NAMESPACE."
  type        = string
  default     = "SceWarehouse"
}

variable "collected" {
  description = "What of AWS is collected: aws_batch, cloudwatch (EFS and FSx)."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.collected, ["aws_batch", "cloudwatch"])) == 0
    error_message = "There are aws_batch and cloudwatch."
  }
}

variable "backfill" {
  description = "Where backfills are submitted: ARNs of the queue and, without revision, of the job definition; null = nowhere."
  type = object({
    queue_arn          = string
    job_definition_arn = string
  })
  default = null
}

variable "has_batch_runs" {
  description = "Whether AWS Batch runs runs; then the run role is for its containers, and there is one that starts them."
  type        = bool
  default     = false
}

variable "log_group_arn_prefix" {
  description = "Beginning of the ARNs of log groups that runs on AWS Batch write to."
  type        = string
  default     = "arn:aws:logs:*:*:log-group:/sce-warehouse/"
}

variable "image_repository_arn" {
  description = "ECR repository of the image; null = it comes from elsewhere."
  type        = string
  default     = null
}

variable "ci" {
  description = <<-EOT
    CIs that may run the product, by a name of your choice: host of the issuer without https://, audience, and the
    subjects that are let in, such as repo:organisation/repository:ref:refs/heads/main or
    project_path:group/project:ref_type:branch:ref:main. The identity provider must exist in the account.
  EOT
  type = map(object({
    issuer   = string
    audience = string
    subjects = list(string)
  }))
  default = {}

  validation {
    condition     = alltrue(flatten([for ci in values(var.ci) : [for subject in ci.subjects : !startswith(subject, "*")]]))
    error_message = "A subject that begins with * lets other organisations in."
  }
}

variable "bi_trusted_arns" {
  description = "Who may take the role that reads curated Parquet: roles of analysts, of Spark or Trino clusters."
  type        = list(string)
  default     = []
}

variable "athena" {
  description = "Athena for BI: ARN of the workgroup, bucket ARN with prefix for results, name of the Glue database; null = none."
  type = object({
    workgroup_arn = string
    results_arn   = string
    database      = string
  })
  default = null
}
