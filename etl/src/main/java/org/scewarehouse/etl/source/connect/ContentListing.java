package org.scewarehouse.etl.source.connect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * All content of a server, complete or not at all, and its users.
 *
 * @param items one line of JSON for each item, as kept
 * @param members the same, less what is not known of days past
 * @param guids guids and modes of the items, sorted by guid
 * @param hasSchedules whether the server lists schedules with the items
 */
record ContentListing(List<byte[]> items, List<byte[]> members, List<Item> guids, boolean hasSchedules) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * An item that can be asked for details.
     *
     * @param isDeployed whether it has an active bundle
     * @param mark text that changes when the listing shows a change, other than of its schedules' runs
     */
    record Item(String guid, String appMode, boolean isDeployed, String mark) {

        static Item of(ObjectNode listed) {
            ObjectNode lasting = listed.deepCopy().without("schedules");
            return new Item(
                    listed.path("guid").asString(""),
                    listed.path("app_mode").asString("unknown"),
                    !listed.path("bundle_id").asString("").isEmpty(),
                    lasting.toString());
        }

        /** One of {@code count} groups, the same whatever else is listed. */
        int bucket(int count) {
            return Math.floorMod(guid.hashCode(), count);
        }

        /** Whether the server may have run something for it. */
        boolean mayHaveRuns() {
            return !appMode.equals("static");
        }
    }

    /** Asks for all content, with schedules where the server knows that word. */
    static ContentListing ask(ConnectClient client) {
        return client.retry(() -> {
            try {
                return ask(client, "/v1/content?include=tags,schedule");
            } catch (NotUnderstood e) {
                return ask(client, "/v1/content?include=tags");
            }
        });
    }

    private static ContentListing ask(ConnectClient client, String path) {
        List<byte[]> items = new ArrayList<>();
        List<byte[]> members = new ArrayList<>();
        List<Item> guids = new ArrayList<>();
        boolean[] hasSchedules = {false};
        client.pages().array(path, record -> {
            ObjectNode item = KeptFields.CONTENT.keep(record);
            String guid = item.path("guid").asString("");
            if (guid.isEmpty()) {
                throw ConnectClient.unexpected(new IllegalArgumentException(path + ": an item has no guid"));
            }
            hasSchedules[0] |= item.has("schedules");
            items.add(JSON.writeValueAsBytes(item));
            guids.add(Item.of(item));
            members.add(JSON.writeValueAsBytes(KeptFields.CONTENT_MEMBER.keep(item)));
        });
        guids.sort(Comparator.comparing(Item::guid));
        return new ContentListing(items, members, List.copyOf(guids), hasSchedules[0]);
    }
}
