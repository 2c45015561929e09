package org.scewarehouse.jobs.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two queries of a section, kept in one file: one for table and plot, and below the line {@code -- answer} one
 * whose only row fills the sentence; what the sentence does not use of it is shown as what the answer rests on.
 * Comments on top, {@code -- column: meaning}, explain columns that the warehouse does not. {@code :period} stands
 * for the name of the period.
 *
 * @param meanings by column
 * @param rows gives the rows of the table
 * @param answer gives one row
 */
record SectionQuery(Map<String, String> meanings, String rows, String answer) {
    private static final Pattern MEANING = Pattern.compile("(?m)^-- (\\w+): (.*(?:\\n--  .*)*)$");
    private static final Pattern RELATION = Pattern.compile("\\b(?:report|mart)\\.\\w+");
    private static final String SPLIT = "\n-- answer\n";

    /** The queries in a file of this package. */
    static SectionQuery resource(String name) {
        String file = name + ".sql";
        try (InputStream in = SectionQuery.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks the page's query " + file);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the page's query " + file, e);
        }
    }

    static SectionQuery of(String text) {
        Map<String, String> meanings = new LinkedHashMap<>();
        Matcher meaning = MEANING.matcher(text);
        while (meaning.find()) {
            meanings.put(meaning.group(1), meaning.group(2).replaceAll("\\n--  +", " "));
        }
        String queries = MEANING.matcher(text).replaceAll("").strip();
        int split = queries.indexOf(SPLIT);
        if (split < 0) {
            throw new IllegalStateException("a query of the page has no line '-- answer'");
        }
        return new SectionQuery(
                meanings,
                queries.substring(0, split).strip(),
                queries.substring(split + SPLIT.length()).strip());
    }

    /** A query as it is run, and as it can be copied. */
    static String of(String query, Period period) {
        String name = "'" + period.name().replace("'", "''") + "'";
        return query.replaceAll(":period\\b", Matcher.quoteReplacement(name));
    }

    /** Whether the sentence is of the period, and not of how things are. */
    boolean isOfPeriod() {
        return answer.contains(Question.PERIOD);
    }

    /** Views, functions and tables that the queries read, in order. */
    Set<String> relations() {
        Set<String> relations = new LinkedHashSet<>();
        Matcher relation = RELATION.matcher(rows + "\n" + answer);
        while (relation.find()) {
            relations.add(relation.group());
        }
        return relations;
    }
}
