package org.scewarehouse.etl.source.connect;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.scewarehouse.etl.source.answers.FieldList;
import org.scewarehouse.etl.source.answers.History;
import org.scewarehouse.etl.source.answers.ParallelAsking;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks for details of each item; one that has gone since the listing is counted and left out. */
final class ItemAnswers {

    /** Items are asked in so many groups; each is a part of raw, at which a run that was stopped goes on. */
    static final int BUCKETS = 4;

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectClient client;
    private final ParallelAsking parallel;

    ItemAnswers(ConnectClient client, ParallelAsking parallel) {
        this.client = client;
        this.parallel = parallel;
    }

    /** What is made of an item's answer, in the thread that asks; {@link NotFound} where the item has gone. */
    interface Question<R> {
        R ask(ContentListing.Item item, String path);
    }

    /**
     * Asks {@code /v1/content/{guid}/{detail}} of each item.
     *
     * @param taker takes what was made of the answers, in the items' order
     * @return how many items have gone
     */
    <R> long ask(List<ContentListing.Item> items, String detail, Question<R> question, Consumer<R> taker) {
        long[] gone = {0};
        parallel.each(items, item -> ask(item, detail, question), (item, answer) -> {
            answer.ifPresentOrElse(taker, () -> gone[0]++);
        });
        return gone[0];
    }

    private <R> Optional<R> ask(ContentListing.Item item, String detail, Question<R> question) {
        return client.retry(() -> {
            try {
                return Optional.of(question.ask(item, "/v1/content/" + item.guid() + "/" + detail));
            } catch (NotFound e) {
                return Optional.empty();
            }
        });
    }

    /** A line with the item and its records as they come, less what is not kept. */
    byte[] line(ContentListing.Item item, String path, FieldList kept) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringProperty("content_guid", item.guid());
            out.writeName("answer");
            out.writeStartArray();
            client.pages().parsedArray(path, record -> kept.copy(record, out));
            out.writeEndArray();
            out.writeEndObject();
        }
        return line.toByteArray();
    }

    /** The item's jobs that ended at that instant or later. */
    List<History.Line> jobs(ContentListing.Item item, String path, Instant from) {
        List<History.Line> jobs = new ArrayList<>();
        client.pages().array(path, record -> {
            Instant at = JobRecord.endedAt(record);
            if (at != null && !at.isBefore(from)) {
                jobs.add(new History.Line(at, JSON.writeValueAsBytes(job(item, record))));
            }
        });
        return jobs;
    }

    /** The text of an error may hold anything; that there is one is all that counts. */
    private static ObjectNode job(ContentListing.Item item, ObjectNode record) {
        if (record.has("error") && !record.path("error").isNull()) {
            record.put("error", "(withheld)");
        }
        return KeptFields.JOB.keep(record).put("content_guid", item.guid());
    }
}
