package org.scewarehouse.etl.simulator.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server answers at its present time. */
final class ConnectAnswers {

    static final Answer NO_CONTENT = out -> {};

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE_MOST = 500;
    private static final int PACKAGE_PAGE_MOST = 100_000;
    private static final Set<String> INCLUDES = Set.of("owner", "tags", "vanity_url", "schedule");

    private static final Set<String> LISTINGS = Set.of("/v1/content", "/v1/users", "/v1/packages");

    /** Writes a body. */
    @FunctionalInterface
    interface Answer {
        void writeTo(OutputStream out) throws IOException;
    }

    private final ConnectWorld world;
    private final ConnectOptions options;
    private final Map<String, Item> byGuid;
    private final ItemJson json;
    private final EventAnswers events;
    private final ServerAnswers server;
    /** What was listed since the clock was set: of each day of a long history the same is asked. */
    private final Map<String, byte[]> listings = new ConcurrentHashMap<>();

    private volatile Instant now;

    ConnectAnswers(ConnectWorld world, ConnectOptions options, Instant now) {
        this.world = world;
        this.options = options;
        this.now = now;
        this.byGuid = world.items().stream().collect(Collectors.toMap(Item::guid, Function.identity()));
        this.json = new ItemJson(world, options);
        this.events = new EventAnswers(world, options);
        this.server = new ServerAnswers(world);
    }

    void setNow(Instant instant) {
        now = instant;
        listings.clear();
    }

    Answer answer(String key, String path, Parameters query) {
        boolean isAdministrator = key.equals("Key " + ConnectOptions.ADMINISTRATOR_KEY);
        if (!isAdministrator && !key.equals("Key " + ConnectOptions.PUBLISHER_KEY)) {
            throw new Refusal.Thrown(401, 24, "Authentication is required.");
        }
        if (!LISTINGS.contains(path)) {
            return made(isAdministrator, path, query);
        }
        Answer answer = made(isAdministrator, path, query);
        return answer == NO_CONTENT
                ? answer
                : out -> out.write(listings.computeIfAbsent(key + path + query, name -> bytes(answer)));
    }

    private static byte[] bytes(Answer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            answer.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Answer made(boolean isAdministrator, String path, Parameters query) {
        if (path.equals("/v1/content/storage")) {
            require(options.listsStorage());
            Instant at = now;
            List<Item> there =
                    world.items().stream().filter(item -> item.isThere(at)).toList();
            return numbered(
                    there.size(),
                    i -> ServerAnswers.storage(there.get(i), at),
                    query.allow("page_number", "page_size"),
                    PAGE_MOST);
        }
        if (path.startsWith("/v1/groups/")) {
            return numbered(server.members(path), query.allow("page_number", "page_size"), PAGE_MOST);
        }
        if (path.startsWith("/v1/content/")) {
            return detail(path.substring("/v1/content/".length()), query);
        }
        return switch (path) {
            case "/v1/user" -> user(isAdministrator);
            case "/server_settings" -> whole(JSON.createObjectNode().put("version", options.version()));
            case "/v1/server_settings/r", "/v1/server_settings/python", "/v1/server_settings/quarto" ->
                installations(path.substring(path.lastIndexOf('/') + 1));
            case "/v1/content" -> content(isAdministrator, query);
            case "/v1/metrics/users/active" -> {
                require(options.listsStorage());
                yield whole(server.activeAccounts());
            }
            case "/v1/users" -> numbered(server.users(), query.allow("page_number", "page_size"), PAGE_MOST);
            case "/v1/groups" -> numbered(server.groups(), query.allow("page_number", "page_size"), PAGE_MOST);
            case "/v1/packages" -> packages(query);
            case "/v1/instrumentation/content/hits" -> {
                require(options.hasHits());
                yield events.hits(now, query);
            }
            case "/v1/instrumentation/content/visits" -> events.visits(now, query);
            case "/v1/instrumentation/shiny/usage" -> events.sessions(now, query);
            case "/v1/audit_logs" -> {
                if (!isAdministrator) {
                    throw new Refusal.Thrown(403, 22, "You don't have permission to perform this operation.");
                }
                yield events.auditLogs(now, query);
            }
            default -> throw notFound();
        };
    }

    static Refusal.Thrown notFound() {
        return new Refusal.Thrown(404, 4, "The requested object does not exist.");
    }

    private static void require(boolean isOffered) {
        if (!isOffered) {
            throw notFound();
        }
    }

    private static Answer whole(ObjectNode body) {
        return out -> out.write(JSON.writeValueAsBytes(body));
    }

    private Answer user(boolean isAdministrator) {
        return whole(JSON.createObjectNode()
                .put("guid", ConnectWorld.account(isAdministrator ? 0 : 2))
                .put("user_role", isAdministrator ? "administrator" : "publisher"));
    }

    private static Answer installations(String language) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("installations")
                .addObject()
                .put("version", Item.INSTALLED.get(language))
                .put("cluster_name", "Local")
                .put("image_name", "Local");
        return whole(body);
    }

