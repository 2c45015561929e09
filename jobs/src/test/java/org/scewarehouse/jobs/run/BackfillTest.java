package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.simulator.awsbatch.BatchWorld;
import org.scewarehouse.etl.simulator.awsbatch.Submissions.Submitted;
import org.scewarehouse.etl.simulator.awsbatch.SyntheticJobs;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** Days of all sources, several at once, on this machine and as children of an array job. */
class BackfillTest {

    private static final String[] DAYS = {"--from", "2026-08-18", "--to", "2026-08-20"};

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void daysDoneSideBySideAreTheSameAsDayByDay() throws Exception {
        try (EverySource sources = new EverySource(home);
                RunRig rig = new RunRig(home, "http://localhost:1")) {
            environment.putAll(rig.environment());
            environment.putAll(sources.environment());
            for (String source : EverySource.NAMES) {
                done(sce("run", source));
            }
            SortedMap<String, String> tables = rig.footprint().tables();
            Map<Path, byte[]> states = states(rig.lake());

            done(sce("backfill", "--from-raw", "--parallel", "3"));
            same(tables, rig.footprint().tables());
            assertThat(states(rig.lake())).usingRecursiveComparison().isEqualTo(states);

            // The first day of each source now ends with another state than the one that the second day finds.
            for (Path state : states.keySet()) {
                if (state.toString().contains("day=2026-08-18")) {
                    Files.write(state, states.get(Path.of(state.toString().replace("08-18", "08-20"))));
                }
            }
            CommandLineRun healed = sce("backfill", "--from-raw", "--parallel", "3");
            done(healed);
            same(tables, rig.footprint().tables());
            assertThat(states(rig.lake())).usingRecursiveComparison().isEqualTo(states);

            rig.renewWarehouse();
            rig.emptyLake();
            done(sce("backfill", "--parallel", "4"));
            CommandLineRun again = sce("backfill", "--source", "hr");
            assertThat(again.exitCode()).isZero();
            assertThat(again.output()).contains("hr  nothing to do: its days are published");
            assertThat(sce("verify").exitCode()).isZero();
            same(tables, rig.footprint().tables());

            rig.renewWarehouse();
            childrenOfAnArray();
            same(tables, rig.footprint().tables());
        }
    }

    /** More children than sources, none of them in order, and one that is run twice. */
    private void childrenOfAnArray() {
        BatchWorld world = new BatchWorld(
                SyntheticJobs.make(1, SmallOrganisation.FIRST, 1, 60, List.of("bo")), SyntheticJobs.RETENTION);
        try (AwsBatchSimulator batch = AwsBatchSimulator.start(world, true)) {
            batch.submissions().define("sce");
            Map<String, String> local = new HashMap<>(environment);
            environment.put("SCE_BACKFILL_QUEUE", "standard");
            environment.put("SCE_BACKFILL_JOB_DEFINITION", "sce");
            environment.put("SCE_BACKFILL_REGION", AwsBatchSimulator.REGION);
            environment.put("SCE_BACKFILL_ENDPOINT", batch.address().toString());
            CommandLineRun refused = sce("backfill", "--from-raw", "--engine", "aws-batch");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.errors())
                    .contains(
                            "sce.lake: a folder cannot be reached from other machines",
                            "sce.warehouse.url: the embedded warehouse cannot be reached from other machines");

            environment.put("SCE_LAKE", "s3://lake/here");
            environment.put("SCE_WAREHOUSE_URL", "jdbc:postgresql://db.example.org/warehouse");
            environment.put("SCE_WAREHOUSE_USER", "loader");
            environment.put("SCE_WAREHOUSE_PASSWORD", "nobody-asks-it");
            environment.put("SCE_PRIVACY_SECRET", "a-secret-of-the-test-0123456789");
            CommandLineRun submitted = sce("backfill", "--from-raw", "--engine", "aws-batch", "--children", "10");
            assertThat(submitted.exitCode()).as(submitted.errors()).isZero();
            List<Submitted> jobs = batch.submissions().accepted();
            assertThat(jobs).extracting(Submitted::children).containsExactly(0, 10);
            assertThat(jobs.get(1).after()).containsExactly(jobs.get(0).id());

            environment.clear();
            environment.putAll(local);
            done(child(jobs.get(0), ""));
            for (String index : List.of("9", "3", "0", "1", "2", "4", "3", "5", "8", "6", "7")) {
                done(child(jobs.get(1), index));
            }
        }
    }

    private CommandLineRun child(Submitted job, String index) {
        Map<String, String> own = new HashMap<>(environment);
        if (!index.isEmpty()) {
            own.put("AWS_BATCH_JOB_ARRAY_INDEX", index);
        }
        return CommandLineRun.at(SmallOrganisation.NOW, own, job.command().toArray(String[]::new));
    }

    private static void same(SortedMap<String, String> expected, SortedMap<String, String> found) {
        assertThat(found.entrySet()).containsExactlyInAnyOrderElementsOf(expected.entrySet());
    }

    private static Map<Path, byte[]> states(Path lake) throws Exception {
        Map<Path, byte[]> states = new HashMap<>();
        try (Stream<Path> files = Files.walk(lake.resolve("identified/_state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                states.put(file, Files.readAllBytes(file));
            }
        }
        return states;
    }

    private static void done(CommandLineRun run) {
        assertThat(run.exitCode()).as(run.output() + run.errors()).isIn(0, 2);
    }

    private CommandLineRun sce(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        if (!arguments[0].equals("verify")) {
            all.addAll(List.of(DAYS));
        }
        return CommandLineRun.at(SmallOrganisation.NOW, environment, all.toArray(String[]::new));
    }
}
