package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The catalogue of the embedded default server. */
class CatalogTest extends CatalogContract {

    CatalogTest() {
        super(TestWarehouse.start());
    }

    @Test
    void foreignKeysAreDeclaredWithoutBeingChecked() {
        assertThat(warehouse()
                        .ask("select conenforced, count(*) > 20 from pg_constraint"
                                + " where contype = 'f' and connamespace = 'mart'::regnamespace group by conenforced"))
                .containsExactly("f|t");
    }
}
