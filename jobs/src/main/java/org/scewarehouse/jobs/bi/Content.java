package org.scewarehouse.jobs.bi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scewarehouse.jobs.page.Question;

/**
 * One collection of cards and dashboards: a card per question of the page and per report that it does not show, a
 * dashboard per chapter.
 *
 * @param cards in order
 * @param dashboards in order
 */
record Content(List<Card> cards, List<Dashboard> dashboards) {
    /** Name of the collection, and of the connection that the cards ask. */
    static final String NAME = "SCE Warehouse";

    static final String DESCRIPTION =
            "Answers of the warehouse. Made by sce bi provision, which restores what is changed here by hand; copy a "
                    + "card before changing it.";

    private static final Card FRESHNESS = new Card(
            "How fresh and complete is this?",
            "freshness",
            "From report.data_freshness: how far each source reaches.",
            "table",
            """
            select source, max(last_complete_day) as last_complete_day, min(lag_days) as lag_days,
                max(missing_day_count) as missing_day_count, max(lost_day_count) as lost_day_count
            from report.data_freshness
            group by source
            order by source""",
            Map.of());

    /** Reports that the page does not show, by the chapter to which they belong. */
    private static final Map<String, List<Card>> MORE = Map.of(
            "Overview", List.of(table("What is missing, what was dropped, and why?", "data_quality", """
                            select source, endpoint, kind, subject, reason, finding_count, day_count, first_day,
                                last_day
                            from report.data_quality
                            where period_name = {{period}}
                            order by source, kind, day_count desc, endpoint, subject, reason""")),
            "Containers",
                    List.of(
                            table("Who makes many containers of the same image?", "container_churn", """
                                    select pseudonym, department_name, repository_name, created_count, ran_count,
                                        active_count, most_active_at_once_count, most_active_at_once_of_all_images_count
                                    from report.container_churn
                                    where period_name = {{period}}
                                    order by ran_count desc, created_count desc, pseudonym, repository_name"""),
                            table("How long does each version stay in use?", "runtime_lifetime", """
                                    select language_name, version_minor, first_seen_on, last_seen_on, lifetime_days,
                                        is_still_used, people_count, people_in_30_days_count, median_days_per_person
                                    from report.runtime_lifetime
                                    order by language_name, version_sort""")),
            "People, storage and cost", List.of(table("What does each person use?", "user_activity", """
                            select pseudonym, department_name, active_day_count, container_count,
                                cpu_allocated_core_hours, cpu_core_hours, idle_ratio, cost_usd, submitted_job_count,
                                visit_count, commit_count, content_item_count, storage_gb
                            from report.user_activity
                            where period_name = {{period}}
                            order by active_day_count desc, pseudonym""")));

    private static Card table(String name, String report, String sql) {
        return new Card(name, report, "From report." + report + ".", "table", sql, Map.of());
    }

    /** What the page's questions make, and the reports that it does not show. */
    static Content ofQuestions() {
        List<Card> cards = new ArrayList<>(List.of(FRESHNESS));
        Map<String, List<Card>> chapters = new LinkedHashMap<>();
        for (Question question : Question.all()) {
            Card card = Card.of(question);
            cards.add(card);
            chapters.computeIfAbsent(question.chapter(), chapter -> new ArrayList<>(List.of(FRESHNESS)))
                    .add(card);
        }
        chapters.forEach((chapter, of) -> {
            List<Card> more = MORE.getOrDefault(chapter, List.of());
            cards.addAll(more);
            of.addAll(more);
        });
        List<Dashboard> dashboards = new ArrayList<>();
        chapters.forEach((chapter, of) -> dashboards.add(new Dashboard(chapter, List.copyOf(of))));
        return new Content(List.copyOf(cards), List.copyOf(dashboards));
    }
}
