package org.scewarehouse.model;

import java.util.List;

/**
 * Facts that are looked at together: what a diagram shows, and what a BI tool gets as one data source.
 *
 * @param name short, for files
 * @param title in words
 * @param facts tables of schema mart
 */
record Subject(String name, String title, List<String> facts) {

    /** Every fact belongs to one of them. */
    static final List<Subject> ALL = List.of(
            new Subject(
                    "containers",
                    "Containers",
                    List.of(
                            "fact_container_hour",
                            "fact_container_day",
                            "fact_demand_5min",
                            "fact_rightsizing_day",
                            "agg_container_month")),
            new Subject(
                    "storage_and_capacity",
                    "Storage and capacity",
                    List.of("fact_volume_day", "fact_capacity_day", "agg_storage_month")),
            new Subject("batch", "Batch jobs", List.of("fact_batch_job", "fact_batch_job_day")),
            new Subject(
                    "connect",
                    "Published content",
                    List.of(
                            "fact_content_visit",
                            "fact_content_day",
                            "fact_content_run",
                            "fact_schedule_day",
                            "fact_audit_day",
                            "fact_account_day")),
            new Subject(
                    "code", "Code and packages", List.of("fact_repository_day", "fact_commit_day", "fact_pipeline")),
            new Subject("people", "People", List.of("agg_user_day", "agg_user_month", "agg_user_total")));
}
