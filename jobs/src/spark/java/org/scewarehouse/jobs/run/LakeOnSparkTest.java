package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.model.lake.Engine;
import org.slf4j.LoggerFactory;

/** Spark, in local mode, with nothing but the lake and the definitions that ship. */
class LakeOnSparkTest {

    @TempDir
    private Path home;

    @Test
    void sparkFindsInTheLakeWhatTheWarehouseHolds() throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        try (EverySource sources = new EverySource(home);
                RunRig rig = new RunRig(home, "http://localhost:1");
                SparkSession spark = session(home.resolve("spark"))) {
            Map<String, String> environment = new HashMap<>(rig.environment());
            environment.putAll(sources.environment());
            CommandLineRun night = CommandLineRun.at(SmallOrganisation.NOW, environment, "nightly");
            assertThat(night.exitCode()).as(night.output() + night.errors()).isIn(0, 2);

            for (String definition : LakeComparison.definitions(Engine.SPARK, rig.lake())) {
                spark.sql(definition);
            }
            new LakeComparison(rig.warehouse(), sql -> rows(spark, sql))
                    .check(SmallOrganisation.FIRST, SmallOrganisation.LAST.plusDays(1), List.of());
        }
    }

    private static SparkSession session(Path folder) {
        return SparkSession.builder()
                .master("local[2]")
                .appName("lake")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.datetime.java8API.enabled", true)
                .config("spark.sql.warehouse.dir", folder.toUri().toString())
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    private static List<List<@Nullable Object>> rows(SparkSession spark, String sql) {
        return spark.sql(sql).collectAsList().stream().map(LakeOnSparkTest::values).toList();
    }

    private static List<@Nullable Object> values(Row row) {
        @Nullable Object[] values = new @Nullable Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return Arrays.asList(values);
    }
}
