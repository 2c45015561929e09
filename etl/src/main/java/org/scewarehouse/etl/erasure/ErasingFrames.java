package org.scewarehouse.etl.erasure;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.source.prometheus.wire.FrameReader;
import org.scewarehouse.etl.source.prometheus.wire.LabelValues;
import org.scewarehouse.etl.source.prometheus.wire.ProtoWriter;

/**
 * Erases in labels of remote-read answers, frame by frame; lengths and checksums are made anew. What is no streamed
 * answer is one message of form SAMPLES behind its length, which is kept back until it is whole.
 */
final class ErasingFrames extends OutputStream {

    private final LabelValues labels;
    private final OutputStream target;
    private final CRC32C checksum = new CRC32C();
    private byte[] buffer = new byte[1 << 16];
    private int begin;
    private int end;

    ErasingFrames(Erased erased, OutputStream target) {
        this(new LabelValues(erased::record), target);
    }

    ErasingFrames(LabelValues labels, OutputStream target) {
        this.labels = labels;
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (end + length > buffer.length) {
            int held = end - begin;
            int size = held + length > buffer.length ? Math.max(2 * buffer.length, held + length) : buffer.length;
            byte[] next = new byte[size];
            System.arraycopy(buffer, begin, next, 0, held);
            buffer = next;
            begin = 0;
            end = held;
        }
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
        frames();
    }

    private void frames() throws IOException {
        for (int start = messageAt(); start >= 0; start = messageAt()) {
            int length = Math.toIntExact(stated());
            if (end - start - Integer.BYTES < length) {
                return;
            }
            int message = start + Integer.BYTES;
            checksum.reset();
            checksum.update(buffer, message, length);
            int expected = 0;
            for (int i = start; i < message; i++) {
                expected = expected << 8 | (buffer[i] & 0xff);
            }
            if ((int) checksum.getValue() != expected) {
                throw damaged();
            }
            byte[] changed = labels.frame(buffer, message, length);
            if (changed == null) {
                target.write(buffer, begin, message + length - begin);
            } else {
                target.write(FrameReader.frame(changed));
            }
            begin = message + length;
        }
    }

    /** Where the stated length ends; -1 while it is not whole. */
    private int messageAt() {
        for (int i = begin; i < end && i < begin + 9; i++) {
            if (buffer[i] >= 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private long stated() {
        long length = 0;
        for (int i = begin, shift = 0; i < messageAt(); i++, shift += 7) {
            length |= (long) (buffer[i] & 0x7f) << shift;
        }
        return length;
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        int start = messageAt();
        if (begin < end && (start < 0 || end - start != stated())) {
            throw damaged();
        }
        if (begin < end) {
            byte[] changed = labels.samples(buffer, start, end - start);
            byte[] message = changed == null ? Arrays.copyOfRange(buffer, start, end) : changed;
            target.write(new ProtoWriter().varint(message.length).toBytes());
            target.write(message);
            begin = end;
        }
        target.flush();
    }

    private static DataRejected damaged() {
        return new DataRejected(
                "frames of a remote-read answer: expected whole frames with right checksums, got others;"
                        + " the part is damaged: delete its attempt and run the day again with --force");
    }
}
