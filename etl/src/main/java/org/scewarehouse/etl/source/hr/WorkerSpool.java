package org.scewarehouse.etl.source.hr;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Keeps a snapshot's people, compressed, while they are read a first time, so that they can be read a second time. */
final class WorkerSpool {

    private static final int LEVEL = -1;
    private static final int BUFFER_BYTES = 1 << 16;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
    private final DataOutputStream output;
    private final WorkerCodec codec = new WorkerCodec();
    private long people;

    WorkerSpool() {
        try {
            output = new DataOutputStream(
                    new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(bytes, LEVEL), BUFFER_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(HrWorker worker) {
        try {
            output.writeUTF(worker.managerEmployeeId() == null ? "" : worker.managerEmployeeId());
            byte[] person = codec.bytes(worker);
            output.writeInt(person.length);
            output.write(person);
            people++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what was added, in order; nothing can be added any more. */
    Cursor read() {
        try {
            output.close();
            return new Cursor(
                    new DataInputStream(new BufferedInputStream(
                            new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes.toByteArray())),
                            BUFFER_BYTES)),
                    people);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Walks over the people. */
    static final class Cursor {

        private final DataInputStream input;
        private long left;

        private Cursor(DataInputStream input, long people) {
            this.input = input;
            this.left = people;
        }

        /** The next one; null at the end. */
        @Nullable
        HrWorker next() {
            if (left == 0) {
                return null;
            }
            left--;
            try {
                String managerEmployeeId = input.readUTF();
                byte[] person = new byte[input.readInt()];
                input.readFully(person);
                return WorkerCodec.worker(person, managerEmployeeId.isEmpty() ? null : managerEmployeeId);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
