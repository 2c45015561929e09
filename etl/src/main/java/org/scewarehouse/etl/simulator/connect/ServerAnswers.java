package org.scewarehouse.etl.simulator.connect;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the server says of accounts, groups and the space that bundles take. */
final class ServerAnswers {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> GROUPS = List.of("group-0", "group-1");

    private final ConnectWorld world;

    ServerAnswers(ConnectWorld world) {
        this.world = world;
    }

    List<ObjectNode> users() {
        return IntStream.range(0, world.settings().people().size())
                .mapToObj(i -> {
                    WorldSettings.Person person = world.settings().people().get(i);
                    return member(i)
                            .put("username", person.username())
                            .put("email", person.email())
                            .put("first_name", "First")
                            .put("last_name", "Last")
                            .put("user_role", i == 0 ? "administrator" : "publisher")
                            .put("created_time", "2020-01-01T00:00:00Z")
                            .putNull("active_time")
                            .put("confirmed", true)
                            .put("locked", false);
                })
                .toList();
    }

    private static ObjectNode member(int person) {
        return JSON.createObjectNode().put("guid", ConnectWorld.account(person));
    }

    /** Two groups, the second of which is named after somebody. */
    List<ObjectNode> groups() {
        return List.of(
                JSON.createObjectNode().put("guid", GROUPS.get(0)).put("name", "statisticians"),
                JSON.createObjectNode()
                        .put("guid", GROUPS.get(1))
                        .put(
                                "name",
                                "team of " + world.settings().people().get(2).username()));
    }

    /** Every second person is in the first group, every third one in the second. */
    List<ObjectNode> members(String path) {
        String[] steps = path.substring("/v1/groups/".length()).split("/", -1);
        int group = GROUPS.indexOf(steps[0]);
        if (group < 0 || steps.length != 2 || !steps[1].equals("members")) {
            throw ConnectAnswers.notFound();
        }
        return IntStream.range(0, world.settings().people().size())
                .filter(i -> i % (group + 2) == 0)
                .mapToObj(i -> member(i)
                        .put("username", world.settings().people().get(i).username()))
                .toList();
    }

    ObjectNode activeAccounts() {
        long people = world.settings().people().size();
        ObjectNode body = JSON.createObjectNode();
        ObjectNode windows = body.putObject("windows");
        for (String window : List.of("1d", "7d", "30d", "365d")) {
            windows.putObject(window)
                    .put("total", people)
                    .put("admin", 1)
                    .put("publisher", people - 1)
                    .put("viewer", 0);
        }
        return body;
    }

    static ObjectNode storage(Item item, Instant now) {
        List<Item.Upload> there = item.uploads().stream()
                .filter(upload -> !upload.at().isAfter(now))
                .toList();
        long bytes = there.stream().mapToLong(Item.Upload::bytes).sum();
        Item.Upload active = item.active(now);
        long activeBytes = active == null ? 0 : active.bytes();
        ObjectNode use = JSON.createObjectNode()
                .put("content_guid", item.guid())
                .put("content_name", item.name())
                .put("owner_guid", ConnectWorld.account(item.owner()))
                .put("app_mode", item.appMode());
        use.putObject("bundles")
                .put("count", there.size())
                .put("bytes_total", bytes)
                .put("bytes_active", activeBytes)
                .put("bytes_inactive", bytes - activeBytes);
        return use;
    }
}
