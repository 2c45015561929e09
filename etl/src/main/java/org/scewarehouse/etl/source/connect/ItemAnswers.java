package org.scewarehouse.etl.source.connect;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.source.answers.FieldList;
import org.scewarehouse.etl.source.answers.History;
import org.scewarehouse.etl.source.answers.ItemFailures;
import org.scewarehouse.etl.source.answers.ParallelAsking;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for details of each item. One that has gone since the listing, or for which the server fails, is counted and
 * left out, unless so many fail in a row that it is the server.
 */
final class ItemAnswers {

    /** Items are asked in so many groups; each is a part of raw, at which a run that was stopped goes on. */
    static final int BUCKETS = 4;

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectClient client;
    private final ParallelAsking parallel;
    private final ItemFailures failures = new ItemFailures();

    ItemAnswers(ConnectClient client, ParallelAsking parallel) {
        this.client = client;
        this.parallel = parallel;
    }

    /** What is made of an item's answer, in the thread that asks; {@link NotFound} where the item has gone. */
    interface Question<R> {
        R ask(ContentListing.Item item, String path);
    }

    /** What was made of an item's answer, or else why there is none. */
    private record Answer<R>(@Nullable R made, String gap) {}

    /**
     * Asks {@code /v1/content/{guid}/{detail}} of each item.
     *
     * @param taker takes what was made of the answers, in the items' order
     * @param gaps takes the items without an answer and why they have none, in words that are the same each time
     */
    <R> void ask(
            List<ContentListing.Item> items,
            String detail,
            Question<R> question,
            Consumer<R> taker,
            BiConsumer<ContentListing.Item, String> gaps) {
        parallel.each(items, item -> answer(item, detail, question), (item, answer) -> {
            if (answer.made == null) {
                gaps.accept(item, answer.gap);
            } else {
                taker.accept(answer.made);
            }
        });
    }

    private <R> Answer<R> answer(ContentListing.Item item, String detail, Question<R> question) {
        try {
            String path = "/v1/content/" + item.guid() + "/" + detail;
            Answer<R> answer = new Answer<>(client.retry(() -> question.ask(item, path)), "");
            failures.answered();
            return answer;
        } catch (NotFound e) {
            failures.answered();
            return new Answer<>(null, "item gone before its " + detail + " were asked for");
        } catch (SourceUnavailable e) {
            return gap(ItemFailures.REASON, e);
        } catch (NotAllowed e) {
            return gap("the server refuses it (403)", e);
        } catch (NotUnderstood | TooMuchAtOnce | SourceChanged e) {
            return gap("an answer that is not as documented", e);
        }
    }

    private <R> Answer<R> gap(String reason, RuntimeException failure) {
        failures.failed(failure);
        return new Answer<>(null, reason);
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

    /**
     * Jobs of an item.
     *
     * @param oldest when the oldest ended of all that it told of; {@link Instant#MAX} = it told of none
     * @param lines those that are wanted
     */
    record Jobs(String contentGuid, Instant oldest, List<History.Line> lines) {}

    /** The item's jobs that ended at that instant or later. */
    Jobs jobs(ContentListing.Item item, String path, Instant from) {
        List<History.Line> jobs = new ArrayList<>();
        Instant[] oldest = {Instant.MAX};
        client.pages().array(path, record -> {
            Instant at = JobRecord.endedAt(record);
            if (at != null) {
                oldest[0] = at.isBefore(oldest[0]) ? at : oldest[0];
                if (!at.isBefore(from)) {
                    jobs.add(new History.Line(at, JSON.writeValueAsBytes(job(item, record))));
                }
            }
        });
        return new Jobs(item.guid(), oldest[0], jobs);
    }

    /** The text of an error may hold anything; that there is one is all that counts. */
    private static ObjectNode job(ContentListing.Item item, ObjectNode record) {
        if (record.has("error") && !record.path("error").isNull()) {
            record.put("error", "(withheld)");
        }
        return KeptFields.JOB.keep(record).put("content_guid", item.guid());
    }
}
