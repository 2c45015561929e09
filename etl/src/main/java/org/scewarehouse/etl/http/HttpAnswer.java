package org.scewarehouse.etl.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One answer. Its body is read once, while it arrives; closing lets go of the connection.
 *
 * @param name what was asked of whom, for messages
 * @param status HTTP status
 * @param headers headers
 * @param body the body; reading throws {@link org.scewarehouse.etl.SourceUnavailable} if it breaks off or takes too
 *     long, never an {@link IOException}
 */
public record HttpAnswer(String name, int status, HttpHeaders headers, InputStream body) implements Closeable {

    private static final int EXCERPT = 300;

    /** Whether the status is 200. */
    public boolean isOk() {
        return status == 200;
    }

    /** Type of the content, without parameters and in lower case; empty where none is given. */
    public String contentType() {
        String type = headers.firstValue("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** The body's first bytes as text; the rest is not read. */
    public String text(int mostBytes) {
        try {
            return new String(body.readNBytes(mostBytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** A piece of an answer fit for a message: short, in one line. */
    public static String excerpt(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() > EXCERPT ? line.substring(0, EXCERPT) + "..." : line;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
