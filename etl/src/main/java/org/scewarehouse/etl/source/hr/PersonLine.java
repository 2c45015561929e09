package org.scewarehouse.etl.source.hr;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.scewarehouse.etl.SourceChanged;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The one form that raw of HR has: a line of JSON per person, texts by the names of the source's fields. */
final class PersonLine {

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ObjectReader READER = MAPPER.readerFor(FIELDS);
    private static final ObjectWriter WRITER = MAPPER.writerFor(FIELDS);

    private PersonLine() {}

    /** The line, its end included. */
    static byte[] write(Map<String, String> fields) {
        return (WRITER.writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What {@link #write} wrote. */
    static Map<String, String> read(byte[] line) {
        try {
            return READER.readValue(line);
        } catch (JacksonException e) {
            // The cause is left out: it quotes the line.
            throw new SourceChanged(HrSource.NAME + ", raw: expected a line of JSON with texts only, got "
                    + e.getClass().getSimpleName() + "; extract the day again with --force");
        }
    }
}
