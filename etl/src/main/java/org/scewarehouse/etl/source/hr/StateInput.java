package org.scewarehouse.etl.source.hr;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateOutput} compressed. */
final class StateInput implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int DAYS_REMEMBERED = 1 << 12;

    private final InputStream input;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    private final int[] days = new int[DAYS_REMEMBERED];
    private final LocalDate[] dates = new LocalDate[DAYS_REMEMBERED];

    StateInput(byte[] compressed) {
        try {
            input = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(compressed));
        } catch (IOException e) {
            throw PeopleState.unreadable(e);
        }
    }

    byte nextByte() {
        need(1);
        return buffer[at++];
    }

    boolean nextBoolean() {
        return nextByte() != 0;
    }

    int nextShort() {
        need(Short.BYTES);
        at += Short.BYTES;
        return (buffer[at - 2] & 0xFF) << Byte.SIZE | (buffer[at - 1] & 0xFF);
    }

    int nextInt() {
        need(Integer.BYTES);
        at += Integer.BYTES;
        return buffer[at - 4] << 24
                | (buffer[at - 3] & 0xFF) << 16
                | (buffer[at - 2] & 0xFF) << Byte.SIZE
                | (buffer[at - 1] & 0xFF);
    }

    byte[] nextBytes(int length) {
        need(length);
        at += length;
        return Arrays.copyOfRange(buffer, at - length, at);
    }

    @Nullable
    LocalDate nextDayOrNull() {
        int day = nextInt();
        return day == StateOutput.NULL_DAY ? null : day(day);
    }

    LocalDate nextDay() {
        return day(nextInt());
    }

    /** Most days come many times, and to make one of a number costs more than to find it. */
    private LocalDate day(int day) {
        int place = day & (DAYS_REMEMBERED - 1);
        if (dates[place] == null || days[place] != day) {
            days[place] = day;
            dates[place] = LocalDate.ofEpochDay(day);
        }
        return dates[place];
    }

    @Nullable
    String nextText() {
        return nextBoolean() ? nextUtf() : null;
    }

    void skipText() {
        if (nextBoolean()) {
            skip(nextShort());
        }
    }

    void skip(int length) {
        need(length);
        at += length;
    }

    /** As {@link DataInputStream#readUTF}. */
    String nextUtf() {
        int length = nextShort();
        need(length);
        int from = at;
        at += length;
        for (int i = from; i < at; i++) {
            if (buffer[i] <= 0) {
                return otherUtf(from - Short.BYTES, Short.BYTES + length);
            }
        }
        return new String(buffer, from, length, StandardCharsets.ISO_8859_1);
    }

    private String otherUtf(int from, int length) {
        try {
            return new DataInputStream(new ByteArrayInputStream(buffer, from, length)).readUTF();
        } catch (IOException e) {
            throw PeopleState.unreadable(e);
        }
    }

    /** Has so many bytes in the buffer, and the two before them. */
    private void need(int bytes) {
        if (end - at < bytes) {
            fill(bytes);
        }
    }

    private void fill(int bytes) {
        int from = Math.max(at - Short.BYTES, 0);
        byte[] target = end - from + bytes <= buffer.length ? buffer : new byte[end - from + 2 * bytes];
        System.arraycopy(buffer, from, target, 0, end - from);
        end -= from;
        at -= from;
        buffer = target;
        try {
            while (end - at < bytes) {
                int count = input.read(buffer, end, buffer.length - end);
                if (count < 0) {
                    throw new EOFException("the state is cut");
                }
                end += count;
            }
        } catch (IOException e) {
            throw PeopleState.unreadable(e);
        }
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw PeopleState.unreadable(e);
        }
    }
}
