package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageFileTest {
    @TempDir
    Path folder;

    @Test
    void replacesAFileAndMakesItsFolder() {
        Path file = folder.resolve("new/report.html");
        ReportPage.save("old", file);
        ReportPage.save("new", file);
        assertThat(file).content().isEqualTo("new");
        assertThat(folder.resolve("new")).isDirectoryNotContaining("glob:**.new");
    }

    /** Renamed over, /dev/stdout would be a file from then on, for whoever runs as root. */
    @Test
    void writesIntoAPipeInsteadOfReplacingIt() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(folder.resolve("stdout"), pipe);
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        CompletableFuture<Void> saved = CompletableFuture.runAsync(() -> ReportPage.save("<html>", link));
        try {
            saved.get(10, TimeUnit.SECONDS);
            assertThat(Files.isSymbolicLink(link)).isTrue();
            assertThat(reader.inputReader().readLine()).isEqualTo("<html>");
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }
}
