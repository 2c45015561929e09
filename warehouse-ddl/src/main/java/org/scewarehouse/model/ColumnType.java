package org.scewarehouse.model;

/** The types a column can have, one for each Java type a table record may use. */
public enum ColumnType {
    /** Java {@code long}. */
    BIGINT("bigint"),
    /** Java {@code int}. */
    INTEGER("integer"),
    /** Java {@code double}. */
    DOUBLE("double precision"),
    /** Java {@code boolean}. */
    BOOLEAN("boolean"),
    /** Java {@code String}: UTF-8 without NUL. */
    TEXT("text"),
    /** Java {@code LocalDate}. */
    DATE("date"),
    /** Java {@code Instant}, in microseconds. */
    TIMESTAMP("timestamp with time zone"),
    /** Java {@code BigDecimal}: money and factors, six decimals. */
    DECIMAL("numeric(18,6)");

    private final String sqlType;

    ColumnType(String sqlType) {
        this.sqlType = sqlType;
    }

    /** The type as PostgreSQL's catalogue prints it. */
    public String sqlType() {
        return sqlType;
    }
}
