package org.scewarehouse.etl.star;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A comma-separated file with a header line: fields may stand in double quotes, two of which mean one; lines end with
 * LF or CRLF; blank lines and lines that begin with {@code #} are left out.
 */
final class CsvFile {

    /** The columns of a file in any order: those it has to have, and those it may have. */
    record Columns(List<String> required, List<String> optional) {

        static Columns of(String... required) {
            return new Columns(List.of(required), List.of());
        }

        Columns orAlso(String... more) {
            return new Columns(required, List.of(more));
        }

        private boolean fit(List<String> header) {
            Set<String> given = new HashSet<>(header);
            return given.size() == header.size()
                    && given.containsAll(required)
                    && header.stream().allMatch(name -> required.contains(name) || optional.contains(name));
        }

        @Override
        public String toString() {
            String all = String.join(",", required);
            return optional.isEmpty() ? all : all + " and if wanted " + String.join(",", optional);
        }
    }

    /** One record and the number of the line it begins on. */
    record Line(int number, List<String> fields) {}

    private final String text;
    private int position;
    private int line = 1;

    private CsvFile(String text) {
        this.text = text;
    }

    /** The rows of a file below its header; what is wrong is added to the faults, and such rows are left out. */
    static List<CsvRow> rows(String name, byte[] content, Columns columns, List<String> faults) {
        List<Line> lines;
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            lines = new CsvFile(decoded.startsWith("\ufeff") ? decoded.substring(1) : decoded).lines(name, faults);
        } catch (CharacterCodingException e) {
            faults.add(name + ":1: expected UTF-8 text");
            return List.of();
        }
        if (lines.isEmpty()) {
            faults.add(name + ":1: expected the header " + columns + ", got an empty file");
            return List.of();
        }
        List<String> header = lines.get(0).fields();
        if (!columns.fit(header)) {
            faults.add(name + ":" + lines.get(0).number() + ": expected the columns " + columns + ", got "
                    + String.join(",", header));
            return List.of();
        }
        List<CsvRow> rows = new ArrayList<>();
        for (Line line : lines.subList(1, lines.size())) {
            if (line.fields().size() == header.size()) {
                rows.add(new CsvRow(name, line.number(), header, line.fields(), faults));
            } else {
                faults.add(name + ":" + line.number() + ": expected " + header.size() + " fields, got "
                        + line.fields().size());
            }
        }
        return rows;
    }

    private List<Line> lines(String name, List<String> faults) {
        List<Line> lines = new ArrayList<>();
        while (position < text.length()) {
            int number = line;
            boolean isComment = text.charAt(position) == '#';
            List<String> fields = record(isComment);
            if (fields == null) {
                faults.add(name + ":" + number + ": a quote is never closed, or text follows a closed one");
                return lines;
            }
            if (!isComment && !fields.equals(List.of(""))) {
                lines.add(new Line(number, fields));
            }
        }
        return lines;
    }

    /** The fields up to the end of the record; null where its quotes are wrong. */
    private @org.jspecify.annotations.Nullable List<String> record(boolean isComment) {
        List<String> fields = new ArrayList<>();
        while (true) {
            boolean isQuoted = !isComment && position < text.length() && text.charAt(position) == '"';
            StringBuilder field = new StringBuilder();
            if (isQuoted && !quoted(field)) {
                return null;
            }
            while (position < text.length() && ",\n".indexOf(text.charAt(position)) < 0) {
                field.append(text.charAt(position++));
            }
            fields.add(field.toString().strip());
            boolean isEnd = position >= text.length() || text.charAt(position) == '\n';
            position++;
            if (isEnd) {
                line++;
                return fields;
            }
        }
    }

    /** Reads a quoted field; false where it is not closed, or not followed by the end of the field. */
    private boolean quoted(StringBuilder field) {
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c != '"') {
                line += c == '\n' ? 1 : 0;
                field.append(c);
            } else if (position < text.length() && text.charAt(position) == '"') {
                field.append(text.charAt(position++));
            } else {
                return position >= text.length() || ",\r\n".indexOf(text.charAt(position)) >= 0;
            }
        }
        return false;
    }
}
