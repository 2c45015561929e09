package org.scewarehouse.etl.source.gitlab;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.answers.PlainTime;

/** Times as the server writes them: ISO 8601 with {@code Z} or an offset. */
final class GitlabTimes {

    private GitlabTimes() {}

    /** The instant; null for null, for the empty text, and for what is no time, such as commits can have. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        Instant plain = PlainTime.parse(text);
        if (plain != null) {
            return plain;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
