package org.scewarehouse.etl.lake;

import java.nio.charset.StandardCharsets;
import org.scewarehouse.etl.DataRejected;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The lake's own small files: records as JSON, names in snake case, in the order of declaration. */
final class LakeJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private LakeJson() {}

    static byte[] write(Record content) {
        return (MAPPER.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #write} wrote under that key. */
    static <T extends Record> T read(String key, byte[] content, Class<T> type) {
        try {
            return MAPPER.readValue(content, type);
        } catch (JacksonException e) {
            throw new DataRejected(
                    key + ": expected a " + type.getSimpleName() + " as this product writes it, got "
                            + e.getOriginalMessage() + "; " + remedy(key),
                    e);
        }
    }

    /** What is curated is built again from raw; raw itself only a copy or the source can give again. */
    private static String remedy(String key) {
        return key.startsWith("raw/")
                ? "bring back an earlier version of the file; where there is none, and the source still answers for the"
                        + " day, delete the file and run the source-day again"
                : "delete the file and run the source-day again";
    }
}
