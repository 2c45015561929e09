package org.scewarehouse.etl.source.answers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.scewarehouse.etl.json.PageRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a record that may reach raw; everything else is left out, whatever later servers add. */
public final class FieldList {

    private final Map<String, FieldList> fields = new LinkedHashMap<>();

    private FieldList() {}

    /**
     * Fields by name.
     *
     * @param names separated by blanks; fields of inner records, or of records in a list, by a dot
     */
    public static FieldList of(String names) {
        FieldList all = new FieldList();
        for (String name : names.split(" ")) {
            FieldList at = all;
            for (String step : name.split("\\.")) {
                at = at.fields.computeIfAbsent(step, key -> new FieldList());
            }
        }
        return all;
    }

    /** The record, changed, without what is not kept; a field kept whole is kept with all that is in it. */
    public ObjectNode keep(ObjectNode record) {
        record.retain(fields.keySet());
        fields.forEach((name, inner) -> {
            if (!inner.fields.isEmpty()) {
                inner.keepInside(record.path(name));
            }
        });
        return record;
    }

    /** Copies the record at whose begin the parser stands, less what is not kept; leaves it at the record's end. */
    public void copy(JsonParser in, JsonGenerator out) {
        out.writeStartObject();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            FieldList inner = fields.get(name);
            in.nextToken();
            if (inner == null) {
                in.skipChildren();
            } else {
                out.writeName(name);
                inner.copyInside(in, out);
            }
        }
        out.writeEndObject();
    }

    /** The record as a line without its end, less what is not kept. */
    public byte[] line(PageRecord record) {
        return LineBytes.of(line -> record.read(in -> copy(in, line)));
    }

    private void copyInside(JsonParser in, JsonGenerator out) {
        if (!fields.isEmpty() && in.currentToken() == JsonToken.START_OBJECT) {
            copy(in, out);
        } else if (!fields.isEmpty() && in.currentToken() == JsonToken.START_ARRAY) {
            out.writeStartArray();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                copyInside(in, out);
            }
            out.writeEndArray();
        } else {
            out.copyCurrentStructure(in);
        }
    }

    private void keepInside(JsonNode value) {
        if (value instanceof ObjectNode object) {
            keep(object);
        } else {
            value.forEach(this::keepInside);
        }
    }
}
