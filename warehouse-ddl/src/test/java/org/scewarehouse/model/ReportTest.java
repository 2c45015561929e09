package org.scewarehouse.model;

import org.junit.jupiter.api.Test;

/** The reports on the embedded default server. */
class ReportTest extends ReportContract {

    ReportTest() {
        super(TestWarehouse.start());
    }

    @Test
    void verifyFindsKeysWithoutMember() {
        breaks(
                "update mart.fact_capacity_day set compute_system_key = 77",
                "mart.fact_capacity_day.compute_system_key has its members");
    }
}
