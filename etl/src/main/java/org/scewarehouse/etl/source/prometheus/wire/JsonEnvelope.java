package org.scewarehouse.etl.source.prometheus.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.SourceChanged;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands around the result of a JSON answer. It is picked out while the answer passes by, since warnings come
 * after a result that may be longer than memory.
 *
 * @param status {@code success} or {@code error}
 * @param resultType such as {@code matrix}; empty if there is no result
 * @param series number of series in the result
 * @param warnings what the server warns of: with any, the result is not complete
 * @param errorType kind of the error, such as {@code execution}; empty if there is none
 * @param error its text
 */
public record JsonEnvelope(
        String status, String resultType, long series, List<String> warnings, String errorType, String error) {

    /** Bytes that may stand around a result. */
    private static final int LONGEST = 4 << 20;

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /**
     * Passes one answer on and picks out the envelope. Line breaks between values, which mean nothing, become blanks,
     * so that the answer is one line.
     */
    public static final class Stream extends FilterInputStream {
        private final ProtoWriter kept = new ProtoWriter();
        private final byte[] one = new byte[1];
        private int depth;
        private boolean isText;
        private boolean isEscaped;
        private boolean isList;
        private long series;

        /** Around the body of an answer. */
        public Stream(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] next = new byte[1];
            return read(next, 0, 1) < 0 ? -1 : next[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            if (count > 0) {
                scan(target, offset, offset + count);
            }
            return count;
        }

        /**
         * The envelope, after the stream has been read to its end.
         *
         * @throws SourceChanged if it was not one whole JSON object
         */
        public JsonEnvelope envelope() {
            String text = new String(kept.toBytes(), StandardCharsets.UTF_8);
            try {
                JsonNode root = MAPPER.readTree(text);
                if (!root.isObject()) {
                    throw new SourceChanged("JSON answer: expected an object, got '" + cut(text) + "'");
                }
                List<String> warnings = new ArrayList<>();
                root.path("warnings").forEach(warning -> warnings.add(warning.asString()));
                return new JsonEnvelope(
                        root.path("status").asString(""),
                        root.path("data").path("resultType").asString(""),
                        series,
                        List.copyOf(warnings),
                        root.path("errorType").asString(""),
                        root.path("error").asString(""));
            } catch (JacksonException e) {
                throw new SourceChanged("JSON answer: expected a whole object, got '" + cut(text) + "'", e);
            }
        }

        private static String cut(String text) {
            return text.length() > 200 ? text.substring(0, 200) + "..." : text;
        }

        /** Leaves out everything three levels down, which is the result, and keeps the rest. */
        private void scan(byte[] buffer, int from, int to) {
            for (int i = from; i < to; i++) {
                byte c = buffer[i];
                boolean isKept = depth <= 2;
                if (isText) {
                    if (isEscaped) {
                        isEscaped = false;
                    } else if (c == '\\') {
                        isEscaped = true;
                    } else if (c == '"') {
                        isText = false;
                    }
                } else if (c == '"') {
                    isText = true;
                } else if (c == '{' || c == '[') {
                    open(c);
                } else if (c == '}' || c == ']') {
                    depth--;
                    isKept = depth <= 2;
                } else if (c == '\n' || c == '\r') {
                    buffer[i] = ' ';
                }
                if (isKept) {
                    keep(c);
                }
            }
        }

        private void open(byte c) {
            if (depth == 2) {
                isList = c == '[';
            } else if (depth == 3 && isList && c == '{') {
                series++;
            }
            depth++;
        }

        private void keep(byte c) {
            if (kept.length() == LONGEST) {
                throw new SourceChanged(
                        "JSON answer: expected at most " + LONGEST + " bytes around the result, got more");
            }
            one[0] = c;
            kept.raw(one, 0, 1);
        }
    }
}
