# Freshness as seen from outside: a run that breaks off, a CI that forgets its schedule and a machine that is gone all
# send nothing, so nothing is an alarm.
resource "aws_cloudwatch_metric_alarm" "late" {
  for_each            = var.sources
  alarm_name          = "${var.name}-${each.key}-late"
  alarm_description   = "The last complete day of ${each.key} is more than ${each.value} days old, or no run has told of it for a day. Runbook: A source is late."
  namespace           = var.metrics_namespace
  metric_name         = "LastCompleteDayAge"
  dimensions          = { Source = each.key }
  statistic           = "Maximum"
  period              = 86400
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value
  treat_missing_data  = "breaching"
  alarm_actions       = var.topic_arns
  ok_actions          = var.topic_arns
}

# What a source forgets before it is asked is lost, so a person is told when half of the time has passed. Of what answers
# for a day or two, such as a list of what is there now, nobody could be told in time.
resource "aws_cloudwatch_metric_alarm" "forgetting" {
  for_each            = var.sources
  alarm_name          = "${var.name}-${each.key}-forgetting"
  alarm_description   = "The last complete day of ${each.key} is older than half of what the source still answers for. Runbook: A source is late."
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.topic_arns
  ok_actions          = var.topic_arns

  metric_query {
    id          = "forgetting"
    expression  = "IF(horizon > 2 AND age > horizon / 2, 1, 0)"
    label       = "More than half of the way to a lost day"
    return_data = true
  }

  metric_query {
    id = "age"
    metric {
      namespace   = var.metrics_namespace
      metric_name = "LastCompleteDayAge"
      dimensions  = { Source = each.key }
      stat        = "Maximum"
      period      = 86400
    }
  }

  metric_query {
    id = "horizon"
    metric {
      namespace   = var.metrics_namespace
      metric_name = "HorizonAge"
      dimensions  = { Source = each.key }
      stat        = "Minimum"
      period      = 86400
    }
  }
}

# Days that nothing has made up for yet, whatever the last one is.
resource "aws_cloudwatch_metric_alarm" "missing" {
  for_each            = var.sources
  alarm_name          = "${var.name}-${each.key}-missing-days"
  alarm_description   = "Days of ${each.key} have been missing for three days. Runbook: Days are missing."
  namespace           = var.metrics_namespace
  metric_name         = "MissingDays"
  dimensions          = { Source = each.key }
  statistic           = "Minimum"
  period              = 86400
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "breaching"
  alarm_actions       = var.topic_arns
  ok_actions          = var.topic_arns
}

resource "aws_cloudwatch_metric_alarm" "failed_days" {
  for_each            = var.sources
  alarm_name          = "${var.name}-${each.key}-failed-days"
  alarm_description   = "Days of ${each.key} failed in every run of a day. Runbook: Days fail."
  namespace           = var.metrics_namespace
  metric_name         = "FailedDays"
  dimensions          = { Source = each.key }
  statistic           = "Minimum"
  period              = 86400
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.topic_arns
  ok_actions          = var.topic_arns
}

# 4: a person must act. 5: data is lost or an invariant is broken. 6, another run at work, is no fault; it is the
# greatest number, so a period is short enough to hold one run.
resource "aws_cloudwatch_metric_alarm" "exit_code" {
  alarm_name          = "${var.name}-exit-code"
  alarm_description   = "A run ended with 4 or 5. Runbook: Exit codes."
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.topic_arns

  metric_query {
    id          = "urgent"
    expression  = "IF(code == 4 OR code == 5, 1, 0)"
    label       = "Runs that need a person"
    return_data = true
  }

  metric_query {
    id = "code"
    metric {
      namespace   = var.metrics_namespace
      metric_name = "ExitCode"
      stat        = "Maximum"
      period      = 60
    }
  }
}

resource "aws_cloudwatch_event_rule" "failed" {
  count       = var.job_queue_arn == null ? 0 : 1
  name        = "${var.name}-run-failed"
  description = "A run on AWS Batch failed after all its tries"
  event_pattern = jsonencode({
    source      = ["aws.batch"]
    detail-type = ["Batch Job State Change"]
    detail      = { status = ["FAILED"], jobQueue = [var.job_queue_arn] }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  for_each = var.job_queue_arn == null ? toset([]) : toset(var.topic_arns)
  rule     = aws_cloudwatch_event_rule.failed[0].name
  arn      = each.value

  input_transformer {
    input_paths = {
      name   = "$.detail.jobName"
      id     = "$.detail.jobId"
      reason = "$.detail.statusReason"
    }
    input_template = "\"Run <name> (<id>) of the SCE warehouse failed: <reason>. Runbook: Exit codes.\""
  }
}

resource "aws_cloudwatch_metric_alarm" "undelivered" {
  count               = var.undelivered_queue_name == null ? 0 : 1
  alarm_name          = "${var.name}-events-undelivered"
  alarm_description   = "State changes of AWS Batch jobs could not be archived. Runbook: Events are not archived."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = var.undelivered_queue_name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.topic_arns
  ok_actions          = var.topic_arns
}

# Nothing to deliver is no fault, so silence is none either.
resource "aws_cloudwatch_metric_alarm" "archive_late" {
  for_each            = var.stream_names
  alarm_name          = "${var.name}-events-late-${each.key}"
  alarm_description   = "The ${each.key} copy of AWS Batch's events is more than an hour behind. Runbook: Events are not archived."
  namespace           = "AWS/Firehose"
  metric_name         = "DeliveryToS3.DataFreshness"
  dimensions          = { DeliveryStreamName = each.value }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 3600
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.topic_arns
  ok_actions          = var.topic_arns
}

resource "aws_cloudwatch_metric_alarm" "storage" {
  count               = var.warehouse == null ? 0 : 1
  alarm_name          = "${var.name}-storage"
  alarm_description   = "The warehouse's server runs out of storage. Runbook: The warehouse is full."
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  dimensions          = { DBInstanceIdentifier = var.warehouse.identifier }
  statistic           = "Minimum"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "LessThanThreshold"
  threshold           = var.warehouse.free_storage_gb * 1000000000
  treat_missing_data  = "breaching"
  alarm_actions       = var.topic_arns
  ok_actions          = var.topic_arns
}
