package org.scewarehouse.etl.source.hr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** People as bytes, for as long as a snapshot is worked on. Used by one thread. */
final class WorkerCodec {

    private static final int NULL = -1;
    private static final int NULL_DAY = Integer.MIN_VALUE;

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final DataOutputStream output = new DataOutputStream(buffer);

    /** The person, whoever their manager is. */
    byte[] bytes(HrWorker worker) {
        try {
            buffer.reset();
            write(output, worker);
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: nothing leaves memory
        }
    }

    /** What {@link #bytes} gave, with a manager. */
    static HrWorker worker(byte[] bytes, @Nullable String managerEmployeeId) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(bytes)), managerEmployeeId);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: all bytes are there
        }
    }

    /** Writes a person without their manager. */
    static void write(DataOutput output, HrWorker worker) throws IOException {
        text(output, worker.employeeId());
        text(output, worker.login());
        text(output, worker.email());
        text(output, worker.givenName());
        text(output, worker.familyName());
        output.writeBoolean(worker.isEmployed());
        text(output, worker.departmentCode());
        text(output, worker.departmentName());
        text(output, worker.departmentParentCode());
        text(output, worker.division());
        text(output, worker.site());
        text(output, worker.country());
        text(output, worker.costCenter());
        text(output, worker.jobRole());
        output.writeByte(worker.isManager() == null ? NULL : worker.isManager() ? 1 : 0);
        day(output, worker.hireDate());
        day(output, worker.terminationDate());
        day(output, worker.effectiveDate());
    }

    /** Reads what {@link #write} wrote. */
    static HrWorker read(DataInput input, @Nullable String managerEmployeeId) throws IOException {
        return new HrWorker(
                String.valueOf(text(input)),
                text(input),
                text(input),
                text(input),
                text(input),
                input.readBoolean(),
                text(input),
                text(input),
                text(input),
                text(input),
                text(input),
                text(input),
                text(input),
                text(input),
                managerEmployeeId,
                flag(input.readByte()),
                day(input.readInt()),
                day(input.readInt()),
                day(input.readInt()));
    }

    /** Writes a text, which may be null. */
    static void text(DataOutput output, @Nullable String text) throws IOException {
        if (text == null) {
            output.writeInt(NULL);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.writeInt(bytes.length);
        output.write(bytes);
    }

    /** Reads what {@link #text(DataOutput, String)} wrote. */
    static @Nullable String text(DataInput input) throws IOException {
        int length = input.readInt();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = new byte[length];
        input.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void day(DataOutput output, @Nullable LocalDate day) throws IOException {
        output.writeInt(day == null ? NULL_DAY : Math.toIntExact(day.toEpochDay()));
    }

    private static @Nullable LocalDate day(int day) {
        return day == NULL_DAY ? null : LocalDate.ofEpochDay(day);
    }

    private static @Nullable Boolean flag(byte flag) {
        return flag == NULL ? null : (Boolean) (flag == 1);
    }
}
