package org.scewarehouse.jobs.cli;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * Rows as comma-separated values: RFC 4180, UTF-8, a header line. Null is nothing, an empty text is a pair of quotes.
 * Texts that a spreadsheet would run as a formula get an apostrophe before them; numbers are left alone.
 */
final class CsvPrinter {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvPrinter() {}

    static void print(ResultSet rows, PrintStream output) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        StringBuilder line = new StringBuilder();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            line.append(column == 1 ? "" : ",").append(field(columns.getColumnLabel(column), true));
        }
        output.print(line.append("\r\n"));
        while (rows.next() && !output.checkError()) {
            line.setLength(0);
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                String value = rows.getString(column);
                boolean isText = !TablePrinter.isNumber(columns.getColumnType(column));
                line.append(column == 1 ? "" : ",").append(value == null ? "" : field(value, isText));
            }
            output.print(line.append("\r\n"));
        }
        output.flush();
    }

    static String field(String value, boolean isText) {
        boolean isFormula = isText && !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
        String safe = isFormula ? "'" + value : value;
        boolean isQuoted = safe.isEmpty() || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isQuoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
