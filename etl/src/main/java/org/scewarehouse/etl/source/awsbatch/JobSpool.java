package org.scewarehouse.etl.source.awsbatch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The jobs of one listing, each with the time it lived, in a temporary file without a name, so that nothing of it
 * outlives the process. Written once, read for each day.
 */
final class JobSpool implements AutoCloseable {

    private final Path folder;
    private final FileChannel channel;
    private final DataOutputStream out;
    private long count;

    /** Takes a job that lived in the day. */
    @FunctionalInterface
    interface Reader {
        /** An empty line stands for a job that vanished before it was described. */
        void accept(byte[] line) throws IOException;
    }

    JobSpool(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(
                    folder.resolve("jobs-" + UUID.randomUUID() + ".tmp"),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw fault(e);
        }
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
    }

    /** Adds a job that lived in {@code [from, to)}, milliseconds. */
    void add(long from, long to, byte[] line) {
        try {
            out.writeLong(from);
            out.writeLong(to);
            out.writeInt(line.length);
            out.write(line);
            count++;
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** Hands over the jobs that lived in {@code [from, to)}, in the order in which they were added. */
    synchronized void read(long from, long to, Reader reader) {
        try {
            out.flush();
            DataInputStream in = new DataInputStream(new BufferedInputStream(fromStart(), 1 << 16));
            for (long i = 0; i < count; i++) {
                long jobFrom = in.readLong();
                long jobTo = in.readLong();
                byte[] line = in.readNBytes(in.readInt());
                if (jobFrom < to && jobTo >= from) {
                    reader.accept(line);
                }
            }
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private InputStream fromStart() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
                position += Math.max(0, read);
                return read;
            }
        };
    }

    private UncheckedIOException fault(IOException cause) {
        return new UncheckedIOException(
                "aws_batch: cannot keep listed jobs in " + folder + "; free space there (sce.temporary) and run again",
                cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw fault(e);
        }
    }
}
