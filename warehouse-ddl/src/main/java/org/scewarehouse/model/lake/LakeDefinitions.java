package org.scewarehouse.model.lake;

import java.util.List;
import java.util.stream.Collectors;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.annotation.Table;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.dim.DimHoliday;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimUserNow;

/**
 * Definitions of the lake's tables for an engine: facts as they lie, and dimensions folded out of the slices of all
 * days to what the warehouse holds of them. Only schema {@code mart}: identified data is for transforms alone.
 *
 * <p>Left out: members 0 and -1 of dimensions, so facts need outer joins; {@code user_key} of facts, since it changes
 * with the history of people; what the load computes, such as {@code dim_date} and aggregates; {@code dim_holiday},
 * whose own column {@code day} is also the name of the partition.
 */
public final class LakeDefinitions {

    private static final String SLICE = "slice_";

    private final Engine engine;

    private LakeDefinitions(Engine engine) {
        this.engine = engine;
    }

    /** All definitions, in an order in which they can be made. */
    public static String sql(Engine engine) {
        return new LakeDefinitions(engine).sql();
    }

    /** Tables that a definition gives, with the names, columns and rows of the warehouse. */
    public static List<TableSpec<?>> tables() {
        return Warehouse.tables().stream()
                .filter(table -> table.schema().equals("mart") && table.recordType() != DimHoliday.class)
                .filter(table -> table.kind() != Table.Kind.DERIVED || table.recordType() == DimUserNow.class)
                .<TableSpec<?>>map(table -> table)
                .toList();
    }

    private String sql() {
        String bodies = tables().stream()
                .filter(table -> table.kind() != Table.Kind.DERIVED)
                .map(this::definition)
                .collect(Collectors.joining("\n"));
        return "-- The lake's tables for " + engine.title()
                + ", made of the table records in warehouse-ddl; see README.md."
                + "\n-- Replace " + Engine.LAKE_ADDRESS + " by the address of the lake"
                + (usesFirstDay() ? ", and " + Engine.FIRST_DAY + " by its first day" : "") + ".\n"
                + engine.preamble() + "\n" + bodies + "\n" + peopleNow();
    }

    private boolean usesFirstDay() {
        return engine == Engine.TRINO || engine == Engine.ATHENA;
    }

    private String definition(TableSpec<?> table) {
        String title = "-- " + table.comment().lines().collect(Collectors.joining(" ")) + "\n";
        return title
                + switch (table.kind()) {
                    case FACT -> engine.table(table, table.name());
                    case DIMENSION -> engine.table(table, SLICE + table.name()) + folded(table);
                    case VERSIONED -> engine.table(table, SLICE + table.name()) + versions(table);
                    case LISTING -> engine.table(table, SLICE + table.name()) + listed(table);
                    case DERIVED -> throw new IllegalArgumentException(table.name() + " is in no file");
                };
    }

    /** A member has the attributes of its last day and, on that day, of the source greatest by name. */
    private String folded(TableSpec<?> table) {
        String key = String.join(", ", table.key());
        String columns = table.curatedColumns().stream()
                .map(column -> "        " + folded(column, key))
                .collect(Collectors.joining(",\n"));
        return view(table.name()) + "select " + Engine.names(table.curatedColumns()) + "\nfrom (\n    select\n"
                + columns + ",\n        row_number() over (partition by " + key
                + " order by last_seen_on desc, source desc) as place\n    from " + slices(table) + "\n) member\n"
                + "where place = 1" + (table.recordType() == DimContainer.class ? pastContainersGiveWay() : "") + ";\n";
    }

    private static String folded(ColumnSpec column, String key) {
        String ofAllDays = "(" + column.name() + ") over (partition by " + key + ") as " + column.name();
        return switch (column.fold()) {
            case LEAST -> "min" + ofAllDays;
            case GREATEST -> "max" + ofAllDays;
            case OF_LAST_DAY -> column.name();
        };
    }

    /**
     * A container that only a reference file knows gives way to the one that a source shows, and is none where the last
     * file that lists any no longer lists it.
     */
    private static String pastContainersGiveWay() {
        return """

                  and not (pod_uid is null and pod_name is null and (
                    last_seen_on < (
                      select max(last_seen_on) from slice_dim_container where pod_uid is null and pod_name is null)
                    or container_id in (select container_id from slice_dim_container where pod_name is not null)))""";
    }

    /** A day of HR brings everybody's whole history; whom HR does not know is as on their last day. */
    private String versions(TableSpec<?> table) {
        if (table.recordType() != DimUser.class) {
            throw new IllegalArgumentException(table.name() + ": nothing says how its versions are folded");
        }
        String columns = Engine.names(table.curatedColumns());
        return view(table.name()) + "select " + columns + "\nfrom (\n    select " + columns
                + ", day, max(day) over (partition by user_id) as last_day\n    from " + slices(table)
                + "\n    where source = 'hr'\n) known\nwhere day = last_day\nunion all\nselect " + columns
                + "\nfrom (\n    select " + columns
                + ",\n        row_number() over (partition by user_key order by day desc, source) as place\n    from "
                + slices(table) + "\n    where is_inferred and user_id not in (\n        select user_id from "
                + slices(table) + " where source = 'hr')\n) inferred\nwhere place = 1;\n";
    }

    /** The list of the last day that has one. */
    private String listed(TableSpec<?> table) {
        return view(table.name()) + "select " + Engine.names(table.curatedColumns()) + "\nfrom " + SLICE + table.name()
                + "\nwhere day = (select max(day) from " + SLICE + table.name() + ");\n";
    }

    private String slices(TableSpec<?> table) {
        return "(select *, regexp_extract(" + engine.path() + ", '([^/]+)[.]parquet$', 1) as source from " + SLICE
                + table.name() + ") slice";
    }

    private static String peopleNow() {
        TableSpec<?> now = Warehouse.table(DimUserNow.class);
        return "-- " + now.comment() + "\n" + view(now.name()) + "select " + Engine.names(now.columns())
                + "\nfrom dim_user\nwhere is_current;\n";
    }

    private static String view(String name) {
        return "create or replace view " + name + " as\n";
    }
}
