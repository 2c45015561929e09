package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.slf4j.LoggerFactory;

/** A night of all sources, with the lake in a folder and in a bucket. */
class EverySourceTest {

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void aLakeInABucketHasTheBytesOfOneInAFolderAndRestoresTheWarehouse() throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        for (String name : List.of("org.springframework", "com.zaxxer.hikari", "org.eclipse.jetty")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF);
        }
        try (S3Server server = new S3Server();
                EverySource sources = new EverySource(home);
                RunRig rig = new RunRig(home, "http://localhost:1")) {
            environment.putAll(rig.environment());
            environment.putAll(sources.environment());
            environment.put("SCE_PRIVACY_SECRET", "a-secret-of-the-test-0123456789");
            done(sce("nightly"));
            SortedMap<String, byte[]> local = same(S3LakeTest.files(rig.lake()));
            SortedMap<String, String> tables = rig.footprint().tables();
            for (String source : EverySource.NAMES) {
                assertThat(local.keySet()).as(source).anyMatch(key -> key.startsWith("raw/source=" + source + "/"));
                assertThat(local.keySet()).as(source).anyMatch(key -> key.endsWith("/" + source + ".parquet"));
            }
            try (LakeOnDuckDb lake = new LakeOnDuckDb(rig.lake())) {
                new LakeComparison(rig.warehouse(), lake)
                        .check(SmallOrganisation.FIRST, SmallOrganisation.LAST.plusDays(1), lake.tablesWithoutFiles());
            }

            rig.renewWarehouse();
            environment.putAll(server.lake("lake"));
            done(sce("nightly"));
            SortedMap<String, byte[]> remote = same(server.objects("lake"));
            assertThat(remote.keySet()).isEqualTo(local.keySet());
            local.forEach((key, content) -> assertThat(remote.get(key)).as(key).isEqualTo(content));
            assertThat(rig.footprint().tables()).isEqualTo(tables);

            rig.renewWarehouse();
            CommandLineRun rebuilt = sce("rebuild");
            done(rebuilt);
            assertThat(rig.footprint().tables()).isEqualTo(tables);
            assertThat(sce("verify").exitCode()).isZero();
        }
    }

    /** What has the same bytes wherever the lake is: Parquet files, raw, people. */
    private static SortedMap<String, byte[]> same(SortedMap<String, byte[]> files) {
        SortedMap<String, byte[]> same = new TreeMap<>(files);
        same.keySet()
                .removeIf(
                        key -> !(key.endsWith(".parquet") || key.endsWith(".zst") || key.startsWith("identified/hr_")));
        return same;
    }

    private static void done(CommandLineRun run) {
        assertThat(run.exitCode()).as(run.output() + run.errors()).isIn(0, 2);
    }

    private CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
    }
}
