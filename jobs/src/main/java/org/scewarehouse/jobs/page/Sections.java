package org.scewarehouse.jobs.page;

import static org.scewarehouse.jobs.page.Chapter.BATCH;
import static org.scewarehouse.jobs.page.Chapter.CODE;
import static org.scewarehouse.jobs.page.Chapter.CONTAINERS;
import static org.scewarehouse.jobs.page.Chapter.CONTENT;

import java.util.List;

/** The questions of the page, in order. One more is a query file and an entry here. */
final class Sections {

    static final List<Section> ALL = List.of(
            new Section(
                    CONTAINERS,
                    "container_idleness",
                    "Do containers mostly sit idle?",
                    "fact_container_day",
                    new Sentence("{idle_ratio} of the observed time of interactive containers was idle; what was kept"
                            + " from others and not used cost {idle_cost_usd}."),
                    "No interactive container ran.",
                    Plot.shares(
                            "environment_name",
                            "nearly_nothing_share",
                            "up_to_1_core_share",
                            "up_to_2_cores_share",
                            "up_to_4_cores_share",
                            "up_to_8_cores_share",
                            "up_to_16_cores_share",
                            "over_16_cores_share")),
            new Section(
                    CONTAINERS,
                    "runtime_version_split",
                    "Which versions of R and Python run, and are they used?",
                    "fact_container_day",
                    new Sentence("Of {running_container_count|running container|running containers},"
                            + " {unused_running_container_count|was|were} not used in the period."),
                    "No interactive container ran.",
                    Plot.stacked("runtime", "used_running_container_count", "unused_running_container_count")),
            new Section(
                    CONTENT,
                    "content_popular",
                    "What do people read and use most?",
                    "fact_content_visit",
                    new Sentence("{item_count|item was|items were} visited, together" + " {visit_count|time|times}."),
                    "Nothing was visited.",
                    Plot.bars("item_title", "visit_count")),
            new Section(
                    CONTENT,
                    "content_never_deployed",
                    "What was published and never worked?",
                    "fact_content_day",
                    new Sentence("{item_count|item was|items were} never successfully deployed,"
                            + " {older_item_count} of them for more than 30 days; they hold {bundle_bytes}."),
                    "Every item was deployed successfully.",
                    Plot.stacked("content_type", "nothing_uploaded_count", "never_worked_count")),
            new Section(
                    CONTENT,
                    "content_not_viewed",
                    "What has nobody viewed for a year?",
                    "fact_content_day",
                    new Sentence("{item_count|item was|items were} viewed by nobody for a year, proven for"
                            + " {proven_item_count}; their bundles hold {bundle_bytes}."),
                    "Every deployed item older than a year was viewed within the year.",
                    Plot.bars("item_title", "bundle_bytes")),
            new Section(
                    CONTENT,
                    "content_copies",
                    "Who publishes the same thing again and again?",
                    "fact_content_day",
                    new Sentence("{item_count|item is a copy|items are copies} of one another, in"
                            + " {group_count|group|groups}; {dead_copy_count} of them never worked."),
                    "No item has a copy.",
                    Plot.bars("copy_name", "copy_count")),
            new Section(
                    CONTENT,
                    "schedules_failing",
                    "Which schedules fail?",
                    "fact_schedule_day",
                    new Sentence(
                            "{schedule_count|schedule fails|schedules fail}, at a cost of {cost_year_usd} a year."),
                    "No schedule fails.",
                    Plot.bars("item_title", "failures_in_row_count")),
            new Section(
                    CONTENT,
                    "schedules_forgotten",
                    "Which schedules run for nobody?",
                    "fact_schedule_day",
                    new Sentence("{schedule_count|schedule runs|schedules run} for items that nobody has viewed for a"
                            + " year, proven for {proven_schedule_count}, at a cost of {cost_year_usd} a year."),
                    "No schedule runs for an item that nobody views.",
                    Plot.bars("item_title", "cost_year_usd")),
            new Section(
                    BATCH,
                    "queue_wait",
                    "How long do batch jobs wait?",
                    "fact_batch_job_day",
                    new Sentence("{started_count|job|jobs} waited {mean_wait_seconds} on average, at most"
                            + " {longest_wait_seconds}."),
                    "No batch job started.",
                    Plot.bars("queue", "mean_wait_seconds")),
            new Section(
                    BATCH,
                    "job_outcomes",
                    "How do batch jobs end?",
                    "fact_batch_job",
                    new Sentence("{unsuccessful_ratio} of {ended_count|job|jobs} did not succeed, which cost"
                            + " {wasted_cost_usd}."),
                    "No batch job ended.",
                    Plot.bars("outcome", "ended_count")),
            new Section(
                    BATCH,
                    "job_cost",
                    "What do batch jobs cost?",
                    "fact_batch_job_day",
                    new Sentence("{running_job_count|job|jobs} cost {cost_usd}."),
                    "No batch job ran.",
                    Plot.bars("job_name", "cost_usd")),
            new Section(
                    BATCH,
                    "job_size",
                    "How big are batch jobs?",
                    "fact_batch_job_day",
                    new Sentence("Weighted by the time it takes, a job has {mean_core_count|core|cores};"
                            + " {running_job_count|job|jobs} took {cpu_allocated_core_hours|core hour|core hours}."),
                    "No batch job ran.",
                    Plot.bars("job_size", "cpu_allocated_core_hours")),
            new Section(
                    CODE,
                    "package_adoption",
                    "Which package versions are in use?",
                    "fact_repository_day",
                    new Sentence("Repositories in use name {package_count|package|packages} in"
                            + " {version_count|version|versions}."),
                    "No repository in use has a lock file.",
                    Plot.bars("package", "repository_count")),
            new Section(
                    CODE,
                    "language_split",
                    "Which languages is code written in?",
                    "fact_repository_day",
                    new Sentence("Most repositories in use, {main_repository_count}, are mainly written in"
                            + " {main_language_name}."),
                    "No repository in use has code.",
                    Plot.bars("language_name", "main_repository_count")),
            new Section(
                    CODE,
                    "internal_package_use",
                    "Who uses the packages we write ourselves?",
                    "fact_repository_day",
                    new Sentence("Of {package_count|own package|own packages},"
                            + " {unused_package_count} are in no repository that is in use."),
                    "No lock file names a package of the site's own.",
                    Plot.stacked("package_name", "latest_repository_count", "behind_repository_count")));

    private Sections() {}
}
