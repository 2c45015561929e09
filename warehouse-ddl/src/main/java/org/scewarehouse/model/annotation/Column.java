package org.scewarehouse.model.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares what a record component means as a column: its meaning, its unit, what null says, its source field. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Column {

    /** Meaning, unit where the name does not say it, what null means, and the source field: the column's comment. */
    String value();

    /** The table whose primary key this column names, such as {@code dim_user}; empty for none. */
    String references() default "";

    /** Whether the loader fills the column from another one, so that it stands in no curated file. */
    boolean resolvedByLoader() default false;

    /** Whether the column is a measure: its sum and its count of non-nulls are in the manifest. */
    boolean measure() default false;

    /** Whether a dimension's member keeps the least value of all days and sources: what not each of them knows. */
    boolean least() default false;

    /** The same of the greatest value; true is greater than false. */
    boolean greatest() default false;
}
