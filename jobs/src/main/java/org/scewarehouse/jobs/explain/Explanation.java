package org.scewarehouse.jobs.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the warehouse and where it came from.
 *
 * @param values every column of the row
 * @param load what the ledger says of the source-day, in a sentence
 * @param lake folder of the lake, in which the answers lie
 * @param answers every part of raw that the source-day was built from, by endpoint and request
 * @param series the series in those parts that are about this row, one line each; empty where none is looked for
 * @param remark what a reader must know; empty if nothing
 */
public record Explanation(
        List<Value> values, String load, String lake, List<Answer> answers, List<String> series, String remark) {

    /**
     * One column.
     *
     * @param column its name
     * @param value its value as text; null as {@code null}
     * @param meaning the column's comment: meaning, unit, and what null says
     */
    public record Value(String column, String value, String meaning) {}

    /**
     * One part of raw.
     *
     * @param endpoint endpoint that was asked
     * @param attempt attempt in force
     * @param request what was asked, such as a metric
     * @param records records in the part; 0 states that nothing was found
     * @param series how many of its series are about this row; null if that is not known
     * @param file its place in the lake
     */
    public record Answer(
            String endpoint,
            int attempt,
            String request,
            long records,
            @Nullable Long series,
            String file) {}
}
