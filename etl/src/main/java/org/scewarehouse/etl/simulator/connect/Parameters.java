package org.scewarehouse.etl.simulator.connect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.QueryString;

/** Parameters of a query: those that an endpoint does not know, or out of their limits, are refused. */
final class Parameters {

    private static final int INVALID = 25;

    private final Map<String, String> values;

    Parameters(String query) {
        values = QueryString.parse(query);
    }

    /** Refuses parameters other than these. */
    Parameters allow(String... names) {
        for (String name : values.keySet()) {
            if (!Arrays.asList(names).contains(name)) {
                throw new Refusal.Thrown(400, INVALID, "The parameter " + name + " is not supported.");
            }
        }
        return this;
    }

    @Nullable
    String text(String name) {
        return values.get(name);
    }

    int number(String name, int usual, int most) {
        String text = values.get(name);
        try {
            int value = text == null ? usual : Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new Refusal.Thrown(400, INVALID, name + " is no number");
        }
        throw new Refusal.Thrown(400, INVALID, name + " is not between 1 and " + most);
    }

    Instant instant(String name, Instant usual) {
        String text = values.get(name);
        try {
            return text == null ? usual : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal.Thrown(400, INVALID, name + " is no RFC 3339 time");
        }
    }

    /** All of them, the same for equal queries. */
    @Override
    public String toString() {
        return values.toString();
    }
}
