package org.scewarehouse.jobs.bi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cards on a grid of 24 columns: the first over the full width, the others two in a row.
 *
 * @param name what it is about
 * @param cards in order
 */
record Dashboard(String name, List<Card> cards) {
    private static final int COLUMNS = 24;
    private static final int TOP_HEIGHT = 5;
    private static final int HEIGHT = 7;

    /** Where a card lies. */
    record Place(Card card, int row, int column, int width, int height) {}

    String slug() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    }

    String entityId() {
        return EntityId.of("dashboard " + slug());
    }

    String parameterId() {
        return EntityId.uuid("parameter " + slug());
    }

    /** The choice of a period; none where no card asks for one. */
    List<Map<String, Object>> parameters() {
        if (cards.stream().noneMatch(Card::hasPeriod)) {
            return List.of();
        }
        Map<String, Object> period = new LinkedHashMap<>();
        period.put("id", parameterId());
        period.put("name", "Period");
        period.put("slug", Card.PERIOD);
        period.put("type", "string/=");
        period.put("default", List.of(Card.USUAL_PERIOD));
        return List.of(period);
    }

    List<Place> places() {
        List<Place> places = new ArrayList<>();
        places.add(new Place(cards.get(0), 0, 0, COLUMNS, TOP_HEIGHT));
        for (int card = 1; card < cards.size(); card++) {
            int column = (card - 1) % 2 * COLUMNS / 2;
            places.add(new Place(cards.get(card), TOP_HEIGHT + (card - 1) / 2 * HEIGHT, column, COLUMNS / 2, HEIGHT));
        }
        return places;
    }
}
