# What a run may do, wherever it runs. Nothing here can change a bucket, a key or a role.
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  partition = data.aws_partition.current.partition
  account   = data.aws_caller_identity.current.account_id
  region    = data.aws_region.current.region
}

data "aws_iam_policy_document" "run" {
  statement {
    sid       = "ListLake"
    actions   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
    resources = [var.lake.bucket_arn]
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${var.lake.prefix}/*"]
    }
  }

  statement {
    sid       = "Lake"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
    resources = ["${var.lake.bucket_arn}/${var.lake.prefix}/*"]
  }

  statement {
    sid       = "LakeKey"
    actions   = ["kms:GenerateDataKey", "kms:Decrypt"]
    resources = [var.lake.key_arn]
  }

  dynamic "statement" {
    for_each = length(var.input_arns) == 0 ? [] : [1]
    content {
      sid       = "Inputs"
      actions   = ["s3:GetObject"]
      resources = [for arn in var.input_arns : "${arn}/*"]
    }
  }

  dynamic "statement" {
    for_each = toset(var.input_arns)
    content {
      actions   = ["s3:ListBucket"]
      resources = [split("/", statement.value)[0]]
      condition {
        test     = "StringLike"
        variable = "s3:prefix"
        values   = [join("/", concat(slice(split("/", statement.value), 1, length(split("/", statement.value))), ["*"]))]
      }
    }
  }

  # Neither service knows resources for these actions.
  dynamic "statement" {
    for_each = contains(var.collected, "aws_batch") ? [1] : []
    content {
      sid = "BatchJobs"
      actions = [
        "batch:ListJobs", "batch:DescribeJobs", "batch:DescribeJobQueues", "batch:DescribeComputeEnvironments",
        "batch:DescribeJobDefinitions",
      ]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = contains(var.collected, "cloudwatch") ? [1] : []
    content {
      sid       = "FileSystems"
      actions   = ["cloudwatch:ListMetrics", "cloudwatch:GetMetricData", "fsx:DescribeFileSystems"]
      resources = ["*"]
    }
  }

  statement {
    sid       = "TellOfRuns"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = [var.metrics_namespace]
    }
  }

  dynamic "statement" {
    for_each = var.backfill == null ? [] : [var.backfill]
    content {
      sid     = "SubmitBackfills"
      actions = ["batch:SubmitJob"]
      resources = [
        statement.value.queue_arn,
        statement.value.job_definition_arn,
        "${statement.value.job_definition_arn}:*",
      ]
    }
  }
}

resource "aws_iam_policy" "run" {
  name        = "${var.name}-run"
  description = "What a run of the SCE warehouse does"
  policy      = data.aws_iam_policy_document.run.json
}

data "aws_iam_policy_document" "tasks_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_iam_role" "run" {
  count              = var.has_batch_runs ? 1 : 0
  name               = "${var.name}-run"
  assume_role_policy = data.aws_iam_policy_document.tasks_trust.json
}

resource "aws_iam_role_policy_attachment" "run" {
  count      = var.has_batch_runs ? 1 : 0
  role       = aws_iam_role.run[0].name
  policy_arn = aws_iam_policy.run.arn
}

# What starts a container: its image, its secrets, its log. The run itself cannot read secrets again.
data "aws_iam_policy_document" "execution" {
  dynamic "statement" {
    for_each = length(var.secret_arns) == 0 ? [] : [1]
    content {
      sid       = "Secrets"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = var.secret_arns
    }
  }

  dynamic "statement" {
    for_each = length(var.secret_key_arns) == 0 ? [] : [1]
    content {
      sid       = "SecretKeys"
      actions   = ["kms:Decrypt"]
      resources = var.secret_key_arns
    }
  }

  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${var.log_group_arn_prefix}*"]
  }

  dynamic "statement" {
    for_each = var.image_repository_arn == null ? [] : [var.image_repository_arn]
    content {
      sid       = "Image"
      actions   = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = var.image_repository_arn == null ? [] : [1]
    content {
      sid       = "Registry"
      actions   = ["ecr:GetAuthorizationToken"]
      resources = ["*"]
    }
  }
}

resource "aws_iam_role" "execution" {
  count              = var.has_batch_runs ? 1 : 0
  name               = "${var.name}-execution"
  assume_role_policy = data.aws_iam_policy_document.tasks_trust.json
}

resource "aws_iam_role_policy" "execution" {
  count  = var.has_batch_runs ? 1 : 0
  name   = "start"
  role   = aws_iam_role.execution[0].id
  policy = data.aws_iam_policy_document.execution.json
}
