data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  copies = {
    first  = { bucket = var.bucket_names.first, kept_days = var.kept_days }
    second = { bucket = var.bucket_names.second, kept_days = var.second_kept_days }
  }
}

resource "aws_s3_bucket" "archive" {
  for_each = local.copies
  bucket   = each.value.bucket

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "archive" {
  for_each = local.copies
  bucket   = aws_s3_bucket.archive[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "archive" {
  for_each = local.copies
  bucket   = aws_s3_bucket.archive[each.key].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "archive" {
  for_each                = local.copies
  bucket                  = aws_s3_bucket.archive[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "archive" {
  for_each = local.copies
  bucket   = aws_s3_bucket.archive[each.key].id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_policy" "archive" {
  for_each   = local.copies
  bucket     = aws_s3_bucket.archive[each.key].id
  policy     = data.aws_iam_policy_document.archive[each.key].json
  depends_on = [aws_s3_bucket_public_access_block.archive]
}

data "aws_iam_policy_document" "archive" {
  for_each = local.copies
  statement {
    sid       = "OnlyEncryptedConnections"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.archive[each.key].arn, "${aws_s3_bucket.archive[each.key].arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "archive" {
  for_each   = local.copies
  bucket     = aws_s3_bucket.archive[each.key].id
  depends_on = [aws_s3_bucket_versioning.archive]

  rule {
    id     = "old-events"
    status = "Enabled"
    filter {}
    expiration {
      days = each.value.kept_days
    }
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
  }
}

# One rule for each copy: an edit that breaks one leaves the other.
resource "aws_cloudwatch_event_rule" "state_change" {
  for_each    = local.copies
  name        = "${var.name}-${each.key}"
  description = "Every state change of every AWS Batch job, ${each.key} copy"
  event_pattern = jsonencode({
    source      = ["aws.batch"]
    detail-type = ["Batch Job State Change"]
  })
}

resource "aws_cloudwatch_event_target" "archive" {
  for_each = local.copies
  rule     = aws_cloudwatch_event_rule.state_change[each.key].name
  arn      = aws_kinesis_firehose_delivery_stream.archive[each.key].arn
  role_arn = aws_iam_role.rule.arn

  dead_letter_config {
    arn = aws_sqs_queue.undelivered.arn
  }
  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }
}

# Objects lie under yyyy/MM/dd/HH/, the UTC hour of their arrival, which is what the source aws_batch reads.
resource "aws_kinesis_firehose_delivery_stream" "archive" {
  for_each    = local.copies
  name        = "${var.name}-${each.key}"
  destination = "extended_s3"

  server_side_encryption {
    enabled  = true
    key_type = "AWS_OWNED_CMK"
  }

  extended_s3_configuration {
    bucket_arn          = aws_s3_bucket.archive[each.key].arn
    role_arn            = aws_iam_role.stream[each.key].arn
    prefix              = "batch/!{timestamp:yyyy/MM/dd/HH}/"
    error_output_prefix = "failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/"
    buffering_interval  = var.buffer_seconds
    buffering_size      = 32
    compression_format  = "GZIP"

    processing_configuration {
      enabled = true
      processors {
        type = "AppendDelimiterToRecord"
        parameters {
          parameter_name  = "Delimiter"
          parameter_value = "\\n"
        }
      }
    }

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.stream.name
      log_stream_name = each.key
    }
  }
}

resource "aws_cloudwatch_log_group" "stream" {
  name              = "/${var.name}/firehose"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_stream" "stream" {
  for_each       = local.copies
  name           = each.key
  log_group_name = aws_cloudwatch_log_group.stream.name
}

# What neither copy could be given to waits here for a person, two weeks.
resource "aws_sqs_queue" "undelivered" {
  name                      = "${var.name}-undelivered"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue_policy" "undelivered" {
  queue_url = aws_sqs_queue.undelivered.id
  policy    = data.aws_iam_policy_document.undelivered.json
}

data "aws_iam_policy_document" "undelivered" {
  statement {
    sid       = "Rules"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.undelivered.arn]
    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [for rule in aws_cloudwatch_event_rule.state_change : rule.arn]
    }
  }
}

data "aws_iam_policy_document" "trust" {
  for_each = toset(["events", "firehose"])
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role" "rule" {
  name               = "${var.name}-rule"
  assume_role_policy = data.aws_iam_policy_document.trust["events"].json
}

data "aws_iam_policy_document" "rule" {
  statement {
    actions   = ["firehose:PutRecord", "firehose:PutRecordBatch"]
    resources = [for stream in aws_kinesis_firehose_delivery_stream.archive : stream.arn]
  }
}

resource "aws_iam_role_policy" "rule" {
  name   = "put"
  role   = aws_iam_role.rule.id
  policy = data.aws_iam_policy_document.rule.json
}

resource "aws_iam_role" "stream" {
  for_each           = local.copies
  name               = "${var.name}-${each.key}-stream"
  assume_role_policy = data.aws_iam_policy_document.trust["firehose"].json
}

data "aws_iam_policy_document" "stream" {
  for_each = local.copies
  statement {
    actions   = ["s3:AbortMultipartUpload", "s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:PutObject"]
    resources = [aws_s3_bucket.archive[each.key].arn, "${aws_s3_bucket.archive[each.key].arn}/*"]
  }
  statement {
    actions   = ["logs:PutLogEvents"]
    resources = ["arn:${data.aws_partition.current.partition}:logs:*:${data.aws_caller_identity.current.account_id}:log-group:${aws_cloudwatch_log_group.stream.name}:log-stream:${each.key}"]
  }
}

resource "aws_iam_role_policy" "stream" {
  for_each = local.copies
  name     = "write"
  role     = aws_iam_role.stream[each.key].id
  policy   = data.aws_iam_policy_document.stream[each.key].json
}
