package org.scewarehouse.model.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a record as a table of the warehouse. The record's components are its columns, in order; their names in
 * snake case are the column names. The table's name is the record's name in snake case.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Table {

    /** What one row is, in words; the first sentence of the table's comment. */
    String grain();

    /** Where the rows come from, lateness, what is left out; the rest of the table's comment. */
    String about() default "";

    /** The columns that identify a row, in sort order of the curated file. */
    String[] key();

    /**
     * The columns that name a member in its own words, where {@link #key} is a hash of them: one key with two such
     * names
     * is a collision, which stops the load. Texts in which logins are masked do not belong here, since a login that
     * becomes known changes them. Empty where the key itself is the name, or no column holds it.
     */
    String[] natural() default {};

    /** How the load treats the table. */
    Kind kind();

    /** PostgreSQL schema. */
    String schema() default "mart";

    /** Table name where the rule (snake case of the record's name) does not give it. */
    String name() default "";

    /** Whether the database holds {@link #key} as a primary key; hour facts have only an index on day. */
    boolean primaryKey() default true;

    /** How rows get into the table. */
    enum Kind {
        /** Rows of a source and day, replaced as a whole in the publishing transaction. */
        FACT,
        /** Members folded over all days: attributes of the last day seen, first day seen, last day seen. */
        DIMENSION,
        /** Versions with validity; rows are inserted if absent, and changed only by the source that owns them. */
        VERSIONED,
        /**
         * A list that its one source gives as a whole every day: the table holds that of the last day loaded, and what
         * is no longer listed goes away.
         */
        LISTING,
        /** Filled by a migration or by a statement of the load, never from a curated file. */
        DERIVED
    }
}
