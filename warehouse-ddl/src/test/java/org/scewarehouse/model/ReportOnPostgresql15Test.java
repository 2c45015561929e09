package org.scewarehouse.model;

import org.junit.jupiter.api.condition.EnabledIf;

/** The reports on the oldest server supported; skipped where PostgreSQL 15 is not installed. */
@EnabledIf("org.scewarehouse.model.TestWarehouse#hasPostgresql15")
class ReportOnPostgresql15Test extends ReportContract {

    ReportOnPostgresql15Test() {
        super(TestWarehouse.startPostgresql15());
    }
}