    private Answer content(boolean isAdministrator, Parameters query) {
        String include = query.allow("include", "name", "owner_guid").text("include");
        Set<String> included = include == null ? Set.of() : Set.of(include.split(","));
        boolean isKnown =
                INCLUDES.containsAll(included) && (options.listsSchedules() || !included.contains("schedule"));
        if (!isKnown) {
            throw new Refusal.Thrown(400, 25, "The value " + include + " of the parameter include is invalid.");
        }
        Instant at = now;
        return out -> {
            out.write('[');
            boolean isFirst = true;
            for (Item item : world.items()) {
                if (item.isThere(at) && (isAdministrator || item.owner() == 2)) {
                    if (!isFirst) {
                        out.write(',');
                    }
                    out.write(JSON.writeValueAsBytes(json.content(item, at, included)));
                    isFirst = false;
                }
            }
            out.write(']');
        };
    }

    private Answer detail(String path, Parameters query) {
        query.allow();
        String[] steps = path.split("/", -1);
        Item item = byGuid.get(steps[0]);
        if (item == null || !item.isThere(now) || steps.length != 2) {
            throw notFound();
        }
        ArrayNode list = switch (steps[1]) {
            case "bundles" -> json.bundles(item, now);
            case "permissions" -> json.permissions(item);
            case "jobs" -> json.jobs(item, now);
            default -> throw notFound();
        };
        return out -> out.write(JSON.writeValueAsBytes(list));
    }

    private Answer packages(Parameters query) {
        require(options.listsPackages());
        List<Item> items = world.items().stream()
                .filter(item -> item.isThere(now)
                        && item.active(now) != null
                        && item.runtimes(now).containsKey("r"))
                .toList();
        if (items.isEmpty()) {
            return NO_CONTENT;
        }
        return numbered(
                items.size() * ItemJson.PACKAGES,
                i -> json.usedPackage(items.get(i / ItemJson.PACKAGES), i % ItemJson.PACKAGES),
                query.allow("page_number", "page_size", "name"),
                PACKAGE_PAGE_MOST);
    }

    private static Answer numbered(List<ObjectNode> all, Parameters query, int most) {
        return numbered(all.size(), all::get, query, most);
    }

    private static Answer numbered(int total, Function<Integer, ObjectNode> record, Parameters query, int most) {
        int page = query.number("page_number", 1, Integer.MAX_VALUE);
        int size = query.number("page_size", 20, most);
        long from = Math.min(total, (page - 1L) * size);
        long to = Math.min(total, from + size);
        return out -> {
            out.write(text("{\"results\":["));
            for (long i = from; i < to; i++) {
                out.write(text(i == from ? "" : ","));
                out.write(JSON.writeValueAsBytes(record.apply((int) i)));
            }
            out.write(text("],\"current_page\":" + page + ",\"total\":" + total + "}"));
        };
    }

    static byte[] text(@Nullable String text) {
        return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    }
}
