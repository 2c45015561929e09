package org.scewarehouse.etl.source.hr;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file, one at a time: RFC 4180, lines that end with CRLF, LF or CR, any delimiter. A byte order
 * mark and empty lines are passed over.
 */
final class CsvRecords {

    /** A field that goes on for longer is a quote that was never closed. */
    private static final int FIELD_CHARS_MAX = 1 << 16;

    private static final int END = -1;

    private final Reader input;
    private final char delimiter;
    private final char[] buffer = new char[1 << 15];
    private final StringBuilder field = new StringBuilder();
    private int position;
    private int limit;
    private long line = 1;
    private long recordLine = 1;

    CsvRecords(Reader input, char delimiter) {
        this.input = input;
        this.delimiter = delimiter;
    }

    /** The file is no CSV; the message says what was expected and got on which line, without what stands there. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        Malformed(long line, String message) {
            super("line " + line + ": " + message);
        }
    }

    /** Line on which the last record begins, from 1. */
    long line() {
        return recordLine;
    }

    /** The next record's fields as they are written; null at the end. */
    @Nullable
    List<String> next() throws IOException, Malformed {
        if (line == 1 && limit == 0 && peek() == '\ufeff') {
            position++;
        }
        while (peek() != END) {
            recordLine = line;
            List<String> fields = fields();
            if (fields.size() > 1 || !fields.get(0).isEmpty()) {
                return fields;
            }
        }
        return null;
    }

    private List<String> fields() throws IOException, Malformed {
        List<String> fields = new ArrayList<>();
        while (true) {
            field.setLength(0);
            if (peek() == '"') {
                quoted();
            } else {
                plain();
            }
            fields.add(field.toString());
            int end = take();
            if (end != delimiter) {
                lineEnd(end);
                return fields;
            }
        }
    }

    private void plain() throws IOException, Malformed {
        for (int c = peek(); c != delimiter && !isLineEnd(c); c = peek()) {
            append(c);
        }
    }

    private void quoted() throws IOException, Malformed {
        position++;
        while (true) {
            int c = peek();
            if (c == END) {
                throw new Malformed(
                        recordLine,
                        "expected the end of a quoted field, got the end of the file: it is cut short, or a quote"
                                + " within a field is not doubled");
            }
            if (c != '"') {
                append(c);
                if (c == '\r' || c == '\n') {
                    lineEnd(c);
                }
                continue;
            }
            position++;
            int after = peek();
            if (after == '"') {
                append(after);
            } else if (after == delimiter || isLineEnd(after)) {
                return;
            } else {
                throw new Malformed(
                        line, "expected a delimiter after a quoted field, got more text; a quote within it is doubled");
            }
        }
    }

    private void append(int c) throws Malformed {
        if (field.length() == FIELD_CHARS_MAX) {
            throw new Malformed(recordLine, "expected a field, got one of over 64 KB; a quote may not be closed");
        }
        if (c == 0) {
            throw new Malformed(line, "expected text, got a NUL; the file may be written in another encoding");
        }
        field.append((char) c);
        position++;
    }

    /** Counts the line that this character, already taken or kept, ends; of CRLF only its second one. */
    private void lineEnd(int c) throws IOException, Malformed {
        if (c == '\r' && peek() == '\n') {
            if (field.length() > 0 && field.charAt(field.length() - 1) == '\r') {
                return; // within quotes: the LF follows and is counted then
            }
            position++;
        }
        line += c == END ? 0 : 1;
    }

    private static boolean isLineEnd(int c) {
        return c == '\r' || c == '\n' || c == END;
    }

    private int take() throws IOException, Malformed {
        int c = peek();
        position += c == END ? 0 : 1;
        return c;
    }

    private int peek() throws IOException, Malformed {
        if (position == limit) {
            try {
                limit = Math.max(input.read(buffer, 0, buffer.length), 0);
            } catch (CharacterCodingException e) {
                throw new Malformed(line, "expected text of the set encoding, got bytes that are none");
            }
            position = 0;
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position];
    }
}
