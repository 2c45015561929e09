output "alarm_names" {
  description = "Names of all alarms on freshness, by source."
  value       = { for source, alarm in aws_cloudwatch_metric_alarm.late : source => alarm.alarm_name }
}
