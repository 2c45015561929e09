package org.scewarehouse.etl;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.ColumnSpec;

/** Moves a record's components into a {@link Row} through method handles: no reflection and no boxing per row. */
final class RecordReader {

    private static final long DECIMAL_BOUND = 1_000_000_000_000_000_000L;

    private final List<ColumnSpec> columns;
    private final MethodHandle[] accessors;
    /** What each accessor gives: double, long for all other primitives, or Object. */
    private final Class<?>[] types;

    /** The last string of each column and its bytes: neighbouring rows often share strings such as the source. */
    private final @Nullable String[] lastTexts;

    private final byte[][] lastBytes;

    RecordReader(List<ColumnSpec> columns) {
        this.columns = columns;
        this.accessors = new MethodHandle[columns.size()];
        this.types = new Class<?>[columns.size()];
        this.lastTexts = new String[columns.size()];
        this.lastBytes = new byte[columns.size()][];
        for (int i = 0; i < columns.size(); i++) {
            Method accessor = columns.get(i).accessor();
            Class<?> type = accessor.getReturnType();
            types[i] = type == double.class ? double.class : type.isPrimitive() ? long.class : Object.class;
            accessors[i] = MethodHandles.explicitCastArguments(
                    handle(accessor), MethodType.methodType(types[i], Record.class));
        }
    }

    private static MethodHandle handle(Method accessor) {
        try {
            return MethodHandles.privateLookupIn(accessor.getDeclaringClass(), MethodHandles.lookup())
                    .unreflect(accessor);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
    }

    /** Fills the row, whose columns are this reader's; returns how many texts had to be changed. */
    int read(Record from, Row to) {
        int cleaned = 0;
        try {
            for (int i = 0; i < accessors.length; i++) {
                if (types[i] == double.class) {
                    to.setNumber(i, finite(i, (double) accessors[i].invokeExact(from)));
                } else if (types[i] == long.class) {
                    to.setBits(i, (long) accessors[i].invokeExact(from));
                } else {
                    cleaned += set(i, (Object) accessors[i].invokeExact(from), to);
                }
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a record's accessor failed", e);
        }
        return cleaned;
    }

    private int set(int i, @Nullable Object value, Row to) {
        if (value == null) {
            if (!columns.get(i).isNullable()) {
                throw rejected(i, "a value", "null");
            }
            to.setNull(i);
            return 0;
        }
        switch (columns.get(i).type()) {
            case TEXT -> {
                return setText(i, (String) value, to);
            }
            case DOUBLE -> to.setNumber(i, finite(i, (Double) value));
            case BOOLEAN -> to.setBits(i, (Boolean) value ? 1 : 0);
            case DATE -> to.setBits(i, ((LocalDate) value).toEpochDay());
            case TIMESTAMP -> to.setBits(i, micros((Instant) value));
            case DECIMAL -> to.setBits(i, unscaled(i, (BigDecimal) value));
            case BIGINT, INTEGER -> to.setBits(i, ((Number) value).longValue());
        }
        return 0;
    }

    private int setText(int i, String value, Row to) {
        if (sameObject(value, lastTexts[i])) {
            to.setText(i, lastBytes[i]);
            return 0;
        }
        String clean = CleanText.clean(value);
        lastBytes[i] = clean.getBytes(StandardCharsets.UTF_8);
        to.setText(i, lastBytes[i]);
        boolean wasCleaned = !sameObject(clean, value);
        // A text that was changed is not remembered, so that each of its rows counts.
        lastTexts[i] = wasCleaned ? null : value;
        return wasCleaned ? 1 : 0;
    }

    @SuppressWarnings("ReferenceEquality") // comparing contents would cost what remembering the bytes saves
    private static boolean sameObject(String a, @Nullable String b) {
        return a == b;
    }

    /** Microseconds are rounded down, before 1970 too. */
    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    private double finite(int i, double value) {
        if (!Double.isFinite(value)) {
            throw rejected(i, "a number, or null for unknown", Double.toString(value));
        }
        return value + 0.0; // -0.0 becomes 0.0, so that equal numbers have equal bytes
    }

    private long unscaled(int i, BigDecimal value) {
        try {
            long unscaled =
                    value.setScale(6, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
            if (unscaled < DECIMAL_BOUND && unscaled > -DECIMAL_BOUND) {
                return unscaled;
            }
        } catch (ArithmeticException e) {
            throw rejected(i, "at most 18 digits, six of them decimals", value.toPlainString());
        }
        throw rejected(i, "at most 18 digits, six of them decimals", value.toPlainString());
    }

    private DataRejected rejected(int i, String expected, String got) {
        ColumnSpec column = columns.get(i);
        return new DataRejected(column.accessor().getDeclaringClass().getSimpleName() + ", column " + column.name()
                + ": expected " + expected + ", got " + got + "; correct the transform that made the row");
    }
}
