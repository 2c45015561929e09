package org.scewarehouse.etl;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** A fact with a column of every type, with and without null. */
@Table(
        grain = "one sample",
        key = {"day", "sample_key", "taken_at"},
        kind = Table.Kind.FACT)
public record FactSample(
        @Column("Day") LocalDate day,
        @Column("Key") long sampleKey,

        @Column(value = "Resolved by the loader", resolvedByLoader = true)
        long userKey,

        @Column("Instant") Instant takenAt,
        @Column("Source") String source,
        @Column("Text") @Nullable String note,
        @Column(value = "Long", measure = true) @Nullable Long readBytes,
        @Column("Integer") int runCount,
        @Column("Nullable integer") @Nullable Integer exitCode,
        @Column(value = "Double", measure = true) double cpuSeconds,

        @Column(value = "Nullable double", measure = true) @Nullable
        Double gpuSeconds,

        @Column("Boolean") boolean isActive,
        @Column("Nullable boolean") @Nullable Boolean isKnown,
        @Column("Date") LocalDate seenDate,
        @Column("Nullable date") @Nullable LocalDate leftOn,
        @Column("Nullable instant") @Nullable Instant endedAt,
        @Column("Decimal") BigDecimal amountUsd,

        @Column(value = "Nullable decimal", measure = true) @Nullable
        BigDecimal taxUsd) {

    public static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    /** All columns known. */
    public static FactSample full(long key) {
        return new FactSample(
                DAY,
                key,
                7,
                Instant.parse("2026-03-01T10:00:00.123456Z").plusSeconds(key % 10),
                "test",
                "größer 🚀 than " + key % 100,
                key * 1_000,
                (int) (key % 50),
                -1,
                key / 3.0,
                key * 1e-9,
                key % 2 == 0,
                true,
                LocalDate.of(2026, 2, 28),
                LocalDate.of(1969, 12, 31),
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                new BigDecimal("123456789012.345678"),
                new BigDecimal("-0.000001"));
    }

    /** Nothing known that can be unknown. */
    public static FactSample sparse(long key) {
        return new FactSample(
                DAY,
                key,
                7,
                Instant.EPOCH,
                "test",
                null,
                null,
                0,
                null,
                0.0,
                null,
                false,
                null,
                LocalDate.EPOCH,
                null,
                null,
                BigDecimal.ZERO,
                null);
    }

    /** The first one with another note. */
    public FactSample withNote(@Nullable String newNote) {
        return new FactSample(
                day,
                sampleKey,
                userKey,
                takenAt,
                source,
                newNote,
                readBytes,
                runCount,
                exitCode,
                cpuSeconds,
                gpuSeconds,
                isActive,
                isKnown,
                seenDate,
                leftOn,
                endedAt,
                amountUsd,
                taxUsd);
    }

    /** The first one with another decimal and double. */
    public FactSample withNumbers(BigDecimal newAmount, double newSeconds) {
        return new FactSample(
                day,
                sampleKey,
                userKey,
                takenAt,
                source,
                note,
                readBytes,
                runCount,
                exitCode,
                newSeconds,
                gpuSeconds,
                isActive,
                isKnown,
                seenDate,
                leftOn,
                endedAt,
                newAmount,
                taxUsd);
    }
}
