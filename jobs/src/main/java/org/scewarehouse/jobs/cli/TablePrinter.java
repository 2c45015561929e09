package org.scewarehouse.jobs.cli;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.scewarehouse.jobs.Console;

/**
 * Rows as an aligned table. Widths come from the first rows, so that an answer of any length is printed as it comes
 * and in little memory; a longer text further down pushes its line to the right.
 */
final class TablePrinter {
    private static final int MEASURED_ROWS = 1_000;
    private static final int WIDEST = 100;
    private static final Set<Integer> NUMBERS = Set.of(
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE,
            Types.NUMERIC,
            Types.DECIMAL);

    private final List<String> names;
    private final List<Boolean> isRight;
    private final int[] widths;
    private final PrintStream output;

    private TablePrinter(List<String> names, List<Boolean> isRight, PrintStream output) {
        this.names = names;
        this.isRight = isRight;
        this.widths = new int[names.size()];
        this.output = output;
        measure(names);
    }

    static void print(ResultSet rows, PrintStream output) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = new ArrayList<>();
        List<Boolean> isRight = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(shown(columns.getColumnLabel(column)));
            isRight.add(isNumber(columns.getColumnType(column)));
        }
        List<List<String>> first = new ArrayList<>();
        while (first.size() < MEASURED_ROWS && rows.next()) {
            first.add(cells(rows, names.size()));
        }
        TablePrinter printer = new TablePrinter(names, isRight, output);
        first.forEach(printer::measure);
        printer.header();
        first.forEach(printer::row);
        long count = first.size();
        while (rows.next() && !output.checkError()) {
            printer.row(cells(rows, names.size()));
            count++;
        }
        printer.footer(count);
    }

    /** Prints rows that are at hand, of any width; numbers are told by the caller. */
    static void print(List<String> names, List<Boolean> isRight, List<List<String>> rows, PrintStream output) {
        TablePrinter printer = new TablePrinter(names, isRight, output);
        List<List<String>> shown = rows.stream()
                .map(row -> row.stream().map(TablePrinter::line).toList())
                .toList();
        shown.forEach(printer::measure);
        printer.header();
        shown.forEach(printer::row);
        output.flush();
    }

    static boolean isNumber(int sqlType) {
        return NUMBERS.contains(sqlType);
    }

    private static List<String> cells(ResultSet rows, int count) throws SQLException {
        List<String> cells = new ArrayList<>(count);
        for (int column = 1; column <= count; column++) {
            String value = rows.getString(column);
            cells.add(value == null ? "null" : shown(value));
        }
        return cells;
    }

    /** One line, and not endless: a table is for the eye, --csv is for programs. */
    private static String shown(String value) {
        boolean isWide = length(value) > WIDEST;
        String line = isWide ? value.substring(0, value.offsetByCodePoints(0, WIDEST - 1)) + "…" : value;
        return line(line);
    }

    private static String line(String value) {
        return Console.shown(value.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t"));
    }

    private void measure(List<String> cells) {
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], length(cells.get(column)));
        }
    }

    private void header() {
        row(names);
        StringBuilder rule = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            rule.append(column == 0 ? "" : "  ").append("-".repeat(widths[column]));
        }
        output.println(rule);
    }

    private void row(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String space = " ".repeat(Math.max(0, widths[column] - length(cell)));
            line.append(column == 0 ? "" : "  ");
            line.append(isRight.get(column) ? space + cell : cell + space);
        }
        output.println(line.toString().stripTrailing());
    }

    private void footer(long count) {
        output.println("(" + count + (count == 1 ? " row)" : " rows)"));
        output.flush();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
