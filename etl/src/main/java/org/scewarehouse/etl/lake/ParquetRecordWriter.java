package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes Parquet files as others do, with Snappy: what stand-ins of other systems need. */
public final class ParquetRecordWriter {

    private ParquetRecordWriter() {}

    /**
     * Writes a file.
     *
     * @param schema in the notation of Parquet, such as {@code message m { optional int64 visits; }}
     * @param records values by column: text, {@link Long} (also for times, in the column's unit), {@link Double} or
     *     {@link Boolean}; what is not in the map is null
     */
    public static void write(ObjectStore store, String key, String schema, Iterable<Map<String, Object>> records) {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        SimpleGroupFactory rows = new SimpleGroupFactory(type);
        try (NewObject object = store.create(key)) {
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new ParquetOutput(object))
                    .withType(type)
                    .withConf(new PlainParquetConfiguration())
                    .withCodecFactory(new ForeignCodecs())
                    .withCompressionCodec(CompressionCodecName.SNAPPY)
                    .build()) {
                for (Map<String, Object> record : records) {
                    writer.write(row(rows.newGroup(), record));
                }
            }
            object.commit();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + key, e);
        }
    }

    private static Group row(Group row, Map<String, Object> record) {
        record.forEach((name, value) -> {
            if (value instanceof Long number) {
                row.append(name, number);
            } else if (value instanceof Double number) {
                row.append(name, number);
            } else if (value instanceof Boolean truth) {
                row.append(name, truth);
            } else {
                row.append(name, value.toString());
            }
        });
        return row;
    }
}
