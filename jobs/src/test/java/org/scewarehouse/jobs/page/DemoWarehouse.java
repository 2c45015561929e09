package org.scewarehouse.jobs.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.settings.SettingsLoader;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;

/** A small demo that test classes share; it is loaded once, and its server ends with the process. */
public final class DemoWarehouse {
    static final double SCALE = 0.02;
    static final int DAYS = 2;
    static final Instant NOW = Instant.parse("2026-08-21T06:00:00Z");

    private static final DemoWarehouse LOADED = new DemoWarehouse();

    private final Path home;
    private final WarehouseConnection warehouse;

    private DemoWarehouse() {
        try {
            home = Files.createTempDirectory("demo-warehouse");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CommandLineRun demo = CommandLineRun.at(
                NOW,
                environment(home),
                "demo",
                "--scale",
                String.valueOf(SCALE),
                "--days",
                String.valueOf(DAYS),
                "--history",
                "4");
        if (demo.exitCode() != 0) {
            throw new IllegalStateException(demo.output() + demo.errors());
        }
        warehouse = WarehouseConnection.open(SettingsLoader.load(null, environment(home), Path.of("")));
        Runtime.getRuntime().addShutdownHook(new Thread(warehouse::close));
    }

    /** Its {@code SCE_HOME}. */
    public static Path home() {
        return LOADED.home;
    }

    /** As the owner. */
    public static DataSource dataSource() {
        return LOADED.warehouse.dataSource();
    }

    /** A command on it. */
    static CommandLineRun run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** A command on it, with more in the environment. */
    public static CommandLineRun run(Map<String, String> more, String... arguments) {
        Map<String, String> all = new HashMap<>(environment(home()));
        all.putAll(more);
        return CommandLineRun.at(NOW, all, arguments);
    }

    private static Map<String, String> environment(Path home) {
        return Map.of("SCE_HOME", home.toString());
    }
}
