package org.scewarehouse.etl.erasure;

import java.util.Set;

/** Columns and tables whose texts are the product's own words, so that none of them names anybody. */
public final class ProductWords {

    private static final Set<String> COLUMNS = Set.of(
            "source",
            "endpoint",
            "kind",
            "state",
            "status",
            "exit_code",
            "system_name",
            "match_rule",
            "rule_name",
            "field_name",
            "table_name",
            "component_name",
            "period_name",
            "parameter_name",
            "parameter_type",
            "step_name",
            "resource_name",
            "outcome");

    /** The calendar is made by the product, names of holidays apart, which are taken from raw each time. */
    private static final Set<String> TABLES = Set.of("mart.dim_date", "ops.installation", "ops.report_setting");

    private ProductWords() {}

    /** Whether a column of this name holds nothing else, in whatever table. */
    public static boolean isColumn(String name) {
        return COLUMNS.contains(name) || name.endsWith("_kind") || name.endsWith("_state") || name.endsWith("_status");
    }

    /** Whether the table, named with its schema, holds nothing else. */
    public static boolean isTable(String name) {
        return TABLES.contains(name);
    }
}
