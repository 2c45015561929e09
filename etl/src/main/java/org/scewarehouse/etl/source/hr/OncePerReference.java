package org.scewarehouse.etl.source.hr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.scewarehouse.etl.lake.RawZone;

/** Writes records to a part, each once, however often the source gives it. Some 50 bytes of memory per record. */
final class OncePerReference {

    private final RawZone.Part part;
    private final Set<Long> seen = new HashSet<>();

    OncePerReference(RawZone.Part part) {
        this.part = part;
    }

    /** Writes a record, unless it was written. */
    void write(String reference, Map<String, String> fields) {
        if (!seen.add(PeopleChecks.hash(reference))) {
            part.dropped("was given twice by the source", 1);
            return;
        }
        try {
            part.output().write(PersonLine.write(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(HrSource.NAME + ": cannot keep the answer", e);
        }
    }

    /** How many different records there were. */
    long written() {
        return seen.size();
    }

    void commit(Map<String, String> attributes) {
        part.commit(written(), attributes);
    }
}
