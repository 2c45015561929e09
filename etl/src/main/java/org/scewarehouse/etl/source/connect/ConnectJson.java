package org.scewarehouse.etl.source.connect;

import java.util.function.Consumer;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.answers.RecordLines;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads records of {@link ConnectRecords}. */
final class ConnectJson {

    static final JsonMapper MAPPER = RecordLines.MAPPER;

    private ConnectJson() {}

    static <T> T of(ObjectNode record, Class<T> type) {
        try {
            return MAPPER.treeToValue(record, type);
        } catch (JacksonException e) {
            throw RecordLines.notDocumented(type, e);
        }
    }

    /** As {@link RecordLines#each}. */
    static <T> void each(RawZone.PartFile part, Class<T> type, Consumer<T> taker) {
        RecordLines.each(part, type, taker);
    }
}
