package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;

/** Reads Parquet files that others wrote, record by record: columns of single values, whatever writer and codec. */
public final class ParquetRecords {

    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;

    private ParquetRecords() {}

    /**
     * Gives all records on, each as its values by column in the file's order: {@link String}, {@link Long},
     * {@link Double}, {@link Boolean}, {@link Instant} or {@link LocalDate}. A null value is not in the map, nor is a
     * column that the file does not have.
     *
     * @param wanted columns to be read; others are not
     * @param required columns without which the file is not as documented
     * @throws SourceChanged where it is not, naming the file
     * @throws UncheckedIOException where the store fails
     */
    public static void read(
            ObjectStore store,
            String key,
            Set<String> wanted,
            Set<String> required,
            Consumer<Map<String, Object>> taker) {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ForeignCodecs())
                .withUseHadoopVectoredIo(false)
                .build();
        try (SeekableSource source = store.openSeekable(key);
                ParquetFileReader file = open(key, source, options)) {
            MessageType all = file.getFileMetaData().getSchema();
            for (String column : new TreeSet<>(required)) {
                if (!all.containsField(column)) {
                    throw new SourceChanged(key + ": expected a column " + column + ", got " + names(all));
                }
            }
            List<Type> columns = all.getFields().stream()
                    .filter(column -> wanted.contains(column.getName()))
                    .toList();
            checkSingle(key, columns);
            read(file, new MessageType(all.getName(), columns), taker);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + key, e);
        } catch (ParquetRuntimeException e) {
            throw notParquet(key, e);
        }
    }

    private static ParquetFileReader open(String key, SeekableSource source, ParquetReadOptions options)
            throws IOException {
        try {
            return ParquetFileReader.open(new ParquetInput(source), options);
        } catch (UncheckedIOException | StoreRefused e) {
            throw e;
        } catch (RuntimeException e) { // what Parquet throws where it finds no footer
            throw notParquet(key, e);
        }
    }

    private static SourceChanged notParquet(String key, RuntimeException e) {
        return new SourceChanged(key + ": expected a Parquet file, got one that cannot be read: " + e.getMessage(), e);
    }

    private static List<String> names(MessageType schema) {
        return schema.getFields().stream().map(Type::getName).toList();
    }

    private static void checkSingle(String key, List<Type> columns) {
        for (Type column : columns) {
            if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
                throw new SourceChanged(key + ": expected single values in column " + column.getName() + ", got "
                        + column.toString().replaceAll("\\s+", " "));
            }
        }
    }

    private static void read(ParquetFileReader file, MessageType requested, Consumer<Map<String, Object>> taker)
            throws IOException {
        file.setRequestedSchema(requested);
        ColumnIOFactory columns = new ColumnIOFactory(file.getFileMetaData().getCreatedBy());
        for (PageReadStore pages = file.readNextRowGroup(); pages != null; pages = file.readNextRowGroup()) {
            RecordReader<Group> records =
                    columns.getColumnIO(requested).getRecordReader(pages, new GroupRecordConverter(requested));
            for (long row = 0; row < pages.getRowCount(); row++) {
                taker.accept(record(requested.getFields(), records.read()));
            }
        }
    }

    private static Map<String, Object> record(List<Type> columns, Group row) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (row.getFieldRepetitionCount(i) > 0) {
                record.put(columns.get(i).getName(), value(columns.get(i), row, i));
            }
        }
        return record;
    }

    private static Object value(Type column, Group row, int i) {
        LogicalTypeAnnotation meaning = column.getLogicalTypeAnnotation();
        return switch (column.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> row.getBoolean(i, 0);
            case DOUBLE -> row.getDouble(i, 0);
            case FLOAT -> (double) row.getFloat(i, 0);
            case INT32 ->
                meaning instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation
                        ? LocalDate.ofEpochDay(row.getInteger(i, 0))
                        : (Object) (long) row.getInteger(i, 0);
            case INT64 ->
                meaning instanceof TimestampLogicalTypeAnnotation timestamp
                        ? instant(timestamp.getUnit(), row.getLong(i, 0))
                        : (Object) row.getLong(i, 0);
            case INT96 -> {
                NanoTime time = NanoTime.fromBinary(row.getInt96(i, 0));
                yield Instant.ofEpochSecond(
                        TimeUnit.DAYS.toSeconds((long) time.getJulianDay() - JULIAN_DAY_OF_EPOCH),
                        time.getTimeOfDayNanos());
            }
            case BINARY -> row.getBinary(i, 0).toStringUsingUTF8();
            case FIXED_LEN_BYTE_ARRAY -> bytes(meaning, row.getBinary(i, 0).toByteBuffer());
        };
    }

    /** A UUID as it is usually written, other bytes in hexadecimal digits. */
    private static String bytes(@Nullable LogicalTypeAnnotation meaning, ByteBuffer bytes) {
        if (meaning instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation) {
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        }
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return HexFormat.of().formatHex(array);
    }

    private static Instant instant(LogicalTypeAnnotation.TimeUnit unit, long value) {
        return switch (unit) {
            case MILLIS -> Instant.ofEpochMilli(value);
            case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            case NANOS -> Instant.ofEpochSecond(0, value);
        };
    }
}
