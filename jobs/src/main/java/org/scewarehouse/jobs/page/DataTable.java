package org.scewarehouse.jobs.page;

import java.util.Date;
import java.util.List;

/** Rows as a table that screen readers can read: a caption, headers of columns and of rows. */
final class DataTable {
    private static final int MOST = 15;

    private DataTable() {}

    /** The first rows, in a frame of its own that scrolls where the page is narrow. */
    static String of(String caption, Rows rows) {
        return of(caption, rows, MOST);
    }

    static String of(String caption, Rows rows, int most) {
        Rows shown = rows.first(most);
        String note = shown.isCut() ? "The first " + shown.count() + " rows; the query below gives all." : "";
        Markup table = new Markup()
                .open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption)
                .open("table")
                .open("caption")
                .element("span", caption + " ", "class", "unseen")
                .text(note)
                .close("caption")
                .open("thead")
                .open("tr");
        List<String> columns = rows.columns();
        for (String column : columns) {
            table.element("th", Figure.label(column), "scope", "col", "class", alignment(rows, column));
        }
        table.close("tr").close("thead").open("tbody");
        for (int row = 0; row < shown.count(); row++) {
            table.open("tr");
            for (int place = 0; place < columns.size(); place++) {
                String text = rows.text(row, columns.get(place));
                String alignment = alignment(rows, columns.get(place));
                if (place == 0) {
                    table.open("th", "scope", "row", "class", alignment);
                } else {
                    table.open("td", "class", alignment);
                }
                table.markup(Breaks.markup(text)).close(place == 0 ? "th" : "td");
            }
            table.close("tr");
        }
        return table.close("tbody").close("table").close("div").toString();
    }

    private static String alignment(Rows rows, String column) {
        for (int row = 0; row < rows.count(); row++) {
            if (rows.value(row, column) instanceof Number) {
                return "number";
            }
            if (rows.value(row, column) instanceof Date || column.endsWith("pseudonym")) {
                return "time";
            }
        }
        return "words";
    }
}
