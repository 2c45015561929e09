package org.scewarehouse.etl.erasure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Erases in lines of JSON or of CSV; a line that names nobody passes byte by byte. A line of JSON is a record; one
 * that is longer than a megabyte, or no JSON, is taken as a text, in which only words are found.
 */
final class ErasingLines extends OutputStream {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_RECORD = 1 << 20;

    private final Erased erased;
    private final boolean isJson;
    private final OutputStream target;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean isInsideLongLine;

    ErasingLines(Erased erased, String format, OutputStream target) {
        this.erased = erased;
        this.isJson = format.equals("jsonl");
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int begin = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, begin, i + 1 - begin);
                begin = i + 1;
                end();
            }
        }
        line.write(bytes, begin, offset + length - begin);
        if (line.size() >= LONGEST_RECORD) {
            isInsideLongLine = true;
            cut();
        }
    }

    /** Passes a long line on up to its last quote: no identifier has one. */
    private void cut() throws IOException {
        byte[] held = line.toByteArray();
        int at = held.length;
        while (at > 0 && held[at - 1] != '"') {
            at--;
        }
        line.reset();
        line.write(held, 0, at == 0 ? held.length : at);
        text();
        line.write(held, at == 0 ? held.length : at, at == 0 ? 0 : held.length - at);
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        end();
        target.flush();
    }

    private void end() throws IOException {
        if (isJson && !isInsideLongLine) {
            record();
        } else {
            text();
        }
        isInsideLongLine = false;
    }

    private void text() throws IOException {
        byte[] before = line.toByteArray();
        String text = new String(before, StandardCharsets.UTF_8);
        String after = erased.text(text);
        target.write(after.equals(text) ? before : after.getBytes(StandardCharsets.UTF_8));
        line.reset();
    }

    private void record() throws IOException {
        byte[] before = line.toByteArray();
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), before)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    names.add(parser.currentName() == null ? "" : parser.currentName());
                    values.add(parser.getString());
                }
            }
        } catch (JacksonException e) {
            text(); // such as one line of an answer that goes over several
            return;
        }
        List<String> after = erased.record(names, values);
        if (after == values) {
            target.write(before);
        } else {
            rewrite(before, after);
        }
        line.reset();
    }

    private void rewrite(byte[] before, List<String> values) throws IOException {
        ByteArrayOutputStream after = new ByteArrayOutputStream(before.length);
        int next = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), before);
                JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), after)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    generator.writeString(values.get(next++));
                } else {
                    generator.copyCurrentEventExact(parser);
                }
            }
        }
        after.writeTo(target);
        if (before[before.length - 1] == '\n') {
            target.write('\n');
        }
    }
}
