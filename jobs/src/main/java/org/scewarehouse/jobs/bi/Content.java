package org.scewarehouse.jobs.bi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scewarehouse.jobs.page.Question;

/**
 * One collection of cards and dashboards: a card per question of the page, a dashboard per chapter.
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

    /** What the page's questions make. */
    static Content ofQuestions() {
        List<Card> cards = new ArrayList<>(List.of(FRESHNESS));
        Map<String, List<Card>> chapters = new LinkedHashMap<>();
        for (Question question : Question.all()) {
            Card card = Card.of(question);
            cards.add(card);
            chapters.computeIfAbsent(question.chapter(), chapter -> new ArrayList<>(List.of(FRESHNESS)))
                    .add(card);
        }
        List<Dashboard> dashboards = new ArrayList<>();
        chapters.forEach((chapter, of) -> dashboards.add(new Dashboard(chapter, List.copyOf(of))));
        return new Content(List.copyOf(cards), List.copyOf(dashboards));
    }
}
