package org.scewarehouse.etl.simulator.cloudwatch;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Concise binary object representation (RFC 8949), as much of it as AWS uses: maps with names as keys, lists, texts,
 * whole and floating numbers, truth values, null, and times as seconds under tag 1.
 */
final class Cbor {

    private static final int BREAK = 0xFF;
    private static final int INDEFINITE = 31;

    private final ByteBuffer input;

    private Cbor(ByteBuffer input) {
        this.input = input;
    }

    /**
     * Reads one value: Map, List, String, Long, Double, Boolean, Instant or null.
     *
     * @throws IllegalArgumentException where the bytes are none
     */
    static @Nullable Object read(byte[] bytes) {
        Cbor reader = new Cbor(ByteBuffer.wrap(bytes));
        try {
            Object value = reader.value();
            if (reader.input.hasRemaining()) {
                throw new IllegalArgumentException("bytes after the value");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("cut short", e);
        }
    }

    /** Writes such a value. */
    static byte[] write(@Nullable Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(value, out);
        return out.toByteArray();
    }

    private @Nullable Object value() {
        int head = input.get() & 0xFF;
        int type = head >> 5;
        int info = head & 31;
        return switch (type) {
            case 0 -> length(info);
            case 1 -> -1 - length(info);
            case 3 -> text(info);
            case 4 -> list(info);
            case 5 -> map(info);
            case 6 -> tagged(length(info));
            case 7 -> simple(info);
            default -> throw new IllegalArgumentException("unexpected type " + type);
        };
    }

    private long length(int info) {
        return switch (info) {
            case 24 -> input.get() & 0xFFL;
            case 25 -> input.getShort() & 0xFFFFL;
            case 26 -> input.getInt() & 0xFFFFFFFFL;
            case 27 -> input.getLong();
            default -> {
                if (info > 23) {
                    throw new IllegalArgumentException("unexpected length " + info);
                }
                yield info;
            }
        };
    }

    private String text(int info) {
        if (info == INDEFINITE) {
            StringBuilder whole = new StringBuilder();
            while (!isBreak()) {
                whole.append((String) value());
            }
            return whole.toString();
        }
        byte[] bytes = new byte[Math.toIntExact(length(info))];
        input.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<@Nullable Object> list(int info) {
        List<@Nullable Object> list = new ArrayList<>();
        long left = info == INDEFINITE ? Long.MAX_VALUE : length(info);
        while (left-- > 0 && !(info == INDEFINITE && isBreak())) {
            list.add(value());
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int info) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        long left = info == INDEFINITE ? Long.MAX_VALUE : length(info);
        while (left-- > 0 && !(info == INDEFINITE && isBreak())) {
            map.put(String.valueOf(value()), value());
        }
        return map;
    }

    private boolean isBreak() {
        boolean isBreak = (input.get(input.position()) & 0xFF) == BREAK;
        if (isBreak) {
            input.get();
        }
        return isBreak;
    }

    private Instant tagged(long tag) {
        if (tag != 1 || !(value() instanceof Number seconds)) {
            throw new IllegalArgumentException("unexpected tag " + tag);
        }
        return Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000));
    }

    private @Nullable Object simple(int info) {
        return switch (info) {
            case 20 -> false;
            case 21 -> true;
            case 22 -> null;
            case 26 -> (double) input.getFloat();
            case 27 -> input.getDouble();
            default -> throw new IllegalArgumentException("unexpected simple value " + info);
        };
    }

    private static void write(@Nullable Object value, ByteArrayOutputStream out) {
        if (value == null) {
            out.write(0xF6);
        } else if (value instanceof Boolean truth) {
            out.write(truth ? 0xF5 : 0xF4);
        } else if (value instanceof Double number) {
            out.write(0xFB);
            out.writeBytes(
                    ByteBuffer.allocate(Double.BYTES).putDouble(0, number).array());
        } else if (value instanceof Number number) {
            long whole = number.longValue();
            head(whole < 0 ? 1 : 0, whole < 0 ? -1 - whole : whole, out);
        } else if (value instanceof Instant time) {
            head(6, 1, out);
            write(time.toEpochMilli() / 1000.0, out);
        } else if (value instanceof List<?> list) {
            head(4, list.size(), out);
            list.forEach(element -> write(element, out));
        } else if (value instanceof Map<?, ?> map) {
            head(5, map.size(), out);
            map.forEach((name, element) -> {
                write(name, out);
                write(element, out);
            });
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            head(3, text.length, out);
            out.writeBytes(text);
        }
    }

    private static void head(int type, long length, ByteArrayOutputStream out) {
        if (length < 24) {
            out.write(type << 5 | (int) length);
        } else {
            out.write(type << 5 | 27);
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(0, length).array());
        }
    }
}
