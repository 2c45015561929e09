package org.scewarehouse.etl.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * One answer. Its body is read once, while it arrives; closing lets go of the connection.
 *
 * @param name what was asked of whom, for messages
 * @param status HTTP status
 * @param headers headers
 * @param body the body; reading throws {@link org.scewarehouse.etl.SourceUnavailable} if it breaks off or takes too
 *     long, never an {@link IOException}
 * @param secrets what was sent along and must not be shown, even where the other side repeats it
 */
public record HttpAnswer(String name, int status, HttpHeaders headers, InputStream body, Set<String> secrets)
        implements Closeable {

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

    /** The same with another body, such as one of which the beginning was read. */
    public HttpAnswer with(InputStream other) {
        return new HttpAnswer(name, status, headers, other, secrets);
    }

    /** The body's first bytes as text; the rest is not read. */
    public String text(int mostBytes) {
        try {
            return new String(body.readNBytes(mostBytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** A piece of the answer fit for a message: short, in one line, without our secrets. */
    public String excerpt(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        for (String secret : secrets) {
            line = line.replace(secret, "(hidden)");
        }
        return line.length() > EXCERPT ? line.substring(0, EXCERPT) + "..." : line;
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return name + ": " + status;
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
