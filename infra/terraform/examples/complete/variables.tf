variable "region" {
  description = "Region of everything."
  type        = string
}

variable "prefix" {
  description = "Beginning of the buckets' names, which must be unique in the world."
  type        = string
}

variable "vpc_id" {
  description = "Network that warehouse and runs are in."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of it, in two zones at least."
  type        = list(string)
}

variable "reached_cidrs" {
  description = "Addresses that runs may reach: those of the sources, the warehouse and AWS's endpoints."
  type        = list(string)
}

variable "bi_security_group_id" {
  description = "Security group of the BI tools."
  type        = string
}

variable "analyst_role_arns" {
  description = "Roles of those who read Parquet."
  type        = list(string)
}

variable "gitlab_host" {
  description = "Host of the GitLab server, an identity provider of the account."
  type        = string
}

variable "gitlab_project" {
  description = "Project whose default branch runs the product by hand: group/project."
  type        = string
}

variable "image" {
  description = "The product's image, by digest."
  type        = string
}

variable "prometheus_url" {
  description = "Address of Prometheus."
  type        = string
}

variable "secret_arns" {
  description = "ARN by setting: SCE_WAREHOUSE_PASSWORD, SCE_PRIVACY_SECRET, SCE_SOURCES_PROMETHEUS_TOKEN."
  type        = map(string)
}
