package org.scewarehouse.etl.source.prometheus.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes values of labels inside the messages of remote-read answers; everything else stays bit by bit. */
public final class LabelValues {

    private static final int FIRST_FIELD = ProtoReader.tag(1, ProtoReader.BYTES);

    private final Change change;
    private boolean isChanged;

    /** What becomes of the labels of a series. */
    public interface Change {

        /** The values in the order of the names; the given list itself where none changes. */
        List<String> values(List<String> names, List<String> values);
    }

    /** Changes labels in this way. */
    public LabelValues(Change change) {
        this.change = change;
    }

    /** A message of a streamed answer with other values; null where it stays as it is. */
    public byte @Nullable [] frame(byte[] buffer, int offset, int length) {
        isChanged = false;
        byte[] changed = LabelFilter.list(new ProtoReader(buffer, offset, length), this::series)
                .toBytes();
        return isChanged ? changed : null;
    }

    /** A whole message of form SAMPLES with other values; null where it stays as it is. */
    public byte @Nullable [] samples(byte[] buffer, int offset, int length) {
        isChanged = false;
        byte[] changed = LabelFilter.list(
                        new ProtoReader(buffer, offset, length), result -> LabelFilter.list(result, this::series))
                .toBytes();
        return isChanged ? changed : null;
    }

    private ProtoWriter series(ProtoReader in) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        ProtoWriter rest = new ProtoWriter();
        while (in.next()) {
            if (in.tag() == FIRST_FIELD) {
                label(in.message(), names, values);
            } else {
                LabelFilter.copyField(in, rest);
            }
        }
        List<String> now = change.values(names, values);
        isChanged |= now != values;
        ProtoWriter out = new ProtoWriter();
        for (int i = 0; i < names.size(); i++) {
            out.message(1, new ProtoWriter().text(1, names.get(i)).text(2, now.get(i)));
        }
        byte[] others = rest.toBytes();
        return out.raw(others, 0, others.length);
    }

    private static void label(ProtoReader in, List<String> names, List<String> values) {
        String name = "";
        String value = "";
        while (in.next()) {
            if (in.tag() == FIRST_FIELD) {
                name = in.text();
            } else if (in.tag() == ProtoReader.tag(2, ProtoReader.BYTES)) {
                value = in.text();
            } else {
                in.skip();
            }
        }
        names.add(name);
        values.add(value);
    }
}
