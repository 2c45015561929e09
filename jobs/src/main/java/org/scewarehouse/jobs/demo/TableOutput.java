package org.scewarehouse.jobs.demo;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Prints the answer of a query as a small table. */
@FunctionalInterface
public interface TableOutput {

    /** Prints all rows that are left. */
    void print(ResultSet rows) throws SQLException;
}
