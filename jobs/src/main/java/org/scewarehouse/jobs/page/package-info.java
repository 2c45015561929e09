/**
 * The answers as one page of HTML: each question a headline, answered in a sentence with its number, a plot and a
 * table, and how it was counted. {@link org.scewarehouse.jobs.page.Sections} lists the questions; one more is one
 * SQL file beside that list's others and one entry in it. The page is asked for as {@code bi_reader}, so it can show
 * nobody's name, and needs nothing from outside.
 */
@NullMarked
package org.scewarehouse.jobs.page;

import org.jspecify.annotations.NullMarked;
