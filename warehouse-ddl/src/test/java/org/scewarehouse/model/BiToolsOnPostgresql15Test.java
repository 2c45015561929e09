package org.scewarehouse.model;

import org.junit.jupiter.api.condition.EnabledIf;

/** What BI tools meet on the oldest server supported; skipped where PostgreSQL 15 is not installed. */
@EnabledIf("org.scewarehouse.model.TestWarehouse#hasPostgresql15")
class BiToolsOnPostgresql15Test extends BiToolsContract {

    BiToolsOnPostgresql15Test() {
        super(TestWarehouse.startPostgresql15());
    }
}
