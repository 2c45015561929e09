package org.scewarehouse.etl.lake;

import java.io.OutputStream;
import java.time.LocalDate;

/** Changes answers on their way into the raw zone: what a person who was erased is called never lies there again. */
public interface RawFilter {

    /** Keeps everything as it comes. */
    RawFilter NONE = (source, day) -> Changes.NONE;

    /** What is to be changed in answers of the source-day, as known now. */
    Changes of(String source, LocalDate day);

    /** Changes of one source-day. */
    interface Changes {

        /** No change. */
        Changes NONE = new Changes() {
            @Override
            public OutputStream stream(String format, OutputStream target) {
                return target;
            }

            @Override
            public String text(String text) {
                return text;
            }
        };

        /**
         * What an answer is written to instead of the target; the target itself where nothing is to be changed. Closing
         * it writes what it still holds back and leaves the target open.
         *
         * @param format {@code jsonl}, {@code csv} or {@code frames}
         */
        OutputStream stream(String format, OutputStream target);

        /** A short text about an answer, such as the request. */
        String text(String text);
    }
}
