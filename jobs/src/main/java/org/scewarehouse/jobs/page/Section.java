package org.scewarehouse.jobs.page;

import java.util.List;

/**
 * One question of the page.
 *
 * @param chapter where it stands
 * @param name of its query file, without {@code .sql}; also where links go to
 * @param question the headline
 * @param facts tables whose rows the answer is made of, without schema; where no day of any is loaded, that is the
 *     answer
 * @param answer the sentence
 * @param otherwise the sentence where the query gives no row
 * @param plot how the rows are drawn
 */
record Section(
        Chapter chapter,
        String name,
        String question,
        List<String> facts,
        Sentence answer,
        String otherwise,
        Plot plot) {

    /** Of one table. */
    Section(Chapter chapter, String name, String question, String fact, Sentence answer, String otherwise, Plot plot) {
        this(chapter, name, question, List.of(fact), answer, otherwise, plot);
    }
}
