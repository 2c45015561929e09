package org.scewarehouse.model;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * A Tableau data source: one fact with its dimensions, related as the foreign keys say, every column with caption,
 * role and description. Made of the declarations, so that it cannot say otherwise than the warehouse. Tables are named,
 * so it does not matter whether Tableau lists partitioned ones. That Tableau opens the file was never tried.
 */
final class TableauDataSource {
    private static final String CONNECTION = "postgres.sce";

    /** Ends what an impatient drag of a field begins. Runs at connect; a server may have switched it off. */
    private static final String INITIAL_SQL = "set statement_timeout = '120s'; set application_name = 'tableau'";

    private final TableSpec<?> fact;
    private final List<TableSpec<?>> tables = new ArrayList<>();
    private final StringWriter text = new StringWriter();
    private final XmlLines xml;

    private TableauDataSource(TableSpec<?> fact) throws XMLStreamException {
        this.fact = fact;
        this.xml = new XmlLines(XMLOutputFactory.newFactory().createXMLStreamWriter(text));
        tables.add(fact);
        for (ColumnSpec column : fact.columns()) {
            if (!column.references().isEmpty()) {
                tables.add(Warehouse.table(column.references()));
            }
        }
    }

    /** The file's text; a fact that refers to one dimension twice is refused, since its roles would need names. */
    static String of(TableSpec<?> fact) {
        try {
            TableauDataSource source = new TableauDataSource(fact);
            if (source.tables.stream().distinct().count() < source.tables.size()) {
                throw new IllegalArgumentException(fact.name() + " refers to one dimension twice");
            }
            source.write();
            return source.text + "\n";
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write() throws XMLStreamException {
        xml.begin();
        xml.open("datasource", "formatted-name", "federated.sce." + fact.name(), "inline", "true", "version", "18.1");
        xml.open("connection", "class", "federated");
        xml.open("named-connections");
        xml.open("named-connection", "caption", "SCE Warehouse", "name", CONNECTION);
        xml.empty(
                "connection",
                "authentication",
                "username-password",
                "class",
                "postgres",
                "dbname",
                "sce",
                "one-time-sql",
                INITIAL_SQL,
                "port",
                "5432",
                "server",
                "localhost",
                "username",
                "");
        xml.close();
        xml.close();
        xml.open("relation", "type", "collection");
        for (TableSpec<?> table : tables) {
            relation(table);
        }
        xml.close();
        map();
        records();
        xml.close();
        xml.empty("aliases", "enabled", "yes");
        columns();
        xml.empty("layout", "dim-ordering", "alphabetic", "measure-ordering", "alphabetic", "show-structure", "true");
        graph();
        xml.close();
        xml.end();
    }

    private void relation(TableSpec<?> table) throws XMLStreamException {
        xml.empty(
                "relation",
                "connection",
                CONNECTION,
                "name",
                table.name(),
                "table",
                "[" + table.schema() + "].[" + table.name() + "]",
                "type",
                "table");
    }

    private void map() throws XMLStreamException {
        xml.open("cols");
        for (TableSpec<?> table : tables) {
            for (ColumnSpec column : table.columns()) {
                xml.empty(
                        "map", "key", local(table, column), "value", "[" + table.name() + "].[" + column.name() + "]");
            }
        }
        xml.close();
    }

    private void records() throws XMLStreamException {
        xml.open("metadata-records");
        int ordinal = 0;
        for (TableSpec<?> table : tables) {
            for (ColumnSpec column : table.columns()) {
                TableauType type = TableauType.of(column);
                xml.open("metadata-record", "class", "column");
                xml.element("remote-name", column.name());
                xml.element("remote-type", String.valueOf(type.remote()));
                xml.element("local-name", local(table, column));
                xml.element("parent-name", "[" + table.name() + "]");
                xml.element("remote-alias", column.name());
                xml.element("ordinal", String.valueOf(++ordinal));
                xml.element("local-type", type.local());
                xml.element("aggregation", type.aggregation());
                xml.element("contains-null", String.valueOf(column.isNullable()));
                xml.element("object-id", "[" + objectId(table) + "]");
                xml.close();
            }
        }
        xml.close();
    }

    private void columns() throws XMLStreamException {
        for (TableSpec<?> table : tables) {
            for (ColumnSpec column : table.columns()) {
                TableauType type = TableauType.of(column);
                xml.open(
                        "column",
                        "aggregation",
                        type.aggregation(),
                        "caption",
                        caption(table, column),
                        "datatype",
                        type.local(),
                        "name",
                        local(table, column),
                        "role",
                        type.role(),
                        "type",
                        type.scale());
                xml.open("desc");
                xml.open("formatted-text");
                xml.element("run", column.comment());
                xml.close();
                xml.close();
                xml.close();
            }
        }
        for (TableSpec<?> table : tables) {
            xml.empty(
                    "column",
                    "caption",
                    table.name(),
                    "datatype",
                    "table",
                    "name",
                    "[__tableau_internal_object_id__].[" + objectId(table) + "]",
                    "role",
                    "measure",
                    "type",
                    "quantitative");
        }
    }

    private void graph() throws XMLStreamException {
        xml.open("object-graph");
        xml.open("objects");
        for (TableSpec<?> table : tables) {
            xml.open("object", "caption", table.name(), "id", objectId(table));
            xml.open("properties", "context", "");
            relation(table);
            xml.close();
            xml.close();
        }
        xml.close();
        xml.open("relationships");
        for (ColumnSpec column : fact.columns()) {
            if (!column.references().isEmpty()) {
                TableSpec<?> dimension = Warehouse.table(column.references());
                ColumnSpec key = dimension.column(dimension.key().get(0));
                xml.open("relationship");
                xml.open("expression", "op", "=");
                xml.empty("expression", "op", local(fact, column));
                xml.empty("expression", "op", local(dimension, key));
                xml.close();
                xml.empty("first-end-point", "object-id", objectId(fact));
                xml.empty("second-end-point", "object-id", objectId(dimension), "unique-key", "true");
                xml.close();
            }
        }
        xml.close();
        xml.close();
    }

    /** Unique in the data source: a dimension's column bears its table's name where another has the same. */
    private String local(TableSpec<?> table, ColumnSpec column) {
        long same = tables.stream()
                .filter(other -> other.columns().stream().anyMatch(c -> c.name().equals(column.name())))
                .count();
        boolean isBare = same == 1 || table.equals(fact);
        return isBare ? "[" + column.name() + "]" : "[" + column.name() + " (" + table.name() + ")]";
    }

    private String caption(TableSpec<?> table, ColumnSpec column) {
        String words = local(table, column)
                .replaceAll("[\\[\\]]", "")
                .replace('_', ' ')
                .replace("(dim ", "(");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String objectId(TableSpec<?> table) {
        String hash = UUID.nameUUIDFromBytes(table.qualifiedName().getBytes(StandardCharsets.UTF_8))
                .toString();
        return table.name() + "_" + hash.replace("-", "").toUpperCase(Locale.ROOT);
    }
}
