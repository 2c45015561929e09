package org.scewarehouse.jobs.bi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scewarehouse.jobs.page.Question;

/**
 * A question as Metabase shows it.
 *
 * @param name the headline
 * @param slug unique, for files and ids
 * @param description what it is made of
 * @param display Metabase's name of the drawing
 * @param sql with the tag {@code {{period}}} where a period is asked for
 * @param settings of the drawing
 */
record Card(String name, String slug, String description, String display, String sql, Map<String, Object> settings) {
    /** The one parameter. */
    static final String PERIOD = "period";

    static final String USUAL_PERIOD = "last 30 days";

    private static final String TAG = "{{" + PERIOD + "}}";

    static Card of(Question question) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("graph.dimensions", question.dimensions());
        settings.put("graph.metrics", question.measures());
        if (question.measures().size() > 1) {
            boolean isWhole = question.drawing() == Question.Drawing.SHARES;
            settings.put("stackable.stack_type", isWhole ? "normalized" : "stacked");
        }
        // Bars lie only where they are not stacked: Metabase stacks standing ones alone.
        String display = switch (question.drawing()) {
            case LINES -> "line";
            case SHARES -> "bar";
            case BARS -> question.measures().size() > 1 ? "bar" : "row";
        };
        return new Card(
                question.headline(),
                question.name(),
                question.description(),
                display,
                question.query().replace(Question.PERIOD, TAG),
                settings);
    }

    boolean hasPeriod() {
        return sql.contains(TAG);
    }

    String entityId() {
        return EntityId.of("card " + slug);
    }

    /** The tag's declaration, as Metabase has it within a query. */
    Map<String, Object> tag() {
        Map<String, Object> tag = new LinkedHashMap<>();
        tag.put("type", "text");
        tag.put("name", PERIOD);
        tag.put("id", EntityId.uuid("tag " + slug));
        tag.put("display-name", "Period");
        tag.put("default", USUAL_PERIOD);
        tag.put("required", true);
        return tag;
    }

    /** Where a dashboard's parameter goes. */
    static List<Object> target() {
        return List.of("variable", List.of("template-tag", PERIOD));
    }
}
