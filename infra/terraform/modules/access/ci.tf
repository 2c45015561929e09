# A CI proves who it is by a token that its server signs; no key is stored anywhere.
data "aws_iam_policy_document" "ci_trust" {
  for_each = var.ci
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:${local.partition}:iam::${local.account}:oidc-provider/${each.value.issuer}"]
    }
    condition {
      test     = "StringEquals"
      variable = "${each.value.issuer}:aud"
      values   = [each.value.audience]
    }
    condition {
      test     = "StringLike"
      variable = "${each.value.issuer}:sub"
      values   = each.value.subjects
    }
  }
}

resource "aws_iam_role" "ci" {
  for_each             = var.ci
  name                 = "${var.name}-ci-${each.key}"
  assume_role_policy   = data.aws_iam_policy_document.ci_trust[each.key].json
  max_session_duration = 21600
}

resource "aws_iam_role_policy_attachment" "ci" {
  for_each   = var.ci
  role       = aws_iam_role.ci[each.key].name
  policy_arn = aws_iam_policy.run.arn
}
