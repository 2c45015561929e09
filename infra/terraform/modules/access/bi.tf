# Who reads Parquet: the curated zone alone. Raw and identified data hold logins.
data "aws_iam_policy_document" "bi" {
  statement {
    sid       = "ListCurated"
    actions   = ["s3:ListBucket"]
    resources = [var.lake.bucket_arn]
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${var.lake.prefix}/curated/*"]
    }
  }

  statement {
    sid       = "Curated"
    actions   = ["s3:GetObject"]
    resources = ["${var.lake.bucket_arn}/${var.lake.prefix}/curated/*"]
  }

  statement {
    sid       = "LakeKey"
    actions   = ["kms:Decrypt"]
    resources = [var.lake.key_arn]
  }

  dynamic "statement" {
    for_each = var.athena == null ? [] : [var.athena]
    content {
      sid = "Queries"
      actions = [
        "athena:StartQueryExecution", "athena:StopQueryExecution", "athena:GetQueryExecution",
        "athena:GetQueryResults", "athena:GetWorkGroup",
      ]
      resources = [statement.value.workgroup_arn]
    }
  }

  dynamic "statement" {
    for_each = var.athena == null ? [] : [var.athena]
    content {
      sid     = "Catalogue"
      actions = ["glue:GetDatabase", "glue:GetTable", "glue:GetTables"]
      resources = [
        "arn:${local.partition}:glue:${local.region}:${local.account}:catalog",
        "arn:${local.partition}:glue:${local.region}:${local.account}:database/${statement.value.database}",
        "arn:${local.partition}:glue:${local.region}:${local.account}:table/${statement.value.database}/*",
      ]
    }
  }

  dynamic "statement" {
    for_each = var.athena == null ? [] : [var.athena]
    content {
      sid       = "Results"
      actions   = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"]
      resources = ["${statement.value.results_arn}/*"]
    }
  }

  dynamic "statement" {
    for_each = var.athena == null ? [] : [var.athena]
    content {
      sid       = "ResultsBucket"
      actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
      resources = [split("/", statement.value.results_arn)[0]]
    }
  }
}

data "aws_iam_policy_document" "bi_trust" {
  count = length(var.bi_trusted_arns) == 0 ? 0 : 1
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = var.bi_trusted_arns
    }
  }
}

resource "aws_iam_role" "bi" {
  count              = length(var.bi_trusted_arns) == 0 ? 0 : 1
  name               = "${var.name}-bi"
  assume_role_policy = data.aws_iam_policy_document.bi_trust[0].json
}

resource "aws_iam_role_policy" "bi" {
  count  = length(var.bi_trusted_arns) == 0 ? 0 : 1
  name   = "read-curated"
  role   = aws_iam_role.bi[0].id
  policy = data.aws_iam_policy_document.bi.json
}
