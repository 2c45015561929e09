# Everything on AWS: lake, warehouse, nightly runs and backfills on AWS Batch, every state change of every Batch job
# archived twice, roles for GitLab CI and for analysts, alarms.
terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0, < 7.0"
    }
  }
}

provider "aws" {
  region = var.region
  default_tags {
    tags = { application = "sce-warehouse" }
  }
}

module "lake" {
  source             = "../../modules/lake"
  bucket_name        = "${var.prefix}-sce-lake"
  kept_versions_days = 30
}

module "batch_events" {
  source = "../../modules/batch-events"
  bucket_names = {
    first  = "${var.prefix}-sce-batch-events-1"
    second = "${var.prefix}-sce-batch-events-2"
  }
}

module "warehouse" {
  source     = "../../modules/warehouse"
  vpc_id     = var.vpc_id
  subnet_ids = var.subnet_ids
  client_security_group_ids = {
    runs = module.runs.security_group_id
    bi   = var.bi_security_group_id
  }
}

module "access" {
  source = "../../modules/access"
  lake = {
    bucket_arn = module.lake.bucket_arn
    prefix     = module.lake.prefix
    key_arn    = module.lake.key_arn
  }
  # Both copies: where the first is lost, a setting is enough.
  input_arns     = [for arn in values(module.batch_events.bucket_arns) : "${arn}/batch"]
  collected      = ["aws_batch", "cloudwatch"]
  has_batch_runs = true
  secret_arns    = values(var.secret_arns)
  backfill = {
    queue_arn          = "arn:${data.aws_partition.current.partition}:batch:${var.region}:${data.aws_caller_identity.current.account_id}:job-queue/sce-warehouse"
    job_definition_arn = "arn:${data.aws_partition.current.partition}:batch:${var.region}:${data.aws_caller_identity.current.account_id}:job-definition/sce-warehouse-backfill"
  }
  ci = {
    gitlab = {
      issuer   = var.gitlab_host
      audience = "sts.amazonaws.com"
      subjects = ["project_path:${var.gitlab_project}:ref_type:branch:ref:main"]
    }
  }
  bi_trusted_arns = var.analyst_role_arns
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

module "runs" {
  source             = "../../modules/runs"
  image              = var.image
  vpc_id             = var.vpc_id
  subnet_ids         = var.subnet_ids
  reached_cidrs      = var.reached_cidrs
  run_role_arn       = module.access.run_role_arn
  execution_role_arn = module.access.execution_role_arn
  nightly            = ["cron(17 3 * * ? *)", "cron(17 7 * * ? *)"]
  secrets            = var.secret_arns
  settings = {
    SCE_LAKE                      = module.lake.address
    SCE_S3_REGION                 = var.region
    SCE_WAREHOUSE_URL             = module.warehouse.url
    SCE_WAREHOUSE_USER            = "sce_loader"
    SCE_CLOUDWATCH_NAMESPACE      = "SceWarehouse"
    SCE_PRIVACY_BACKUP_DAYS       = max(module.lake.kept_versions_days, module.warehouse.backup_days)
    SCE_SOURCES_PROMETHEUS_URL    = var.prometheus_url
    SCE_SOURCES_AWS_BATCH_REGION  = var.region
    SCE_SOURCES_AWS_BATCH_EVENTS  = module.batch_events.addresses["first"]
    SCE_SOURCES_CLOUDWATCH_REGION = var.region
  }
}

resource "aws_sns_topic" "alarms" {
  name = "sce-warehouse-alarms"
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.alarms.json
}

data "aws_iam_policy_document" "alarms" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]
    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

module "alarms" {
  source                 = "../../modules/alarms"
  topic_arns             = [aws_sns_topic.alarms.arn]
  sources                = { prometheus = 2, aws_batch = 2, cloudwatch = 2 }
  job_queue_arn          = module.runs.queue_arn
  stream_names           = module.batch_events.stream_names
  undelivered_queue_name = module.batch_events.undelivered_queue_name
  warehouse = {
    identifier      = module.warehouse.identifier
    free_storage_gb = 20
  }
}
