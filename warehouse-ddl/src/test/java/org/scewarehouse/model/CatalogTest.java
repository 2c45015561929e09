package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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

    /** What a warehouse holds from before; names that are neither a pod's nor its owner's name nobody, as a rule. */
    @Test
    void containersThatAreCalledAsTheirPodsAreMaskedAsThese() throws IOException {
        try (InputStream script = getClass().getResourceAsStream("/db/migration/V095__names_of_containers.sql")) {
            String migration = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(warehouse()
                            .askAfter(
                                    """
                                    insert into mart.dim_container (
                                        container_key, container_id, container_kind, container_name, namespace_name,
                                        pod_name, workload_name, user_id, compute_system_key, first_seen_on,
                                        last_seen_on)
                                    select key, key, 'interactive', name, 'n', pod, owner, 0, 0, '2026-07-30',
                                        '2026-07-30'
                                    from (values (1, 'anna-shell', 'user-1-shell', 'user-1-shell'),
                                        (2, 'anna-app', 'user-1-app-x', 'user-1-app'), (3, 'ide', 'user-1-x', null))
                                        c(key, name, pod, owner);
                                    insert into hr.container_name (
                                        container_key, namespace_name, pod_name, workload_name, first_seen_on,
                                        last_seen_on)
                                    select key, 'n', pod, owner, '2026-07-30', '2026-07-30'
                                    from (values (1, 'anna-shell', 'anna-shell'), (2, 'anna-app-x', 'anna-app'),
                                        (3, 'anna-x', null)) n(key, pod, owner);
                                    """ + migration,
                                    "select container_name from mart.dim_container where container_key in (1, 2, 3)"
                                            + " order by container_key"))
                    .containsExactly("user-1-shell", "user-1-app", "ide");
        }
    }
}
