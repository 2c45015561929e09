variable "region" {
  description = "Region of everything."
  type        = string
}

variable "bucket_name" {
  description = "Name of the lake's bucket."
  type        = string
}

variable "github_repository" {
  description = "Repository whose environment sce-warehouse runs the product: organisation/repository."
  type        = string
}

variable "mail_address" {
  description = "Who is told by the alarms."
  type        = string
}
