package org.scewarehouse.etl.source.prometheus.wire;

import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.SourceChanged;

/**
 * A remote-read request for raw samples.
 *
 * @param matchers all of them must hold
 * @param fromMillis first millisecond asked for
 * @param toMillis first millisecond not asked for
 * @param accepted forms of the answer that the client understands, the one it prefers first
 */
public record ReadRequest(List<Matcher> matchers, long fromMillis, long toMillis, List<Form> accepted) {

    /** Forms of an answer, in the order of their numbers on the wire. */
    public enum Form {
        /** One compressed message that holds every sample. */
        SAMPLES,
        /** A stream of frames with compressed chunks. */
        STREAMED_XOR_CHUNKS
    }

    /** The message, before compression. */
    public byte[] encode() {
        ProtoWriter query = new ProtoWriter().number(1, fromMillis).number(2, toMillis - 1);
        for (Matcher matcher : matchers) {
            query.message(
                    3,
                    new ProtoWriter()
                            .number(1, matcher.operator().ordinal())
                            .text(2, matcher.label())
                            .text(3, matcher.value()));
        }
        ProtoWriter request = new ProtoWriter().message(1, query);
        accepted.forEach(form -> request.number(2, form.ordinal()));
        return request.toBytes();
    }

    /**
     * Reads a message of one query, as a server does.
     *
     * @throws SourceChanged if it is malformed
     */
    public static ReadRequest decode(byte[] bytes) {
        List<Matcher> matchers = new ArrayList<>();
        List<Form> accepted = new ArrayList<>();
        long from = 0;
        long to = 0;
        ProtoReader request = new ProtoReader(bytes, 0, bytes.length);
        while (request.next()) {
            if (request.tag() == ProtoReader.tag(1, ProtoReader.BYTES)) {
                ProtoReader query = request.message();
                while (query.next()) {
                    switch (query.tag() >>> 3) {
                        case 1 -> from = query.varint();
                        case 2 -> to = query.varint() + 1;
                        case 3 -> matchers.add(matcher(query.message()));
                        default -> query.skip();
                    }
                }
            } else if (request.tag() == ProtoReader.tag(2, ProtoReader.VARINT)) {
                accepted.add(form((int) request.varint()));
            } else if (request.tag() == ProtoReader.tag(2, ProtoReader.BYTES)) { // packed
                ProtoReader packed = request.message();
                while (!packed.isAtEnd()) {
                    accepted.add(form((int) packed.varint()));
                }
            } else {
                request.skip();
            }
        }
        return new ReadRequest(matchers, from, to, accepted);
    }

    private static Form form(int number) {
        if (number < 0 || number >= Form.values().length) {
            throw new SourceChanged("remote-read request: expected response type 0 or 1, got " + number);
        }
        return Form.values()[number];
    }

    private static Matcher matcher(ProtoReader in) {
        int operator = 0;
        String label = "";
        String value = "";
        while (in.next()) {
            switch (in.tag() >>> 3) {
                case 1 -> operator = (int) in.varint();
                case 2 -> label = in.text();
                case 3 -> value = in.text();
                default -> in.skip();
            }
        }
        return new Matcher(Matcher.Operator.values()[operator], label, value);
    }
}
