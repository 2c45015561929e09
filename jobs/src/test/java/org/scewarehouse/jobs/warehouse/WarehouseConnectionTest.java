package org.scewarehouse.jobs.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsLoader;

class WarehouseConnectionTest {
    @TempDir
    Path home;

    /** A link that leads to itself stands for another user's folder, into which root may look. */
    @Test
    void oneThatMayNotBeLookedIntoIsNoneThatIsNotMadeYet() throws IOException {
        Settings settings = SettingsLoader.load(null, Map.of("SCE_HOME", home.toString()), home);
        assertThat(WarehouseConnection.exists(settings)).isFalse();
        Files.createSymbolicLink(home.resolve("postgres"), home.resolve("postgres"));
        assertThat(WarehouseConnection.exists(settings)).isTrue();
    }
}
