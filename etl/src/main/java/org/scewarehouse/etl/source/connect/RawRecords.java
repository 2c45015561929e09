package org.scewarehouse.etl.source.connect;

import java.util.List;
import java.util.function.Consumer;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;

/** Reads a day's raw by what its parts hold. */
final class RawRecords {

    private static final int TOLD_EACH = 10_000;

    private final RawZone.Reader raw;
    private final Progress progress;

    RawRecords(RawZone.Reader raw, Progress progress) {
        this.raw = raw;
        this.progress = progress;
    }

    List<RawZone.PartFile> parts(String endpoint, String of) {
        return raw.parts(endpoint).stream()
                .filter(part -> of.equals(part.attributes().get(ConnectEndpoints.OF)))
                .toList();
    }

    /** Gives each record of the parts on. */
    <T> void each(String endpoint, String of, Class<T> type, Consumer<T> taker) {
        long[] count = {0};
        for (RawZone.PartFile part : parts(endpoint, of)) {
            ConnectJson.each(part, type, record -> {
                taker.accept(record);
                if (++count[0] % TOLD_EACH == 0) {
                    progress.advance(of + " read", count[0], -1);
                }
            });
        }
    }
}
