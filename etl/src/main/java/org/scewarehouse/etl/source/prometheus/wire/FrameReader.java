package org.scewarehouse.etl.source.prometheus.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;

/**
 * Reads the frames of a streamed remote-read answer, each a length, a CRC-32C and a message, and checks them. The bytes
 * stay where they were read to; verified ones are passed on in long runs, exactly as
 * they came.
 */
public final class FrameReader {

    /** Servers send frames of about 1 MiB; labels may make one longer, but not endlessly. */
    static final int LONGEST_FRAME = 64 << 20;

    private final InputStream in;
    private final OutputStream copy;
    private final CRC32C checksum = new CRC32C();
    private byte[] buffer = new byte[256 << 10];
    private int filled;
    private int frameStart;
    private int messageStart;
    private int frameEnd;
    private int uncopied;
    private long frames;

    /**
     * Reads from a stream and copies verified frames to another, the last of them when the end has been reached. The
     * caller closes both.
     */
    public FrameReader(InputStream in, OutputStream copy) {
        this.in = in;
        this.copy = copy;
    }

    /** Reads from a stream, which the caller closes. */
    public FrameReader(InputStream in) {
        this(in, OutputStream.nullOutputStream());
    }

    /**
     * Steps to the next frame.
     *
     * @return false at the end of the answer
     * @throws SourceUnavailable if the answer ends inside a frame or a checksum is wrong: asking again may help
     * @throws SourceChanged if these are no frames
     */
    public boolean next() throws IOException {
        frameStart = frameEnd;
        long length = 0;
        int shift = 0;
        int at = frameStart;
        byte read;
        do {
            if (!fill(at - frameStart + 1)) {
                if (filled == frameStart) {
                    copyVerified();
                    return false;
                }
                throw truncated();
            }
            at = frameStart + shift / 7;
            read = buffer[at++];
            length |= (long) (read & 0x7f) << shift;
            shift += 7;
        } while (read < 0 && shift < 63);
        int header = at - frameStart + Integer.BYTES;
        if (read < 0 || length < 0 || length > LONGEST_FRAME) {
            throw new SourceChanged("remote-read answer, frame " + frames + ": expected a length up to " + LONGEST_FRAME
                    + ", got " + length + "; sce.sources.prometheus.protocol=json avoids remote read");
        }
        if (!fill(header + (int) length)) {
            throw truncated();
        }
        messageStart = frameStart + header;
        frameEnd = messageStart + (int) length;
        verify();
        frames++;
        return true;
    }

    /**
     * Number of the first chunk encoding in the current frame that this product cannot decode; 0 if it can decode all.
     *
     * @throws SourceChanged if the message is malformed
     */
    public int foreignEncoding() {
        return RemoteReadMessages.foreignEncoding(buffer, messageStart, frameEnd - messageStart);
    }

    /** Holds the message of the current frame; has spare bytes behind it, so that chunks are decoded in place. */
    byte[] buffer() {
        return buffer;
    }

    int offset() {
        return messageStart;
    }

    int length() {
        return frameEnd - messageStart;
    }

    /** Number of frames read so far. */
    public long frames() {
        return frames;
    }

    /** Passes on the verified frames that have not been, exactly as they came. */
    private void copyVerified() throws IOException {
        copy.write(buffer, uncopied, frameStart - uncopied);
        uncopied = frameStart;
    }

    private void verify() {
        int expected = 0;
        for (int i = messageStart - Integer.BYTES; i < messageStart; i++) {
            expected = expected << 8 | (buffer[i] & 0xff);
        }
        checksum.reset();
        checksum.update(buffer, messageStart, frameEnd - messageStart);
        if ((int) checksum.getValue() != expected) {
            throw new SourceUnavailable("remote-read answer, frame " + frames + ": expected CRC-32C "
                    + Integer.toHexString(expected) + ", got " + Long.toHexString(checksum.getValue())
                    + "; something on the way changes bytes, sce.sources.prometheus.protocol=json avoids remote read");
        }
    }

    /** Makes the frame's first bytes available; false if the answer ends before. */
    private boolean fill(int wanted) throws IOException {
        if (filled - frameStart >= wanted) {
            return true;
        }
        if (frameStart + wanted + XorChunk.PADDING > buffer.length) {
            copyVerified();
            int size = Math.max(buffer.length, wanted + XorChunk.PADDING);
            byte[] target = size > buffer.length ? new byte[Math.max(size, buffer.length * 2)] : buffer;
            System.arraycopy(buffer, frameStart, target, 0, filled - frameStart);
            buffer = target;
            filled -= frameStart;
            frameStart = 0;
            uncopied = 0;
        }
        while (filled - frameStart < wanted) {
            int count = in.read(buffer, filled, buffer.length - XorChunk.PADDING - filled);
            if (count < 0) {
                return false;
            }
            filled += count;
        }
        return true;
    }

    private SourceUnavailable truncated() {
        return new SourceUnavailable("remote-read answer: expected a whole frame " + frames + ", got its first "
                + (filled - frameStart) + " bytes and the end of the answer");
    }

    /** A frame around a message, for servers. */
    public static byte[] frame(byte[] message) {
        CRC32C checksum = new CRC32C();
        checksum.update(message);
        ProtoWriter out = new ProtoWriter().varint(message.length);
        byte[] sum = new byte[Integer.BYTES];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (byte) (checksum.getValue() >>> (24 - 8 * i));
        }
        out.raw(sum, 0, sum.length).raw(message, 0, message.length);
        return out.toBytes();
    }
}
