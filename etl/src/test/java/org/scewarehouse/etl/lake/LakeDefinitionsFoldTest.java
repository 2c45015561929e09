package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.star.Keys;
import org.scewarehouse.etl.star.PackageVersion;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimDepartment;
import org.scewarehouse.model.dim.DimPackage;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.lake.Engine;
import org.scewarehouse.model.lake.LakeDefinitions;

/** What the definitions that ship make of slices: members as they were seen last, and people as HR has them. */
class LakeDefinitionsFoldTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 18);
    private static final LocalDate SECOND = FIRST.plusDays(1);

    @TempDir
    Path folder;

    @Test
    void aMemberHasTheAttributesOfItsLastDayAndOfTheGreatestSourceOnIt() throws SQLException {
        write("b", SECOND, DimDepartment.class, department(1, "last day, source b", SECOND, SECOND));
        write("a", SECOND, DimDepartment.class, department(1, "last day, source a", SECOND, SECOND));
        write(
                "z",
                FIRST,
                DimDepartment.class,
                department(1, "first day", FIRST, FIRST),
                department(2, "only", FIRST, FIRST));
        assertThat(rows("dim_department", "department_key, department_name, first_seen_on, last_seen_on"))
                .containsExactly("1 last day, source b 2026-08-18 2026-08-19", "2 only 2026-08-18 2026-08-18");
    }

    @Test
    void whereAPackageComesFromIsWhatAnySourceKnows() throws SQLException {
        PackageVersion lintr = new PackageVersion("r", "lintr", "3.1.0");
        Keys keys = new Keys("");
        write("connect", SECOND, DimPackage.class, lintr.row(keys, null, null, SECOND));
        write("gitlab", FIRST, DimPackage.class, lintr.row(keys, "GitLab", true, FIRST));
        assertThat(rows("dim_package", "package_name, origin_name, is_internal, last_seen_on"))
                .containsExactly("lintr GitLab true 2026-08-19");
    }

    @Test
    void peopleAreTheVersionsOfTheLastDayOfHrThatHasThemAndInferredOnesWhereHrHasNone() throws SQLException {
        LocalDate start = Warehouse.OPEN_START;
        LocalDate end = Warehouse.OPEN_END;
        write(
                "hr",
                FIRST,
                DimUser.class,
                user(11, 1, start, end, false, "old"),
                user(21, 2, start, end, false, "left"));
        write(
                "hr",
                SECOND,
                DimUser.class,
                user(11, 1, start, SECOND, false, "old"),
                user(12, 1, SECOND, end, false, "new"));
        write("prometheus", FIRST, DimUser.class, user(31, 3, start, end, true, null));
        write(
                "prometheus",
                SECOND,
                DimUser.class,
                user(31, 3, start, end, true, null),
                user(19, 1, start, end, true, null));
        assertThat(rows("dim_user", "user_key, user_id, valid_to, is_inferred, department_name"))
                .containsExactly(
                        "11 1 2026-08-19 false old",
                        "12 1 9999-12-31 false new",
                        "21 2 9999-12-31 false left",
                        "31 3 9999-12-31 true null");
        assertThat(rows("dim_user_now", "user_id, department_name")).containsExactly("1 new", "2 left", "3 null");
    }

    private static DimDepartment department(long key, String name, LocalDate first, LocalDate last) {
        return new DimDepartment(key, name, null, null, first, last, null);
    }

    private static DimUser user(
            long key, long id, LocalDate from, LocalDate to, boolean isInferred, @Nullable String department) {
        boolean isCurrent = to.equals(Warehouse.OPEN_END);
        return new DimUser(
                key,
                id,
                "p" + id,
                from,
                to,
                isCurrent,
                isInferred,
                department,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                "employed",
                null,
                null);
    }

    private void write(String source, LocalDate day, Class<? extends Record> table, Record... rows) {
        CuratedZone zone = new CuratedZone(new LocalStore(folder.resolve("lake")), folder.resolve("temp"), 1 << 20);
        try (CuratedZone.Writer writer = zone.writer(source, day, List.of(Warehouse.table(table)))) {
            for (Record row : rows) {
                writer.add(row);
            }
            writer.commit(new Manifest.Inputs("raw", "settings", null, "1.0", 1));
        }
    }

    /** The rows of a view, in order of their texts, after its own definitions have been made. */
    private List<String> rows(String view, String columns) throws SQLException {
        String base = view.replace("_now", "");
        String lake = folder.resolve("lake").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String definition : LakeDefinitions.sql(Engine.DUCKDB).split(";\n", -1)) {
                if (definition.matches("(?s).* view (slice_)?" + base + "(_now)? as.*")) {
                    statement.execute(definition.replace(Engine.LAKE_ADDRESS, lake));
                }
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery("select " + columns + " from " + view)) {
                while (result.next()) {
                    StringBuilder row = new StringBuilder(result.getString(1));
                    for (int i = 2; i <= result.getMetaData().getColumnCount(); i++) {
                        row.append(' ').append(result.getString(i));
                    }
                    rows.add(row.toString());
                }
            }
            return rows.stream().sorted().toList();
        }
    }
}
