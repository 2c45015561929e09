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
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Keeps a snapshot's people, compressed, while they are read a first time, so that they can be read a second time. */
final class WorkerSpool {

    private static final int LEVEL = -1;
    private static final int BUFFER_BYTES = 1 << 16;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
    private final DataOutputStream output;
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
            output.writeUTF(worker.employeeId());
            text(worker.login());
            text(worker.email());
            text(worker.givenName());
            text(worker.familyName());
            output.writeBoolean(worker.isEmployed());
            text(worker.departmentCode());
            text(worker.departmentName());
            text(worker.departmentParentCode());
            text(worker.division());
            text(worker.site());
            text(worker.country());
            text(worker.costCenter());
            text(worker.jobRole());
            text(worker.managerEmployeeId());
            text(worker.isManager() == null ? null : worker.isManager().toString());
            day(worker.hireDate());
            day(worker.terminationDate());
            day(worker.effectiveDate());
            people++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void text(@Nullable String text) throws IOException {
        output.writeUTF(text == null ? "" : text);
    }

    private void day(@Nullable LocalDate day) throws IOException {
        output.writeLong(day == null ? Long.MIN_VALUE : day.toEpochDay());
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
                return new HrWorker(
                        input.readUTF(),
                        text(),
                        text(),
                        text(),
                        text(),
                        input.readBoolean(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        flag(),
                        day(),
                        day(),
                        day());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private @Nullable String text() throws IOException {
            String text = input.readUTF();
            return text.isEmpty() ? null : text;
        }

        private @Nullable Boolean flag() throws IOException {
            String text = text();
            return text == null ? null : Boolean.valueOf(text);
        }

        private @Nullable LocalDate day() throws IOException {
            long day = input.readLong();
            return day == Long.MIN_VALUE ? null : LocalDate.ofEpochDay(day);
        }
    }
}
