package org.scewarehouse.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    /** An export that was cut short ended with 0. */
    @Test
    void tellsOfOutputThatCouldNotBeWrittenUnlessItsReaderWentAway() {
        assertThatThrownBy(written("No space left on device")::requireWritten)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("not complete")
                .hasRootCauseMessage("No space left on device");
        assertThatCode(written("Broken pipe")::requireWritten).doesNotThrowAnyException();
        assertThatCode(written("")::requireWritten).doesNotThrowAnyException();
    }

    private static Console written(String fault) {
        PrintStream errors = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Console console = Console.writingTo(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        if (!fault.isEmpty()) {
                            throw new IOException(fault);
                        }
                    }
                },
                errors,
                0);
        console.line("a,b");
        return console;
    }
}
