package org.scewarehouse.jobs.page;

import java.util.List;

/** What the colours mean. Colours are told apart by the colour-blind too, and never the only sign. */
final class Legend {
    private Legend() {}

    /** A list of the names, each after its mark. */
    static String of(List<String> names, String mark, boolean isOrdered) {
        Markup legend = new Markup().open("ul", "class", "legend");
        for (int place = 0; place < names.size(); place++) {
            legend.open("li")
                    .open("svg", "width", "22", "height", "12", "aria-hidden", "true")
                    .markup(drawn(mark, mark(mark, place, names.size(), isOrdered)))
                    .markup("</svg> ")
                    .text(names.get(place))
                    .close("li");
        }
        return legend.close("ul").toString();
    }

    /** Class of a mark: {@code fill} or {@code line}, of its own colour or of a step from pale to dark. */
    static String mark(String mark, int place, int count, boolean isOrdered) {
        if (!isOrdered) {
            return mark + " c" + place % 7;
        }
        return mark + " s" + (count == 1 ? 6 : Math.round(6.0 * place / (count - 1)));
    }

    private static String drawn(String mark, String classes) {
        Markup drawn = new Markup();
        return mark.equals("fill")
                ? drawn.open("rect", "class", classes, "x", "0", "y", "0", "width", "14", "height", "12")
                        .close("rect")
                        .toString()
                : drawn.open("line", "class", classes, "x1", "0", "y1", "7", "x2", "22", "y2", "7")
                        .close("line")
                        .toString();
    }
}
