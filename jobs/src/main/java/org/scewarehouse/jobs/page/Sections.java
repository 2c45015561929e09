package org.scewarehouse.jobs.page;

import static org.scewarehouse.jobs.page.Chapter.BATCH;
import static org.scewarehouse.jobs.page.Chapter.CODE;
import static org.scewarehouse.jobs.page.Chapter.CONTAINERS;
import static org.scewarehouse.jobs.page.Chapter.CONTENT;
import static org.scewarehouse.jobs.page.Chapter.OVERVIEW;
import static org.scewarehouse.jobs.page.Chapter.PEOPLE;

import java.util.List;

/** The questions of the page, in order. One more is a query file and an entry here. */
final class Sections {

    /** In which people can be active. */
    private static final List<String> COMPONENTS = List.of(
            "fact_container_day", "fact_batch_job_day", "fact_content_visit", "fact_content_day", "fact_commit_day");

    static final List<Section> ALL = List.of(
            new Section(
                    OVERVIEW,
                    "platform_overview",
                    "How large is the platform?",
                    List.of("fact_container_day", "fact_volume_day", "fact_content_visit", "fact_content_day"),
                    new Sentence("{running_container_count|interactive container runs|interactive containers run};"
                            + " {container_user_count|person|people} had one in the period, and {home_drive_gb} GB"
                            + " lie in {home_drive_count|home drive|home drives}."),
                    "Nothing is loaded that tells.",
                    Plot.lines("period_name", "measure", "number")),
            new Section(
                    OVERVIEW,
                    "active_users",
                    "How many people are active?",
                    COMPONENTS,
                    new Sentence("{active_30_days_count|person was|people were} active in the last 30 days,"
                            + " {active_7_days_count} in the last 7, {active_1_day_count} on the last day."),
                    "Nobody was active.",
                    Plot.bars("component", "active_30_days_count")),
            new Section(
                    OVERVIEW,
                    "adoption_trend",
                    "Who is new, and who is lost?",
                    COMPONENTS,
                    new Sentence("Of {active_count|active person|active people}, {new_count|is|are} new;"
                            + " {lost_count|person was|people were} active in the period before and not in this one."),
                    "Nobody was active.",
                    Plot.lines("period_name", "component", "active_count")),
            new Section(
                    OVERVIEW,
                    "component_mix",
                    "Which parts of the platform do people use together?",
                    COMPONENTS,
                    new Sentence("{several_count} of {all_people_count|active person|active people} used more than one"
                            + " component."),
                    "Nobody was active.",
                    Plot.bars("components", "people_count")),
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
                    "container_rightsizing",
                    "How small could a container's reservation be?",
                    "fact_rightsizing_day",
                    new Sentence("The smallest reservation with which a full node would have had too few cores, or too"
                            + " little memory, in less than 1 of 100 cases: {smallest_reservation}."),
                    "No interactive container ran of which anybody knows what it used.",
                    Plot.bars("reservation", "drawn_too_little_ratio")),
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
                    CONTAINERS,
                    "runtime_version_trend",
                    "Which versions come, and which go?",
                    "fact_container_day",
                    new Sentence("{language_version_count|version of R and Python was|versions of R and Python were}"
                            + " in use in {period_name}."),
                    "No container had R or Python.",
                    Plot.lines("period_name", "runtime", "used_container_count")),
            new Section(
                    CONTAINERS,
                    "runtime_migration",
                    "How fast do people move to a new version?",
                    "fact_container_day",
                    new Sentence("{share_ratio} of those who could have moved to {newest_version} use it."),
                    "Nobody has used R or Python.",
                    Plot.bars("runtime", "share_ratio")),
            new Section(
                    CONTAINERS,
                    "container_lifecycle",
                    "How do containers come and go?",
                    "fact_container_day",
                    new Sentence("{created_count|container was|containers were} created, of which"
                            + " {never_used_again_count|was|were} never used again, and {ended_count} ended;"
                            + " {ran_count} ran."),
                    "No interactive container ran.",
                    Plot.bars("environment_name", "ran_count")),
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
                    Plot.bars("title", "copy_count")),
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
                    CONTENT,
                    "content_retention_due",
                    "What is due for removal?",
                    "fact_content_day",
                    new Sentence("{due_count|item is|items are} due, of {item_count} that are or will be in 90 days;"
                            + " that frees {bundle_bytes}."),
                    "Nothing is due in the next 90 days.",
                    Plot.bars("content_type", "item_count")),
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
                    BATCH,
                    "utilisation_day",
                    "How much of the capacity is taken, and how much used?",
                    "fact_capacity_day",
                    new Sentence("{taken_share} of the capacity was allocated and {used_share} used, where the capacity"
                            + " is known."),
                    "No capacity is known.",
                    Plot.lines("day", "cluster_name", "allocated_ratio")),
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
                    new Sentence("{main_repository_count|repository in use is|repositories in use are} mainly written"
                            + " in {main_language_name}; no other language has more."),
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
                    Plot.stacked("package", "latest_repository_count", "behind_repository_count")),
            new Section(
                    PEOPLE,
                    "department_frequency",
                    "How often do people use their containers?",
                    "fact_container_day",
                    new Sentence("{all_daily_ratio} of {all_people_count|person|people} with a container use it on more"
                            + " than half of their days; {too_new_count|is|are} too new to tell."),
                    "Nobody has had a container for 28 days yet: too early to tell.",
                    Plot.shares("department_name", "less_ratio", "monthly_ratio", "weekly_ratio", "daily_ratio")),
            new Section(
                    PEOPLE,
                    "heavy_users",
                    "Who keeps most cores from others?",
                    List.of("fact_container_day", "fact_batch_job_day"),
                    new Sentence("{top_person_count|person|people} of {person_count} kept {top_ten_share} of the core"
                            + " hours that all of these kept."),
                    "Nobody has allocated core time.",
                    Plot.bars("pseudonym", "cpu_allocated_core_hours")),
            new Section(
                    PEOPLE,
                    "home_drives_by_region",
                    "How much lies in home drives?",
                    "fact_volume_day",
                    new Sentence("{home_drive_count|home drive holds|home drives hold} {home_drive_size_gb} GB;"
                            + " {unmeasured_home_drive_count|drive is|drives are} not measured."),
                    "There are no home drives.",
                    Plot.bars("region", "home_drive_size_gb")),
            new Section(
                    PEOPLE,
                    "storage_growth",
                    "Whose home drives grow?",
                    "fact_volume_day",
                    new Sentence(
                            "Home drives grew by {growth_gb} GB; {near_limit_volume_count|drive is|drives are} near the"
                                    + " limit, and {left_gb} GB belong to people who left."),
                    "There are no home drives.",
                    Plot.bars("department", "used_gb")),
            new Section(
                    PEOPLE,
                    "cost_and_carbon_month",
                    "What does it cost, and how much CO2e is behind it?",
                    List.of("fact_container_day", "fact_batch_job_day", "fact_volume_day", "fact_capacity_day"),
                    new Sentence("{period_name} cost {cost_usd} ({loaded_day_count|loaded day|loaded days}), of which"
                            + " {idle_cost_usd} for idle cores, without {cpu_unknown_allocated_core_hours} core hours"
                            + " whose use is unknown; operation caused {co2e_kg} kg CO2e."),
                    "Nothing is loaded that costs.",
                    Plot.lines("month", "component_name", "cost_usd")),
            new Section(
                    PEOPLE,
                    "actions",
                    "What could be done about it?",
                    List.of(
                            "fact_container_day",
                            "fact_batch_job",
                            "fact_content_day",
                            "fact_schedule_day",
                            "fact_volume_day"),
                    new Sentence(
                            "{action_count|action|actions} would save {saved_usd} a month and free {freed_gb} GB."),
                    "Nothing is left to do.",
                    Plot.bars("what", "action_count")));

    private Sections() {}
}
