package org.scewarehouse.etl.source.connect;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.model.Day;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which items are asked for details on a day: those in which something differs from the last day that was asked, those
 * of which nothing tells whether it differs, and of the others each in its turn, since not all changes show. What is
 * known of an item that is not asked is carried on by the transform.
 */
final class DueItems {

    /** Each item is asked at least once in so many days. */
    static final int TURN_DAYS = 7;

    private final Day day;
    /** What is in force of the day that is compared with. */
    private final RawZone.Reader earlier;

    private final Map<String, String> marks = new HashMap<>();
    private final Map<String, String> sizes = new HashMap<>();

    private DueItems(Day day, RawZone.Reader earlier) {
        this.day = day;
        this.earlier = earlier;
    }

    /**
     * The items that are due.
     *
     * @param detail endpoint of the details
     * @param storage what the bundles of each item take, by guid; empty where the server does not say
     */
    static List<ContentListing.Item> of(
            List<ContentListing.Item> all, Day day, String detail, Map<String, String> storage, RawZone.Writer raw) {
        Optional<RawZone.Reader> earlier = raw.earlier(TURN_DAYS, List.of(ConnectEndpoints.CONTENT, detail));
        if (earlier.isEmpty()) {
            return all;
        }
        DueItems due = new DueItems(day, earlier.get());
        due.readEarlier();
        boolean isOfBundles = detail.equals(ConnectEndpoints.BUNDLES);
        return all.stream()
                .filter(item -> due.isDue(item) || (isOfBundles && due.mayHaveUploads(item, storage)))
                .toList();
    }

    private void readEarlier() {
        read(ConnectEndpoints.CONTENT, ConnectEndpoints.CONTENT, listed -> {
            ContentListing.Item item = ContentListing.Item.of(listed);
            marks.put(item.guid(), item.mark());
        });
        read(
                ConnectEndpoints.SERVER,
                ConnectEndpoints.STORAGE,
                use -> sizes.put(use.path("content_guid").asString(""), ServerExtract.size(use)));
    }

    private void read(String endpoint, String of, Consumer<ObjectNode> taker) {
        for (RawZone.PartFile part : earlier.parts(endpoint)) {
            if (of.equals(part.attributes().get(ConnectEndpoints.OF))) {
                ConnectJson.each(part, ObjectNode.class, taker);
            }
        }
    }

    private boolean isDue(ContentListing.Item item) {
        return !item.mark().equals(marks.get(item.guid())) || isItsTurn(item);
    }

    private boolean isItsTurn(ContentListing.Item item) {
        LocalDate last = earlier.completion(ConnectEndpoints.CONTENT).day();
        return last.plusDays(1)
                .datesUntil(day.date().plusDays(1))
                .anyMatch(date -> Math.floorMod(date.toEpochDay(), TURN_DAYS) == item.bucket(TURN_DAYS));
    }

    /** An upload that fails changes nothing in the listing, but the space that bundles take. */
    private boolean mayHaveUploads(ContentListing.Item item, Map<String, String> storage) {
        String now = storage.get(item.guid());
        String before = sizes.get(item.guid());
        return (now == null || before == null) ? !item.isDeployed() : !now.equals(before);
    }
}
