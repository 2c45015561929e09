package org.scewarehouse.jobs.bi;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.page.DemoWarehouse;

/** {@code sce bi} from the command line, between a loaded warehouse and the stand-in. */
class BiCommandTest {
    private static final Map<String, String> KEY = Map.of("SCE_METABASE_API_KEY", MetabaseStandIn.KEY);

    @Test
    void provisionsOnceAndThenNothingDiffers() throws SQLException {
        Catalogue catalogue;
        try (Connection connection = DemoWarehouse.dataSource().getConnection()) {
            catalogue = Catalogue.read(connection);
        }
        assertThat(catalogue.tables())
                .hasSizeGreaterThan(80)
                .allSatisfy(table -> assertThat(table.description()).isNotBlank());
        List<String> seen = new ArrayList<>(seen(catalogue));
        seen.add("report._metabase_metadata:keypath,value");
        try (MetabaseStandIn metabase = new MetabaseStandIn(seen)) {
            CommandLineRun before = run(metabase, "check");
            assertThat(before.exitCode()).isEqualTo(2);
            assertThat(before.output()).contains("The connection SCE Warehouse is missing");
            CommandLineRun first = run(metabase, "provision");
            assertThat(first.exitCode()).as(first.errors()).isZero();
            assertThat(first.output())
                    .contains("The card 'How many people are active?' is missing")
                    .contains("mart.dim_user is described otherwise")
                    .contains(" differences put right.")
                    .doesNotContain("does not see");
            assertThat(run(metabase, "provision").output()).isEqualTo("Nothing differed.\n");
            CommandLineRun after = run(metabase, "check");
            assertThat(after.exitCode()).isZero();
            assertThat(after.output()).isEqualTo("Nothing differs.\n");
        }
    }

    @Test
    void whatMetabaseHasNotSyncedYetIsNotCalledPutRight() throws SQLException {
        Catalogue catalogue;
        try (Connection connection = DemoWarehouse.dataSource().getConnection()) {
            catalogue = Catalogue.read(connection);
        }
        List<String> seen = seen(catalogue);
        try (MetabaseStandIn metabase = new MetabaseStandIn(seen.subList(1, seen.size()))) {
            run(metabase, "provision");
            CommandLineRun again = run(metabase, "provision");
            assertThat(again.exitCode()).as(again.errors()).isEqualTo(2);
            assertThat(again.output())
                    .startsWith("Metabase does not see ")
                    .contains("\n0 differences put right.\n1 differences are left: run this again");
        }
    }

    @Test
    void faultsAreTold() {
        try (MetabaseStandIn metabase = new MetabaseStandIn(List.of())) {
            CommandLineRun nobody = DemoWarehouse.run(Map.of(), "bi", "check", "--metabase", metabase.address());
            assertThat(nobody.exitCode()).isEqualTo(4);
            assertThat(nobody.errors()).contains("Set SCE_METABASE_API_KEY");
            CommandLineRun stranger = DemoWarehouse.run(
                    Map.of("SCE_METABASE_API_KEY", "wrong"), "bi", "check", "--metabase", metabase.address());
            assertThat(stranger.exitCode()).isEqualTo(4);
            assertThat(stranger.errors()).contains("401").doesNotContain("wrong");
        }
        for (String address : List.of("localhost:3000", "http://me:canary@localhost:3000", "http://a b")) {
            CommandLineRun nowhere = DemoWarehouse.run(KEY, "bi", "check", "--metabase", address);
            assertThat(nowhere.exitCode()).isEqualTo(4);
            assertThat(nowhere.errors())
                    .startsWith("--metabase: expected an address such as")
                    .doesNotContain("canary");
        }
        CommandLineRun broken = DemoWarehouse.run(
                Map.of("SCE_METABASE_API_KEY", "canary\r"), "bi", "check", "--metabase", "http://127.0.0.1:1");
        assertThat(broken.exitCode()).isEqualTo(4);
        assertThat(broken.errors()).contains("no header can").doesNotContain("canary");
        CommandLineRun none = DemoWarehouse.run(
                Map.of("SCE_METABASE_API_KEY", ""), "bi", "check", "--metabase", "http://127.0.0.1:1");
        assertThat(none.errors()).contains("Set SCE_METABASE_API_KEY");
        CommandLineRun away = DemoWarehouse.run(KEY, "bi", "check", "--metabase", "http://127.0.0.1:1");
        assertThat(away.exitCode()).isEqualTo(3);
        assertThat(away.errors()).contains("does not answer GET /api/database");
    }

    private static CommandLineRun run(MetabaseStandIn metabase, String command) {
        return DemoWarehouse.run(KEY, "bi", command, "--metabase", metabase.address());
    }

    private static List<String> seen(Catalogue catalogue) {
        return catalogue.tables().stream()
                .map(table -> table.schema() + "." + table.name() + ":"
                        + table.columns().stream().map(Catalogue.Column::name).collect(Collectors.joining(",")))
                .toList();
    }
}
