package org.scewarehouse.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablePrinterTest {

    /** Such as {@code sce status}, whose messages quote sources. */
    @Test
    void whatSteersATerminalIsNotPrinted() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        TablePrinter.print(
                List.of("source", "message"),
                List.of(false, false),
                List.of(List.of("hr", "refused\u001b[2J\rhr  published")),
                new PrintStream(output, true, StandardCharsets.UTF_8));
        assertThat(output.toString(StandardCharsets.UTF_8).lines().toList())
                .containsExactly("source  message", "------  " + "-".repeat(26), "hr      refused?[2J\\rhr  published");
    }
}
