package org.scewarehouse.model;

/**
 * How Tableau sees a column.
 *
 * @param remote number of the type that the driver reports
 * @param local name of the type
 * @param role dimension or measure; keys are dimensions, whatever their type
 * @param scale nominal, ordinal or quantitative
 * @param aggregation what happens to it unasked; what does not add up over days is averaged
 */
record TableauType(int remote, String local, String role, String scale, String aggregation) {

    static TableauType of(ColumnSpec column) {
        boolean isKey = !column.references().isEmpty() || column.name().matches(".*_(key|id|sort|number)|day");
        boolean isAmount =
                !isKey && (column.isMeasure() || !Unit.of(column.name()).isEmpty());
        boolean isSemiAdditive = column.comment().contains("semi-additive") || !column.isMeasure();
        String sum = isAmount ? (isSemiAdditive ? "Avg" : "Sum") : "Count";
        String role = isAmount ? "measure" : "dimension";
        String scale = isAmount ? "quantitative" : "ordinal";
        return switch (column.type()) {
            case BIGINT -> new TableauType(20, "integer", role, scale, sum);
            case INTEGER -> new TableauType(3, "integer", role, scale, sum);
            case DOUBLE -> new TableauType(5, "real", "measure", "quantitative", isAmount ? sum : "Avg");
            case DECIMAL -> new TableauType(131, "real", "measure", "quantitative", isAmount ? sum : "Avg");
            case TEXT -> new TableauType(129, "string", "dimension", "nominal", "Count");
            case BOOLEAN -> new TableauType(11, "boolean", "dimension", "nominal", "Count");
            case DATE -> new TableauType(7, "date", "dimension", "ordinal", "Year");
            case TIMESTAMP -> new TableauType(135, "datetime", "dimension", "ordinal", "Year");
        };
    }
}
