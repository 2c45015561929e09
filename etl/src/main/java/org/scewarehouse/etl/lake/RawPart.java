package org.scewarehouse.etl.lake;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A part on its way to the store: one zstd stream with checksum. */
final class RawPart implements RawZone.Part {

    /** Raw is mostly bits that do not compress: this level notices soon, and repeated labels shrink as at any level. */
    private static final int LEVEL = -1;

    private static final int BUFFER_BYTES = 1 << 16;

    private final String file;
    private final String request;
    private final String format;
    private final DigestObject object;
    private final ZstdOutputStreamNoFinalizer zstd;
    private final OutputStream filtered;
    private final OutputStream output;
    private final RawFilter.Changes changes;
    private final Consumer<Completion.PartFacts> committed;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Long> dropped = new TreeMap<>();

    /** Tells {@code committed} of the part once its bytes are durable. */
    RawPart(
            String file,
            String request,
            String format,
            NewObject target,
            RawFilter.Changes changes,
            Consumer<Completion.PartFacts> committed) {
        this.file = file;
        this.request = changes.text(request);
        this.changes = changes;
        this.format = format;
        this.object = new DigestObject(target);
        this.committed = committed;
        try {
            zstd = new ZstdOutputStreamNoFinalizer(object, LEVEL);
            zstd.setChecksum(true);
        } catch (IOException e) {
            object.close();
            throw new UncheckedIOException("cannot compress " + file, e);
        }
        filtered = changes.stream(format, zstd);
        output = new BufferedOutputStream(filtered, BUFFER_BYTES);
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void warn(String text) {
        warnings.add(changes.text(text));
    }

    @Override
    public void dropped(String reason, long count) {
        dropped.merge(changes.text(reason), count, Long::sum);
    }

    @Override
    public void commit(long records, Map<String, String> attributes) {
        try {
            output.flush();
            if (filtered != zstd) {
                filtered.close();
            }
            zstd.closeWithoutClosingParentStream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; free space and run again", e);
        }
        object.commit();
        committed.accept(new Completion.PartFacts(
                file,
                request,
                format,
                records,
                object.bytes(),
                object.sha256(),
                new TreeMap<>(attributes),
                dropped,
                warnings.stream().distinct().sorted().toList()));
    }

    @Override
    public void close() {
        object.close();
        try {
            zstd.closeWithoutClosingParentStream(); // frees what it holds outside the heap
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
