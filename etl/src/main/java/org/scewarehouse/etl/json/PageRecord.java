package org.scewarehouse.etl.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.json.JsonMapper;

/** A record of a page: the values that were picked of it and, where they show that it is wanted, all of it. */
public final class PageRecord {

    private static final JsonMapper JSON = new JsonMapper();

    private final byte[] page;
    private final int from;
    private final int to;
    private final @Nullable String[] picked;

    private PageRecord(byte[] page, int from, int to, @Nullable String[] picked) {
        this.page = page;
        this.from = from;
        this.to = to;
        this.picked = picked;
    }

    /**
     * The records of a page that is an array of records; the bytes are kept and must not change.
     *
     * @throws tools.jackson.core.JacksonException if the page is no JSON, or no array of records; by {@link JsonEnd}
     *     one that ends early can be told
     */
    public static List<PageRecord> list(byte[] page, FieldPicker fields) {
        List<PageRecord> records = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(page)) {
            require(parser, parser.nextToken(), JsonToken.START_ARRAY);
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                require(parser, next, JsonToken.START_OBJECT);
                int from = (int) parser.currentTokenLocation().getByteOffset();
                @Nullable String[] picked = fields.pick(parser);
                records.add(new PageRecord(
                        page, from, (int) parser.currentLocation().getByteOffset(), picked));
            }
            require(parser, parser.nextToken(), null);
        }
        return records;
    }

    /** A record that stands alone, of which nothing is picked; the bytes are kept and must not change. */
    public static PageRecord of(byte[] record) {
        return new PageRecord(record, 0, record.length, new String[0]);
    }

    private static void require(JsonParser parser, @Nullable JsonToken got, @Nullable JsonToken expected) {
        if (got == null && expected != null) {
            throw JsonEnd.atOnce(parser);
        }
        if (got != expected) {
            throw new StreamReadException(parser, "expected " + expected + " in a list of records, got " + got);
        }
    }

    /** A picked value, by the place of its name; empty for null and for a field that is absent. */
    public String text(int place) {
        String value = picked[place];
        return value == null ? "" : value;
    }

    /** Reads the record; the parser stands at its begin. */
    public void read(Consumer<JsonParser> reading) {
        try (JsonParser parser = JSON.createParser(page, from, to - from)) {
            parser.nextToken();
            reading.accept(parser);
        }
    }
}
