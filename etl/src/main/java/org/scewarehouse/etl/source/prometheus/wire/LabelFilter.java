package org.scewarehouse.etl.source.prometheus.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.scewarehouse.etl.SourceChanged;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;

/** Rewrites answers without labels that must not be kept, and counts what it leaves out. */
public final class LabelFilter {

    private static final int LABELS = ProtoReader.tag(1, ProtoReader.BYTES);
    private static final int MESSAGE = ProtoReader.tag(1, ProtoReader.BYTES);

    private final Predicate<String> isKept;
    private final Map<String, Long> dropped = new TreeMap<>();

    /** Keeps the labels whose name the predicate accepts. */
    public LabelFilter(Predicate<String> isKept) {
        this.isKept = isKept;
    }

    /** How often each label was left out, by name. */
    public Map<String, Long> dropped() {
        return Collections.unmodifiableMap(dropped);
    }

    /** The reader's current frame, rewritten. */
    public byte[] frame(FrameReader frames) {
        ProtoReader in = new ProtoReader(frames.buffer(), frames.offset(), frames.length());
        return FrameReader.frame(list(in, this::series).toBytes());
    }

    byte[] samples(byte[] message) {
        return list(new ProtoReader(message, 0, message.length), result -> list(result, this::series))
                .toBytes();
    }

    /** Writes a message anew. */
    interface Rewriting {
        ProtoWriter rewrite(ProtoReader in);
    }

    /** Rewrites every message in field 1 and keeps the other fields. */
    static ProtoWriter list(ProtoReader in, Rewriting rewriting) {
        ProtoWriter out = new ProtoWriter();
        while (in.next()) {
            if (in.tag() == MESSAGE) {
                out.message(1, rewriting.rewrite(in.message()));
            } else {
                copyField(in, out);
            }
        }
        return out;
    }

    private ProtoWriter series(ProtoReader in) {
        ProtoWriter out = new ProtoWriter();
        while (in.next()) {
            if (in.tag() == LABELS) {
                int length = in.skipBytes();
                int start = in.position() - length;
                if (isKept(name(new ProtoReader(in.bytes(), start, length)))) {
                    out.bytes(1, in.bytes(), start, length);
                }
            } else {
                copyField(in, out);
            }
        }
        return out;
    }

    private static String name(ProtoReader label) {
        String name = "";
        while (label.next()) {
            if (label.tag() == ProtoReader.tag(1, ProtoReader.BYTES)) {
                name = label.text();
            } else {
                label.skip();
            }
        }
        return name;
    }

    static void copyField(ProtoReader in, ProtoWriter out) {
        int start = in.position();
        in.skip();
        out.varint(in.tag()).raw(in.bytes(), start, in.position() - start);
    }

    private boolean isKept(String name) {
        boolean kept = isKept.test(name);
        if (!kept) {
            dropped.merge(name, 1L, Long::sum);
        }
        return kept;
    }

    /**
     * Rewrites a JSON answer.
     *
     * @throws SourceChanged if it is not JSON
     * @throws IOException if it cannot be kept
     */
    public void json(InputStream in, OutputStream out) throws IOException {
        try (JsonParser parser = JsonMatrixReader.JSON.createParser(ObjectReadContext.empty(), in);
                JsonGenerator generator = JsonMatrixReader.JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            int metricDepth = -1;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                metricDepth = depth < metricDepth ? -1 : metricDepth;
                if (token == JsonToken.PROPERTY_NAME && depth == metricDepth && !isKept(parser.currentName())) {
                    parser.nextToken();
                    parser.skipChildren();
                } else if (token == JsonToken.PROPERTY_NAME
                        && parser.currentName().equals("metric")
                        && depth == 4) {
                    metricDepth = depth + 1;
                    generator.writeName("metric");
                } else if (token == JsonToken.VALUE_STRING) {
                    generator.writeString(Labels.unicode(parser.getString()));
                } else {
                    generator.copyCurrentEventExact(parser);
                }
            }
        } catch (JacksonIOException e) {
            throw new IOException(e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            throw new SourceChanged("JSON answer: expected JSON, got " + e.getOriginalMessage(), e);
        }
    }
}
