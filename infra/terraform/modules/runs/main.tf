data "aws_region" "current" {}

locals {
  # A run ends by itself before AWS would end it; what it did not begin, the next one does.
  time_limit_hours = 12
  nightly          = ["nightly", "--max-duration", "${local.time_limit_hours - 1}h"]

  environment = merge(var.settings, {
    SCE_HOME = "/var/lib/sce"
    # To AWS Batch whatever is not 0 has failed, and jobs that wait for it never start.
    SCE_WARNINGS_CODE = "0"
    SCE_LOCKED_CODE   = "0"
  })

  container = {
    image                  = var.image
    jobRoleArn             = var.run_role_arn
    executionRoleArn       = var.execution_role_arn
    readonlyRootFilesystem = true
    resourceRequirements = [
      { type = "VCPU", value = tostring(var.vcpus) },
      { type = "MEMORY", value = tostring(var.memory_mib) },
    ]
    ephemeralStorage             = { sizeInGiB = var.disk_gib }
    fargatePlatformConfiguration = { platformVersion = "LATEST" }
    networkConfiguration         = { assignPublicIp = "DISABLED" }
    environment                  = [for name in sort(keys(local.environment)) : { name = name, value = local.environment[name] }]
    secrets                      = [for name in sort(keys(var.secrets)) : { name = name, valueFrom = var.secrets[name] }]
    volumes                      = [{ name = "home" }, { name = "temporary" }]
    mountPoints = [
      { sourceVolume = "home", containerPath = "/var/lib/sce", readOnly = false },
      { sourceVolume = "temporary", containerPath = "/tmp", readOnly = false },
    ]
    linuxParameters = { initProcessEnabled = true }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.runs.name
        awslogs-region        = data.aws_region.current.region
        awslogs-stream-prefix = "run"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "runs" {
  name              = "/${var.name}/runs"
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
}

resource "aws_security_group" "runs" {
  name        = "${var.name}-runs"
  description = "Runs of the SCE warehouse"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "runs" {
  for_each          = toset(var.reached_cidrs)
  security_group_id = aws_security_group.runs.id
  description       = "Sources, warehouse, AWS"
  cidr_ipv4         = each.value
  ip_protocol       = "-1"
}

resource "aws_batch_compute_environment" "runs" {
  name  = var.name
  type  = "MANAGED"
  state = "ENABLED"

  compute_resources {
    type               = "FARGATE"
    max_vcpus          = max(1, ceil(var.vcpus * (var.children_max + 1)))
    subnets            = var.subnet_ids
    security_group_ids = [aws_security_group.runs.id]
  }
}

resource "aws_batch_job_queue" "runs" {
  name     = var.name
  state    = "ENABLED"
  priority = 1

  compute_environment_order {
    order               = 1
    compute_environment = aws_batch_compute_environment.runs.arn
  }
}

# "backfill" has no command of its own: `sce backfill --engine aws-batch` gives it, and the size of the array.
resource "aws_batch_job_definition" "runs" {
  for_each = {
    nightly  = local.nightly
    backfill = ["--help"]
  }
  name                       = "${var.name}-${each.key}"
  type                       = "container"
  platform_capabilities      = ["FARGATE"]
  propagate_tags             = true
  deregister_on_new_revision = true
  container_properties       = jsonencode(merge(local.container, { command = each.value }))

  timeout {
    attempt_duration_seconds = local.time_limit_hours * 3600
  }

  # 3: something was away. 143: stopped by a signal. All else needs a person, or the next night.
  retry_strategy {
    attempts = 3

    evaluate_on_exit {
      action       = "RETRY"
      on_exit_code = "3"
    }
    evaluate_on_exit {
      action       = "RETRY"
      on_exit_code = "143"
    }
    evaluate_on_exit {
      action           = "RETRY"
      on_status_reason = "Host EC2*"
    }
    evaluate_on_exit {
      action    = "RETRY"
      on_reason = "ResourceInitializationError*"
    }
    evaluate_on_exit {
      action    = "EXIT"
      on_reason = "*"
    }
  }
}

# Two schedules are usual: the night, and one some hours later that does what the first one could not.
resource "aws_scheduler_schedule" "nightly" {
  for_each                     = toset(var.nightly)
  name                         = "${var.name}-${substr(sha256(each.value), 0, 8)}"
  schedule_expression          = each.value
  schedule_expression_timezone = var.nightly_zone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:${data.aws_partition.current.partition}:scheduler:::aws-sdk:batch:submitJob"
    role_arn = aws_iam_role.scheduler[0].arn
    input = jsonencode({
      JobName       = "${var.name}-nightly"
      JobQueue      = aws_batch_job_queue.runs.arn
      JobDefinition = aws_batch_job_definition.runs["nightly"].arn_prefix
    })
    retry_policy {
      maximum_retry_attempts       = 10
      maximum_event_age_in_seconds = 3600
    }
  }
}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "scheduler_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "scheduler" {
  statement {
    actions = ["batch:SubmitJob"]
    resources = [
      aws_batch_job_queue.runs.arn,
      aws_batch_job_definition.runs["nightly"].arn_prefix,
      "${aws_batch_job_definition.runs["nightly"].arn_prefix}:*",
    ]
  }
}

resource "aws_iam_role" "scheduler" {
  count              = length(var.nightly) == 0 ? 0 : 1
  name               = "${var.name}-scheduler"
  assume_role_policy = data.aws_iam_policy_document.scheduler_trust.json
}

resource "aws_iam_role_policy" "scheduler" {
  count  = length(var.nightly) == 0 ? 0 : 1
  name   = "submit"
  role   = aws_iam_role.scheduler[0].id
  policy = data.aws_iam_policy_document.scheduler.json
}
