package org.scewarehouse.etl.lake;

import java.util.Set;

/**
 * An operator's word that a much smaller answer is right, kept in raw beside the answer and put in force with it: as an
 * endpoint without parts, so that the day is built in the same way ever after.
 */
public final class AcceptedShrink {

    /** Name of that endpoint; no source asks for it. */
    public static final String ENDPOINT = "accepted_shrink";

    private AcceptedShrink() {}

    /** Whether the answer of the endpoint that is in force was accepted; an earlier or later one does not count. */
    public static boolean isGiven(RawZone.Reader raw, String endpoint) {
        return raw.endpoints().containsAll(Set.of(ENDPOINT, endpoint))
                && raw.completion(ENDPOINT).attempt()
                        == raw.completion(endpoint).attempt();
    }

    /** Keeps the word for an answer; it counts once its attempt, which has the answer's number, is in force. */
    public static void keep(RawZone raw, Completion answer) {
        RawZone.Writer writer = raw.writer(answer.source(), ENDPOINT, answer.day(), answer.attempt());
        if (!writer.isComplete()) {
            writer.complete(answer.windowFrom(), answer.windowTo(), answer.fetchedAt(), answer.codeVersion());
        }
    }
}
