# The least: a lake, what a CI may do with it, and alarms that notice when the CI forgets. The warehouse is a PostgreSQL
# that is there already, and runs are started by infra/ci/github-actions.yml.
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
}

module "lake" {
  source      = "../../modules/lake"
  bucket_name = var.bucket_name
}

module "access" {
  source = "../../modules/access"
  lake = {
    bucket_arn = module.lake.bucket_arn
    prefix     = module.lake.prefix
    key_arn    = module.lake.key_arn
  }
  ci = {
    github = {
      issuer   = "token.actions.githubusercontent.com"
      audience = "sts.amazonaws.com"
      subjects = ["repo:${var.github_repository}:environment:sce-warehouse"]
    }
  }
}

resource "aws_sns_topic" "alarms" {
  name = "sce-warehouse-alarms"
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.mail_address
}

module "alarms" {
  source     = "../../modules/alarms"
  topic_arns = [aws_sns_topic.alarms.arn]
  sources    = { prometheus = 2 }
}
