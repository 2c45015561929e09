package org.scewarehouse.etl.source.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.scewarehouse.etl.source.answers.ParallelAsking;
import tools.jackson.databind.node.ObjectNode;

/** Asks for details of each item; one that has gone since the listing is counted and left out. */
final class ItemAnswers {

    /** Items are asked in so many groups; each is a part of raw, at which a run that was stopped goes on. */
    static final int BUCKETS = 8;

    private final ConnectClient client;
    private final ParallelAsking parallel;

    ItemAnswers(ConnectClient client, ParallelAsking parallel) {
        this.client = client;
        this.parallel = parallel;
    }

    /**
     * Asks {@code /v1/content/{guid}/{detail}} of each item.
     *
     * @param taker takes the records of an item as they came, in the items' order
     * @return how many items have gone
     */
    long ask(List<ContentListing.Item> items, String detail, BiConsumer<ContentListing.Item, List<ObjectNode>> taker) {
        long[] gone = {0};
        parallel.each(items, item -> ask(item, detail), (item, records) -> {
            records.ifPresentOrElse(known -> taker.accept(item, known), () -> gone[0]++);
        });
        return gone[0];
    }

    private Optional<List<ObjectNode>> ask(ContentListing.Item item, String detail) {
        return client.retry(() -> {
            try {
                List<ObjectNode> records = new ArrayList<>();
                client.pages().array("/v1/content/" + item.guid() + "/" + detail, records::add);
                return Optional.of(records);
            } catch (NotFound e) {
                return Optional.empty();
            }
        });
    }
}
