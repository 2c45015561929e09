package org.scewarehouse.jobs.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One table of the truth: a CSV file for people, and what the answer of a query of the same name must be.
 *
 * @param key columns that tell one row from another
 * @param rows values by column, all in one order of columns; null = unknown, the empty text = none
 */
record TruthTable(String name, List<String> key, List<Map<String, @Nullable Object>> rows) {

    /** As CSV with a header; a table without rows has none. */
    String csv() {
        Stream<String> header = rows.stream().limit(1).map(row -> String.join(",", row.keySet()));
        return Stream.concat(header, rows.stream().map(TruthTable::line)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Map<String, @Nullable Object> row) {
        return row.values().stream()
                .map(value -> value == null ? "" : value.toString())
                .collect(Collectors.joining(","));
    }
}
