package org.scewarehouse.etl.source.hr;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compresses what {@link StateInput} reads again. Has the form of {@link DataOutputStream}, whose streams would lock
 * for every byte of the millions of numbers.
 */
final class StateOutput implements Closeable {

    static final int NULL_DAY = Integer.MIN_VALUE;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LONGEST_UTF = 0xFFFF;

    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream(BUFFER_BYTES);
    private final OutputStream output;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;

    StateOutput(int level) {
        try {
            output = new ZstdOutputStreamNoFinalizer(compressed, level);
        } catch (IOException e) {
            throw PeopleState.unreadable(e);
        }
    }

    /** Ends a record: what was put so far may leave the buffer, and its places are no longer known. */
    void endRecord() {
        if (filled >= BUFFER_BYTES / 2) {
            write();
        }
    }

    /** How many bytes the record and those kept with it have. */
    int place() {
        return filled;
    }

    /** Writes over a number of the current record. */
    void replaceInt(int place, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            buffer[place + i] = (byte) (value >>> (Integer.SIZE - Byte.SIZE * (i + 1)));
        }
    }

    void putByte(int value) {
        room(1);
        buffer[filled++] = (byte) value;
    }

    void putBoolean(boolean value) {
        putByte(value ? 1 : 0);
    }

    void putShort(int value) {
        room(Short.BYTES);
        buffer[filled++] = (byte) (value >>> Byte.SIZE);
        buffer[filled++] = (byte) value;
    }

    void putInt(int value) {
        room(Integer.BYTES);
        replaceInt(filled, value);
        filled += Integer.BYTES;
    }

    void putDay(@Nullable LocalDate day) {
        putInt(day == null ? NULL_DAY : (int) day.toEpochDay());
    }

    void putBytes(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
    }

    /** Whether there is a text, and it. */
    void putText(@Nullable String text) {
        putBoolean(text != null);
        if (text != null) {
            putUtf(text);
        }
    }

    /** As {@link DataOutputStream#writeUTF}. */
    void putUtf(String text) {
        int length = text.length();
        if (length > LONGEST_UTF) {
            putOtherUtf(text);
            return;
        }
        room(Short.BYTES + length);
        int at = filled + Short.BYTES;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0 || c >= 0x80) {
                putOtherUtf(text);
                return;
            }
            buffer[at + i] = (byte) c;
        }
        putShort(length);
        filled = at + length;
    }

    private void putOtherUtf(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new DataOutputStream(bytes).writeUTF(text);
        } catch (IOException e) {
            throw PeopleState.unreadable(e);
        }
        putBytes(bytes.toByteArray());
    }

    private void room(int bytes) {
        if (buffer.length - filled < bytes) {
            buffer = Arrays.copyOf(buffer, Math.addExact(2 * buffer.length, bytes));
        }
    }

    private void write() {
        try {
            output.write(buffer, 0, filled);
        } catch (IOException e) {
            throw PeopleState.unreadable(e);
        }
        filled = 0;
    }

    /** All that was put, compressed; nothing more can be. */
    byte[] finish() {
        write();
        close();
        return compressed.toByteArray();
    }

    @Override
    public void close() {
        try {
            output.close();
        } catch (IOException e) {
            throw PeopleState.unreadable(e);
        }
    }
}
