package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.List;

/**
 * That a department goes on under another code.
 *
 * @param oldCode code until then
 * @param newCode code from then on
 * @param validFrom first day of the new code
 */
public record DepartmentRename(String oldCode, String newCode, LocalDate validFrom) {

    static final String FILE = "departments.csv";

    static final CsvFile.Columns COLUMNS = CsvFile.Columns.of("old_code", "new_code", "valid_from");

    /** Reads departments.csv. */
    static List<DepartmentRename> all(List<CsvRow> rows) {
        return rows.stream()
                .map(row ->
                        new DepartmentRename(row.required("old_code"), row.required("new_code"), row.day("valid_from")))
                .toList();
    }

    /** The first code that the department of that code had, by all renames until the day: its name for ever. */
    public static String first(List<DepartmentRename> renames, String code, LocalDate day) {
        String first = code;
        LocalDate before = day;
        for (int step = 0; step <= renames.size(); step++) {
            DepartmentRename into = null;
            for (DepartmentRename rename : renames) {
                if (rename.newCode().equals(first)
                        && !rename.validFrom().isAfter(before)
                        && (into == null || rename.validFrom().isAfter(into.validFrom()))) {
                    into = rename;
                }
            }
            if (into == null) {
                return first;
            }
            first = into.oldCode();
            before = into.validFrom().minusDays(1);
        }
        return first;
    }
}
