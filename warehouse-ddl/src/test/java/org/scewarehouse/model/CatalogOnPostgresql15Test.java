package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The catalogue of the oldest server supported; skipped where PostgreSQL 15 is not installed. */
@EnabledIf("org.scewarehouse.model.TestWarehouse#hasPostgresql15")
class CatalogOnPostgresql15Test extends CatalogContract {

    CatalogOnPostgresql15Test() {
        super(TestWarehouse.startPostgresql15());
    }

    @Test
    void foreignKeysAreChecked() {
        warehouse().run("select ops.ensure_partitions('2026-02-01', '2026-02-01')");
        assertThatThrownBy(() -> warehouse().run("""
                        insert into mart.fact_capacity_day
                            (day, compute_system_key, source, node_count_max, node_up_seconds)
                        values ('2026-02-01', 42, 'test', 1, 1)
                        """)).hasMessageContaining("foreign key");
    }
}
