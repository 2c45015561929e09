package org.scewarehouse.etl.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Picks few fields of many records while they are read, so that no record is made an object of its own. */
public final class FieldPicker {

    /** What is wanted of a field: its value, which has a place, or fields of the record in it. */
    private static final class Step {
        private int place = -1;
        private final Map<String, Step> inner = new HashMap<>();
    }

    private final Step top = new Step();
    private final int count;

    private FieldPicker(String[] names) {
        count = names.length;
        for (int place = 0; place < count; place++) {
            Step at = top;
            for (String step : names[place].split("\\.")) {
                at = at.inner.computeIfAbsent(step, key -> new Step());
            }
            at.place = place;
        }
    }

    /**
     * Fields by name.
     *
     * @param names separated by blanks; fields of inner records by a dot
     */
    public static FieldPicker of(String names) {
        return new FieldPicker(names.split(" "));
    }

    /**
     * The values of the record at whose begin the parser stands, in the order of the names; leaves it at the record's
     * end.
     *
     * @return texts as they are, numbers and truth values as they are written; null for null, for a field that is
     *     absent, for lists and for inner records
     */
    public @Nullable String[] pick(JsonParser record) {
        @Nullable String[] values = new String[count];
        pick(record, top, values);
        return values;
    }

    private static void pick(JsonParser record, Step step, @Nullable String[] values) {
        while (record.nextToken() == JsonToken.PROPERTY_NAME) {
            Step wanted = step.inner.get(record.currentName());
            JsonToken value = record.nextToken();
            if (wanted == null) {
                record.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                pick(record, wanted, values);
            } else if (value == JsonToken.START_ARRAY) {
                record.skipChildren();
            } else if (wanted.place >= 0) {
                values[wanted.place] = value == JsonToken.VALUE_NULL ? null : record.getString();
            }
        }
    }
}
