package org.scewarehouse.jobs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the operator sees: answers on standard output, progress and faults on standard error. */
public final class Console {
    private static final int NO_TERMINAL = 0;
    /** What steers a terminal, or turns the direction of what it writes. */
    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}&&[^\\n\\t]]");

    private final PrintStream output;
    private final PrintStream errors;
    private final int columns;
    private final Heard heard;

    private Console(PrintStream output, PrintStream errors, int columns, Heard heard) {
        this.output = output;
        this.errors = errors;
        this.columns = columns;
        this.heard = heard;
    }

    /** The process' own streams. The launcher tells how wide the terminal is, and nothing where there is none. */
    public static Console ofProcess() {
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return writingTo(
                new FileOutputStream(FileDescriptor.out), errors, Integer.getInteger("terminal.columns", NO_TERMINAL));
    }

    static Console writingTo(OutputStream target, PrintStream errors, int columns) {
        Heard heard = new Heard(target);
        return new Console(new PrintStream(heard, false, StandardCharsets.UTF_8), errors, columns, heard);
    }

    /** Any streams, as if no terminal were there. */
    public static Console of(PrintStream output, PrintStream errors) {
        return new Console(output, errors, NO_TERMINAL, new Heard(output));
    }

    /** A text as a terminal may have it: one that quotes a source can hold what clears, renames or fakes lines. */
    public static String shown(String text) {
        return STEERING.matcher(text).replaceAll("?");
    }

    /** For answers that are written piece by piece, such as tables. Flush it at the end. */
    public PrintStream output() {
        return output;
    }

    /**
     * To be called where the output is what was asked for, such as rows for another program. A reader that went away,
     * such as head, has what it wanted.
     *
     * @throws UncheckedIOException if a part of it could not be written
     */
    public void requireWritten() {
        output.flush();
        IOException fault = heard.fault;
        if (fault != null && !String.valueOf(fault.getMessage()).contains("Broken pipe")) {
            throw new UncheckedIOException("the output is not complete; free space where it goes and run again", fault);
        }
    }

    public PrintStream errors() {
        return errors;
    }

    public void line(String text) {
        output.println(shown(text));
        output.flush();
    }

    public void error(String text) {
        output.flush();
        errors.println(shown(text));
    }

    /** Says in passing, on standard error, what is being waited for; a bar that is drawn there goes on below it. */
    public void note(String text) {
        output.flush();
        String blank = columns == NO_TERMINAL ? "" : "\r" + " ".repeat(columns - 1) + "\r";
        errors.println(blank + shown(text));
    }

    /** Starts to show how some long work goes on: a bar on a terminal, else a line every few seconds. */
    public ProgressLine progress(String task) {
        return columns == NO_TERMINAL ? new PlainProgress(task, errors) : new BarProgress(task, errors, columns);
    }

    /** Remembers why something could not be written, which a print stream tells nobody. */
    private static final class Heard extends OutputStream {
        private final OutputStream target;
        private @Nullable IOException fault;

        Heard(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                fault = fault == null ? e : fault;
                throw e;
            }
        }
    }
}
