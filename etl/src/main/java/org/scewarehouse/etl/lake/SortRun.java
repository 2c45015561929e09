package org.scewarehouse.etl.lake;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Sorted pairs in a temporary file that has no name any more, so that nothing of it outlives the process. */
final class SortRun extends SortedPairs implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final FileChannel channel;
    /** What of the file is in memory: made with the first pair read, so that a waiting run costs none. */
    private byte[] window = {};

    private int from;
    private int to;

    private SortRun(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Writes all pairs, and stands before the first of them. */
    static SortRun write(Path folder, SortedPairs pairs) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("sort-" + UUID.randomUUID() + ".tmp"),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            try {
                writeAll(channel, pairs);
                channel.position(0);
                return new SortRun(folder, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw StoreFault.of("spill sorted pairs to", folder, e);
        }
    }

    private static void writeAll(FileChannel channel, SortedPairs pairs) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int filled = 0;
        while (pairs.next()) {
            int length = pairs.length();
            if (filled + length > buffer.length) {
                writeFully(channel, buffer, 0, filled);
                filled = 0;
            }
            if (length > buffer.length) {
                writeFully(channel, pairs.array(), pairs.offset(), length);
            } else {
                System.arraycopy(pairs.array(), pairs.offset(), buffer, filled, length);
                filled += length;
            }
        }
        writeFully(channel, buffer, 0, filled);
    }

    private static void writeFully(FileChannel channel, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public boolean next() {
        try {
            if (!fill(HEADER_BYTES)) {
                return false;
            }
            int length = length(window, from);
            if (!fill(length)) {
                throw new EOFException("a spilled pair is cut");
            }
            moveTo(window, from);
            from += length;
            return true;
        } catch (IOException e) {
            throw StoreFault.of("read spilled pairs from", folder, e);
        }
    }

    /** Has so many bytes from {@link #from} on in the window; false where the file holds no more than are there. */
    private boolean fill(int needed) throws IOException {
        if (to - from >= needed) {
            return true;
        }
        byte[] target = needed <= window.length ? window : new byte[Math.max(needed, BUFFER_BYTES)];
        System.arraycopy(window, from, target, 0, to - from);
        to -= from;
        from = 0;
        window = target;
        while (to < needed) {
            int count = channel.read(ByteBuffer.wrap(window, to, window.length - to));
            if (count < 0) {
                return false;
            }
            to += count;
        }
        return true;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw StoreFault.of("remove spilled pairs from", folder, e);
        }
    }
}
