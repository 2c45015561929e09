package org.scewarehouse.etl.lake;

import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.schema.MessageType;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.TableSpec;

/**
 * A table's curated columns as an Avro schema, with the columns' meanings, and the Parquet schema that Avro makes of
 * it: so that every reader of Parquet and every reader of Avro in Parquet understands the file.
 */
final class TableSchema {

    /** Where readers of Avro look for the schema in a file. */
    static final String METADATA_KEY = "parquet.avro.schema";

    private static final int DECIMAL_PRECISION = 18;
    private static final int DECIMAL_SCALE = 6;

    private TableSchema() {}

    /** The Avro schema: one field per curated column, a union with null where null is allowed. */
    static Schema avro(TableSpec<?> table) {
        Schema decimal = LogicalTypes.decimal(DECIMAL_PRECISION, DECIMAL_SCALE)
                .addToSchema(SchemaBuilder.fixed("decimal_18_6").size(Long.BYTES));
        List<Schema.Field> fields = table.curatedColumns().stream()
                .map(column -> field(column, decimal))
                .toList();
        return Schema.createRecord(table.name(), table.comment(), "org.scewarehouse." + table.schema(), false, fields);
    }

    /** The Parquet schema. */
    static MessageType parquet(TableSpec<?> table) {
        return new AvroSchemaConverter(new PlainParquetConfiguration()).convert(avro(table));
    }

    private static Schema.Field field(ColumnSpec column, Schema decimal) {
        Schema type = switch (column.type()) {
            case BIGINT -> Schema.create(Schema.Type.LONG);
            case INTEGER -> Schema.create(Schema.Type.INT);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case TEXT -> Schema.create(Schema.Type.STRING);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIMESTAMP -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case DECIMAL -> decimal;
        };
        if (column.isNullable()) {
            return new Schema.Field(
                    column.name(),
                    Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                    column.comment(),
                    Schema.Field.NULL_DEFAULT_VALUE);
        }
        return new Schema.Field(column.name(), type, column.comment());
    }
}
