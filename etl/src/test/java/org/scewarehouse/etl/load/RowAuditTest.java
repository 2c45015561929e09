package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.Measures;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUserNow;
import org.scewarehouse.model.fact.FactDemand5min;
import org.scewarehouse.model.fact.FactVolumeDay;

class RowAuditTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final TableSpec<FactVolumeDay> TABLE = Warehouse.table(FactVolumeDay.class);

    private final Row row = new Row(TABLE.columns());
    private final Members members = new Members();
    private final Measures measures = new Measures(TABLE.columns());
    private final RowAudit audit;

    RowAuditTest() {
        for (long volume = 401; volume <= 403; volume++) {
            members.of("dim_volume").put(volume, volume);
        }
        members.of("dim_compute_system").put(Rows.CLUSTER, Rows.CLUSTER);
        members.of(Warehouse.table(DimUserNow.class).name()).put(101, 101);
        audit = new RowAudit(TABLE, "prometheus", DAY, row, members);
    }

    private void check(String source, long volume, long userId, @Nullable Long used) {
        row.fill(Rows.volumeDay(source, DAY, volume, userId, used));
        audit.check(row);
        measures.add(row);
    }

    @Test
    void rowsAsDeclaredPass() {
        check("prometheus", 401, 101, 7L);
        check("prometheus", 402, Warehouse.UNKNOWN, null);
        check("prometheus", 403, Warehouse.NOT_APPLICABLE, 0L);

        audit.compare(facts(3, measures.facts()));
    }

    @Test
    void aGrainThatComesTwiceIsRejected() {
        check("prometheus", 401, 101, 7L);

        assertThatThrownBy(() -> check("prometheus", 401, 101, 8L))
                .isInstanceOf(DataRejected.class)
                .hasMessageContainingAll("prometheus 2026-08-20, fact_volume_day", "volume_key=401", "grain");
    }

    @Test
    void rowsOutOfOrderAreRejectedSinceTheyCouldHideAGrainThatComesTwice() {
        check("prometheus", 402, 101, 7L);

        assertThatThrownBy(() -> check("prometheus", 401, 101, 8L)).isInstanceOf(DataRejected.class);
    }

    @Test
    void keysOfTextAreComparedAsBytes() {
        TableSpec<FactDemand5min> table = Warehouse.table(FactDemand5min.class);
        Row demand = new Row(table.columns());
        RowAudit demands = new RowAudit(table, "prometheus", DAY, demand, members);
        for (String group : new String[] {"Z", "a", "a b", "\u00e9"}) {
            demand.fill(demand(group));
            demands.check(demand);
        }
        demand.fill(demand("a"));

        assertThatThrownBy(() -> demands.check(demand))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("user_group=a");
    }

    private static FactDemand5min demand(String group) {
        return new FactDemand5min(
                DAY,
                DAY.atStartOfDay().toInstant(ZoneOffset.UTC),
                Rows.CLUSTER,
                group,
                "prometheus",
                1,
                1,
                1.0,
                1.0,
                1);
    }

    @Test
    void aPersonWhoIsNoMemberIsRejected() {
        assertThatThrownBy(() -> check("prometheus", 401, 102, 7L))
                .isInstanceOf(DataRejected.class)
                .hasMessageContainingAll("user_id", "dim_user_now", "102");
    }

    @Test
    void aRowOfAnotherSourceIsRejected() {
        assertThatThrownBy(() -> check("efs", 401, 101, 7L))
                .isInstanceOf(DataRejected.class)
                .hasMessageContainingAll("expected source prometheus, got efs");
    }

    @Test
    void countsAndSumsThatAreNotTheManifestsAreRejected() {
        check("prometheus", 401, 101, 7L);
        check("prometheus", 402, 101, 8L);
        Map<String, Manifest.MeasureFacts> other = new HashMap<>(measures.facts());
        other.put("used_bytes", new Manifest.MeasureFacts(16, 2));

        assertThatThrownBy(() -> audit.compare(facts(3, measures.facts())))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("expected 3 rows, got 2");
        assertThatThrownBy(() -> audit.compare(facts(2, other)))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("used_bytes");
    }

    private static Manifest.TableFacts facts(long rows, Map<String, Manifest.MeasureFacts> measures) {
        return new Manifest.TableFacts("file", rows, "", "", 0, measures);
    }
}
