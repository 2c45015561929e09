package org.scewarehouse.jobs;

import java.time.Duration;

/** Says what a command waits for where it waits for long; while this is open, and nothing where it ends soon. */
public final class Patience implements AutoCloseable {
    /** Longer than that, and a person wonders whether anything happens. */
    public static final Duration SILENCE = Duration.ofSeconds(2);

    private final Thread speaker;

    private Patience(Thread speaker) {
        this.speaker = speaker;
    }

    /** Begins to wait; the text, such as {@code waiting for the warehouse}, is said once, after {@link #SILENCE}. */
    public static Patience with(Console console, String text) {
        Thread speaker = new Thread(() -> speak(console, text), "patience");
        speaker.setDaemon(true);
        speaker.start();
        return new Patience(speaker);
    }

    private static void speak(Console console, String text) {
        try {
            Thread.sleep(SILENCE.toMillis());
            console.note(text);
        } catch (InterruptedException e) {
            // What was waited for is there.
        }
    }

    @Override
    public void close() {
        speaker.interrupt();
    }
}
