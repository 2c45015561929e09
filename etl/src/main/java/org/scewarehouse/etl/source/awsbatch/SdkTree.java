package org.scewarehouse.etl.source.awsbatch;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** An answer of the SDK as maps and lists under the API's own names, so that one reader serves API and events. */
final class SdkTree {

    private SdkTree() {}

    /** The answer as the records of {@link BatchRecords}: what they do not name is left behind. */
    static <R extends Record> R as(SdkPojo answer, Class<R> type) {
        return BatchRecords.MAPPER.convertValue(of(answer), type);
    }

    private static Map<String, Object> of(SdkPojo answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (SdkField<?> field : answer.sdkFields()) {
            Object value = plain(field.getValueOrDefault(answer));
            if (value != null) {
                fields.put(field.locationName(), value);
            }
        }
        return fields;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap) {
            return null;
        }
        if (value instanceof SdkPojo pojo) {
            return of(pojo);
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(SdkTree::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((name, item) -> {
                Object kept = plain(item);
                if (kept != null) {
                    plain.put(String.valueOf(name), kept);
                }
            });
            return plain;
        }
        return value;
    }
}
