package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.model.TenPeople.ask;
import static org.scewarehouse.model.TenPeople.askAfter;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What reservations are said to cost and risk, of two days of four containers. */
class RightsizingReportTest {

    private static final String QUARTER = "('2026-01-01', '2026-04-01')";

    @Test
    void rightsizingSaysWhatAReservationCostsAndRisks() {
        String columns = "select reservation_cores, node_cores, containers_per_node, cost_per_container_day_usd,"
                + " round(mean_field_p95_ratio::numeric, 4), mean_field_above_node_ratio, drawn_p95_ratio,"
                + " drawn_p99_ratio, drawn_above_node_ratio, drawn_above_memory_ratio, interval_count, draw_count";
        List<String> expected =
                List.of("4|8|2|-|1.0000|0|1|1.22|0.05|0.05|4|4000", "8|8|1|-|0.5000|0|0.08|0.08|0|0|4|4000");
        assertThat(ask(columns + " from report.container_rightsizing where period_name = '2026-03' order by 1"))
                .as("half a core or four per container on a node of 8; of 20 draws 10 at 0.2, 9 at 0.98, 1 at 1.2")
                .isEqualTo(expected);
        assertThat(ask(columns + " from report.container_rightsizing" + QUARTER.replace(")", ", 'workbench')")
                        + " order by 1"))
                .isEqualTo(expected);
        assertThat(askAfter(
                        "insert into mart.dim_rate values (1, 'c1', 'node', 'node_day', 12, '2026-01-01', '9999-12-31',"
                                + " '2026-01-01', '2026-01-01')",
                        "select cost_per_container_day_usd, node_day_rate from report.container_rightsizing" + QUARTER
                                + " order by reservation_cores"))
                .containsExactly("6.000000|node 12", "12.000000|node 12");
    }

    @Test
    void containersOfUnknownUseAskForAnUnknownAmount() {
        String risks = "select reservation_cores, round(mean_field_p95_ratio::numeric, 4), drawn_above_memory_ratio,"
                + " interval_count from report.container_rightsizing" + QUARTER + " order by 1";
        assertThat(askAfter("update mart.fact_demand_5min set observed_container_count = 2", risks))
                .as("of two containers that use together what four did, each uses twice as much")
                .containsExactly("4|2.0000|0.05|4", "8|1.0000|0|4");
        assertThat(askAfter(
                        "update mart.fact_demand_5min set observed_container_count = 0, cpu_core_seconds = null"
                                + " where day = '2026-03-01'",
                        risks))
                .containsExactly("4|0.9563|0.05|2", "8|0.4781|0|2");
        String unknown = "update mart.fact_rightsizing_day set memory_exceeded_draw_count = null";
        assertThat(askAfter(unknown + " where day = '2026-03-01'", risks))
                .as("of the days on which it is known")
                .containsExactly("4|1.0000|0.05|4", "8|0.5000|0|4");
        assertThat(askAfter(unknown, risks)).containsExactly("4|1.0000|-|4", "8|0.5000|-|4");
    }
}
