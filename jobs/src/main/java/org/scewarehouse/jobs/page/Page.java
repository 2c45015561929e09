package org.scewarehouse.jobs.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The page in HTML, complete in itself: its policy lets a browser load nothing.
 *
 * @param period what it speaks of
 * @param freshness stands on top
 * @param sections in order
 * @param settings thresholds that the reports use
 * @param meanings what the warehouse says of its columns
 */
record Page(Period period, Freshness freshness, List<Answered> sections, Rows settings, Meanings meanings) {

    /**
     * The page.
     *
     * @param now printed as the time it was made
     * @param version of the product, printed at the end
     */
    String html(Instant now, String version) {
        Markup page = new Markup()
                .markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .markup("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .markup("<meta http-equiv=\"Content-Security-Policy\""
                        + " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .element("title", "How the platform is used, " + period.name())
                .markup("<style>\n" + style() + "</style>\n</head>\n<body>\n")
                .open("header")
                .element("h1", "How the platform is used")
                .element("p", span())
                .close("header")
                .open("main")
                .markup(freshness.markup(period, now));
        contents(page);
        for (Chapter chapter : Chapter.values()) {
            chapter(page, chapter);
        }
        words(page);
        return page.close("main")
                .element("footer", "SCE Warehouse " + version + ". People are pseudonyms on this page.")
                .markup("</body>\n</html>\n")
                .toString();
    }

    private String span() {
        String days = period.from() + " to " + period.to().minusDays(1) + ", both included";
        return "Period: " + period.name() + ", " + days
                + (period.isComplete() ? "." : ". Not all of these days are loaded; each answer says how many are.");
    }

    private void contents(Markup page) {
        page.open("nav", "aria-label", "Questions").element("h2", "Questions");
        for (Chapter chapter : Chapter.values()) {
            List<Answered> of = of(chapter);
            if (!of.isEmpty()) {
                page.element("h3", chapter.title()).open("ul");
                for (Answered answered : of) {
                    page.open("li")
                            .element(
                                    "a",
                                    answered.section().question(),
                                    "href",
                                    "#" + answered.section().name())
                            .close("li");
                }
                page.close("ul");
            }
        }
        page.close("nav");
    }

    private void chapter(Markup page, Chapter chapter) {
        List<Answered> of = of(chapter);
        if (!of.isEmpty()) {
            page.element("h2", chapter.title(), "class", "chapter");
            of.forEach(answered -> page.markup(answered.markup(period, meanings)));
        }
    }

    /** What holds for the whole page. */
    private void words(Markup page) {
        page.open("section", "id", "words").element("h2", "Words and settings");
        page.open("dl")
                .element("dt", Figure.UNKNOWN)
                .element("dd", "Not known, or there is none; never zero.")
                .element("dt", "Other")
                .element("dd", "Departments, roles and the like with fewer people than the settings allow to be shown.")
                .element("dt", "Unknown")
                .element("dd", "Of people whom HR does not know.")
                .element("dt", "Times")
                .element("dd", "Are in UTC; days are those of the reporting zone.");
        for (String column : settings.columns()) {
            String meaning = meanings.ofColumn(column, List.of("report.setting"));
            page.element("dt", Figure.label(column) + ": " + settings.text(0, column))
                    .element("dd", meaning == null ? "" : meaning);
        }
        page.close("dl").close("section");
    }

    private List<Answered> of(Chapter chapter) {
        return sections.stream()
                .filter(answered -> answered.section().chapter() == chapter)
                .toList();
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("the build lacks page.css");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading page.css", e);
        }
    }
}
