package org.scewarehouse.etl.source.hr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** People as bytes, for as long as a snapshot is worked on. Used by one thread. */
final class WorkerCodec {

    private static final int NULL = -1;
    private static final int NULL_DAY = Integer.MIN_VALUE;

    private ByteBuffer buffer = ByteBuffer.allocate(1024);

    /** The person. */
    byte[] bytes(HrWorker worker) {
        buffer.clear();
        put(worker.employeeId());
        put(worker.login());
        put(worker.email());
        put(worker.givenName());
        put(worker.familyName());
        put(worker.departmentCode());
        put(worker.departmentName());
        put(worker.departmentParentCode());
        put(worker.division());
        put(worker.site());
        put(worker.country());
        put(worker.costCenter());
        put(worker.jobRole());
        put(worker.managerEmployeeId());
        put(worker.hireDate());
        put(worker.terminationDate());
        put(worker.effectiveDate());
        room(2).put((byte) (worker.isEmployed() ? 1 : 0));
        buffer.put((byte) (worker.isManager() == null ? NULL : worker.isManager() ? 1 : 0));
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void put(@Nullable String text) {
        if (text == null) {
            room(Integer.BYTES).putInt(NULL);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    }

    private void put(@Nullable LocalDate day) {
        room(Integer.BYTES).putInt(day == null ? NULL_DAY : Math.toIntExact(day.toEpochDay()));
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(Math.addExact(2 * buffer.capacity(), bytes))
                    .put(buffer.flip());
        }
        return buffer;
    }

    /** What {@link #bytes} gave, with a manager where it named none. */
    static HrWorker worker(byte[] bytes, @Nullable String managerEmployeeId) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        int flags = bytes.length - 2;
        return new HrWorker(
                String.valueOf(text(from)),
                text(from),
                text(from),
                text(from),
                text(from),
                bytes[flags] == 1,
                text(from),
                text(from),
                text(from),
                text(from),
                text(from),
                text(from),
                text(from),
                text(from),
                either(text(from), managerEmployeeId),
                bytes[flags + 1] == NULL ? null : (Boolean) (bytes[flags + 1] == 1),
                day(from.getInt()),
                day(from.getInt()),
                day(from.getInt()));
    }

    private static @Nullable String either(@Nullable String own, @Nullable String other) {
        return own == null ? other : own;
    }

    private static @Nullable String text(ByteBuffer from) {
        int length = from.getInt();
        if (length == NULL) {
            return null;
        }
        String text = new String(from.array(), from.arrayOffset() + from.position(), length, StandardCharsets.UTF_8);
        from.position(from.position() + length);
        return text;
    }

    private static @Nullable LocalDate day(int day) {
        return day == NULL_DAY ? null : LocalDate.ofEpochDay(day);
    }
}
