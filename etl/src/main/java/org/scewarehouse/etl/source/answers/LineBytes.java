package org.scewarehouse.etl.source.answers;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Lines of raw that are written value by value. */
public final class LineBytes {

    private static final JsonMapper JSON = new JsonMapper();

    private LineBytes() {}

    /** What the writing gave, without the end of the line. */
    public static byte[] of(Consumer<JsonGenerator> writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator line = JSON.createGenerator(bytes)) {
            writing.accept(line);
        }
        return bytes.toByteArray();
    }
}
