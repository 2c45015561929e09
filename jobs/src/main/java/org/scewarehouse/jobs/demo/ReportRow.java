package org.scewarehouse.jobs.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the truth while it is put together: numbers are added up by column, in the order in which columns came. */
final class ReportRow {

    private final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

    /** Sets a column; null = unknown. */
    ReportRow with(String column, @Nullable Object value) {
        columns.put(column, value);
        return this;
    }

    /** Adds to a count, which begins at 0. */
    ReportRow count(String column, long more) {
        columns.merge(column, more, (known, one) -> (Long) known + (Long) one);
        return this;
    }

    /** Adds to an amount, which begins at 0. */
    ReportRow sum(String column, double more) {
        columns.merge(column, more, (known, one) -> (Double) known + (Double) one);
        return this;
    }

    /** Its values by column. */
    Map<String, @Nullable Object> columns() {
        return columns;
    }
}
