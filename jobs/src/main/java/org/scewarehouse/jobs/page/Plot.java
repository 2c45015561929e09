package org.scewarehouse.jobs.page;

import java.util.List;

/** A way to draw rows. Drawing is a pure function: equal rows give equal markup. */
sealed interface Plot permits Bars, Lines {

    /**
     * A figure, as wide as there is room; nothing where the rows hold nothing that could be seen.
     *
     * @param id unique on the page
     * @param title what is drawn, for those who cannot see it
     */
    String draw(String id, String title, Rows rows);

    /** One bar per row. */
    static Plot bars(String label, String value) {
        return new Bars(label, List.of(value), Bars.Scale.AMOUNT);
    }

    /** One bar per row, of parts that add up. */
    static Plot stacked(String label, String... parts) {
        return new Bars(label, List.of(parts), Bars.Scale.AMOUNT);
    }

    /** One bar of full length per row, of parts that add up to a whole, in order from little to much. */
    static Plot shares(String label, String... parts) {
        return new Bars(label, List.of(parts), Bars.Scale.SHARE);
    }

    /** A line per series over time. */
    static Plot lines(String time, String series, String value) {
        return new Lines(time, series, value);
    }
}
