package org.scewarehouse.model.lake;

import java.util.List;
import java.util.stream.Collectors;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;
import org.scewarehouse.model.TableSpec;

/**
 * An engine that reads the lake's Parquet files where they lie, and how it names a folder of them as a table. Day is
 * always a column, taken from the path; every engine finds days that are added later by itself.
 */
public enum Engine {
    /** Spark SQL 3.4 and later. */
    SPARK("Spark SQL", "int", "string", "timestamp") {
        @Override
        String preamble() {
            return """
                    -- Partitions are found by listing files at each query, so none has to be announced.
                    set spark.sql.hive.manageFilesourcePartitions = false;
                    set spark.sql.session.timeZone = UTC;
                    """;
        }

        @Override
        String table(TableSpec<?> table, String name) {
            return "create table if not exists " + name + " (\n" + columns(table, "\\'", "`") + ",\n    `day` date\n)"
                    + " using parquet partitioned by (`day`) location '" + folder(table) + "';\n";
        }

        @Override
        String path() {
            return "_metadata.file_path";
        }
    },

    /** Trino with its Hive connector, from release 400 on. */
    TRINO("Trino", "integer", "varchar", "timestamp(3)") {
        @Override
        String preamble() {
            return """
                    -- Times are UTC, in milliseconds: the precision that the Hive connector has unless told otherwise.
                    """;
        }

        @Override
        String table(TableSpec<?> table, String name) {
            return "create table if not exists " + name + " (\n" + columns(table, "''", "")
                    + ",\n    day date with (partition_projection_type = 'DATE', "
                    + "partition_projection_format = 'yyyy-MM-dd',\n        partition_projection_range = array['"
                    + FIRST_DAY + "', 'NOW'], partition_projection_interval = 1, "
                    + "partition_projection_interval_unit = 'DAYS')\n) with (format = 'PARQUET', "
                    + "partitioned_by = array['day'], partition_projection_enabled = true,\n    external_location = '"
                    + folder(table) + "');\n";
        }

        @Override
        String path() {
            return "\"$path\"";
        }
    },

    /** Amazon Athena, engine version 3; one statement at a time. */
    ATHENA("Amazon Athena", "int", "string", "timestamp") {
        @Override
        String preamble() {
            return """
                    -- Athena takes one statement at a time: split the file at lines that end with a semicolon.
                    """;
        }

        @Override
        String table(TableSpec<?> table, String name) {
            return "create external table if not exists " + name + " (\n" + columns(table, "\\'", "`")
                    + "\n) partitioned by (`day` date) stored as parquet location '" + folder(table) + "/'\n"
                    + "tblproperties ('projection.enabled' = 'true', 'projection.day.type' = 'date',\n"
                    + "    'projection.day.format' = 'yyyy-MM-dd', 'projection.day.range' = '" + FIRST_DAY
                    + ",NOW',\n    'projection.day.interval' = '1', 'projection.day.interval.unit' = 'DAYS');\n";
        }

        @Override
        String path() {
            return "\"$path\"";
        }
    },

    /** DuckDB 1.1 and later: views only, so a table of which no file exists yet is an error when its view is made. */
    DUCKDB("DuckDB", "integer", "varchar", "timestamptz") {
        @Override
        String preamble() {
            return """
                    -- A view of a table of which the lake has no file yet cannot be made, nor what reads it:
                    -- go on after errors.
                    set timezone = 'UTC';
                    """;
        }

        @Override
        String table(TableSpec<?> table, String name) {
            String columns = names(table.curatedColumns()) + ", day" + (name.equals(table.name()) ? "" : ", filename");
            return "create or replace view " + name + " as\nselect " + columns + "\nfrom read_parquet('" + folder(table)
                    + "/day=*/*.parquet', hive_partitioning = true, union_by_name = true, filename = true);\n";
        }

        @Override
        String path() {
            return "filename";
        }
    };

    /** What a definition says where the lake's address belongs. */
    public static final String LAKE_ADDRESS = "LAKE_ADDRESS";

    /** What a definition says where the first day of the lake belongs. */
    public static final String FIRST_DAY = "FIRST_DAY";

    private final String title;
    private final String integerType;
    private final String textType;
    private final String timestampType;

    Engine(String title, String integerType, String textType, String timestampType) {
        this.title = title;
        this.integerType = integerType;
        this.textType = textType;
        this.timestampType = timestampType;
    }

    /** Its name, as its makers write it. */
    public String title() {
        return title;
    }

    /** What comes before the definitions. */
    abstract String preamble();

    /** Defines the curated files of a table, the day included. */
    abstract String table(TableSpec<?> table, String name);

    /** The path of the file that a row stands in. */
    abstract String path();

    String columns(TableSpec<?> table, String escapedQuote, String nameQuote) {
        return table.curatedColumns().stream()
                .map(column -> "    " + nameQuote + column.name() + nameQuote + " " + type(column.type()) + " comment '"
                        + column.comment().replace("'", escapedQuote) + "'")
                .collect(Collectors.joining(",\n"));
    }

    private String type(ColumnType type) {
        return switch (type) {
            case INTEGER -> integerType;
            case DOUBLE -> "double";
            case TEXT -> textType;
            case TIMESTAMP -> timestampType;
            case DECIMAL -> "decimal(18,6)";
            case BIGINT, BOOLEAN, DATE -> type.sqlType();
        };
    }

    static String names(List<ColumnSpec> columns) {
        return columns.stream().map(ColumnSpec::name).collect(Collectors.joining(", "));
    }

    private static String folder(TableSpec<?> table) {
        return LAKE_ADDRESS + "/curated/" + table.name();
    }
}
