package org.scewarehouse.jobs.run;

import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.scewarehouse.etl.lake.ObjectStore;

/**
 * What stands between a run and everything that it changes. Nothing, but for tests that count, delay or end what a run
 * does.
 *
 * @param lake is given the lake's store, and the run uses what it returns
 * @param warehouse the same for each data source of the warehouse, pooled and not
 */
record Wiring(UnaryOperator<ObjectStore> lake, UnaryOperator<DataSource> warehouse) {

    static final Wiring DIRECT = new Wiring(UnaryOperator.identity(), UnaryOperator.identity());
}
