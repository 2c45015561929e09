package org.scewarehouse.etl.source.prometheus;

import java.util.List;
import org.scewarehouse.etl.source.prometheus.wire.ReadRequest.Form;

/** Ways to ask for raw samples, the best first. */
enum Wire {
    /** Remote read that streams chunks; an answer in samples is accepted. */
    CHUNKS(List.of(Form.STREAMED_XOR_CHUNKS, Form.SAMPLES)),
    /** Remote read that answers in one message of samples. */
    SAMPLES(List.of(Form.SAMPLES)),
    /** Queries answered in JSON. */
    JSON(List.of());

    private final List<Form> accepted;

    Wire(List<Form> accepted) {
        this.accepted = accepted;
    }

    /** The forms of a remote-read answer that may come. */
    List<Form> accepted() {
        return accepted;
    }
}
