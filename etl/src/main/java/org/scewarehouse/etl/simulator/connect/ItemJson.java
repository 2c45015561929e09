package org.scewarehouse.etl.simulator.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Items, and what belongs to them, as the server writes them. */
final class ItemJson {

    /** Packages that each item in R uses. */
    static final int PACKAGES = 12;

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectWorld world;
    private final ConnectOptions options;

    ItemJson(ConnectWorld world, ConnectOptions options) {
        this.world = world;
        this.options = options;
    }

    ObjectNode content(Item item, Instant now, Set<String> included) {
        Item.Upload active = item.active(now);
        SortedMap<String, String> runtimes = item.runtimes(now);
        ObjectNode content = JSON.createObjectNode()
                .put("guid", item.guid())
                .put("id", Integer.toString(item.number()))
                .put("name", item.name())
                .put("title", item.title())
                .put("description", "Made by somebody")
                .put("app_mode", active == null ? "unknown" : item.appMode())
                .put("content_category", item.kind() == Item.Kind.PIN ? "pin" : "")
                .put("bundle_id", active == null ? null : active.bundleId())
                .put("created_time", item.createdAt().toString())
                .put("last_deployed_time", (active == null ? item.createdAt() : active.at()).toString())
                .put("r_version", runtimes.get("r"))
                .put("py_version", runtimes.get("python"))
                .put("quarto_version", runtimes.get("quarto"))
                .put("access_type", item.kind() == Item.Kind.PUBLIC ? "all" : "acl")
                .put("locked", false)
                .putNull("cpu_request")
                .put("owner_guid", ConnectWorld.account(item.owner()));
        if (included.contains("owner")) {
            content.putObject("owner").put("first_name", "First");
        }
        if (included.contains("schedule")) {
            ArrayNode schedules = content.putArray("schedules");
            if (item.plan() != null) {
                schedules.add(schedule(item, item.plan(), now));
            }
        }
        return content;
    }

    private ObjectNode schedule(Item item, Item.Plan plan, Instant now) {
        Instant next = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(24L + plan.hour()));
        ObjectNode schedule = JSON.createObjectNode()
                .put("type", "day")
                .put("next_run", plan.isDead() ? null : next.toString())
                .put("email", plan.sendsMail())
                .put("timezone", "UTC");
        schedule.putObject("schedule").put("dtstart", plan.from().toString());
        schedule.putObject("variant")
                .put("key", plan.variantKey())
                .put("name", "default")
                .put("is_default", true);
        List<Run> runs = world.runs(item, now).stream()
                .filter(run -> run.queuedAt() != null
                        && run.endedAt() != null
                        && !run.endedAt().isAfter(now))
                .toList();
        if (!runs.isEmpty()) {
            Run last = runs.get(runs.size() - 1);
            schedule.putObject("last_run")
                    .put("job_key", last.key())
                    .put("end_time", String.valueOf(last.endedAt()))
                    .put("exit_code", last.exitCode());
        }
        return schedule;
    }

    ArrayNode bundles(Item item, Instant now) {
        ArrayNode bundles = JSON.createArrayNode();
        Item.Upload active = item.active(now);
        for (Item.Upload upload : item.uploads()) {
            if (!upload.at().isAfter(now)) {
                ObjectNode bundle = bundles.addObject();
                id(bundle, "id", upload.bundleId());
                bundle.put("content_guid", item.guid())
                        .put(
                                "created_time",
                                upload.at().atOffset(ZoneOffset.ofHours(-5)).toString())
                        .put("active", upload.equals(active))
                        .put("size", upload.bytes())
                        .putObject("metadata");
            }
        }
        return bundles;
    }

    /** With whom the owner, who is not in the list, shares it. */
    ArrayNode permissions(Item item) {
        ArrayNode permissions = JSON.createArrayNode();
        for (int i = 1; i <= item.number() % 3; i++) {
            ObjectNode permission = permissions.addObject();
            id(permission, "id", Integer.toString(item.number() * 10 + i));
            permission
                    .put("content_guid", item.guid())
                    .put("principal_guid", ConnectWorld.account(i))
                    .put("principal_type", i == 2 ? "group" : "user")
                    .put("role", "viewer");
        }
        return permissions;
    }

    ArrayNode jobs(Item item, Instant now) {
        ArrayNode jobs = JSON.createArrayNode();
        List<Run> runs = world.runs(item, now);
        for (int i = runs.size() - 1; i >= 0; i--) {
            jobs.add(job(runs.get(i), now));
        }
        return jobs;
    }

    private ObjectNode job(Run run, Instant now) {
        boolean hasEnded = !run.lastAt().isAfter(now) && !run.tag().startsWith("run_");
        Instant end = hasEnded ? run.endedAt() : null;
        ObjectNode job = JSON.createObjectNode();
        id(job, "id", Integer.toString(Objects.hash(run.key()) & Integer.MAX_VALUE));
        job.put("key", run.key()).put("content_guid", run.item().guid());
        id(job, "variant_id", Integer.toString(run.item().number() + 1));
        return job.put(
                        "variant_key",
                        run.item().plan() == null ? "v" : run.item().plan().variantKey())
                .put("bundle_id", "1")
                .put("tag", run.tag())
                .put(
                        "queued_time",
                        run.queuedAt() == null ? null : run.queuedAt().toString())
                .put("queue_name", run.queuedAt() == null ? null : "default")
                .put("start_time", run.startedAt().toString())
                .put("end_time", end == null ? null : end.toString())
                .put("last_heartbeat_time", (hasEnded ? run.lastAt() : now).toString())
                .put("exit_code", hasEnded ? run.exitCode() : null)
                .putNull("error")
                .put("status", hasEnded ? 2 : 0)
                .put("hostname", "connect-1")
                .put("run_as", "rstudio-connect");
    }

    ObjectNode usedPackage(Item item, int number) {
        ObjectNode used = JSON.createObjectNode()
                .put("language", "r")
                .put("language_version", "4.4.1")
                .put("name", "package" + number)
                .put("version", "1." + (item.number() + number) % 5 + ".0")
                .put("content_guid", item.guid());
        id(used, "content_id", Integer.toString(item.number()));
        return used;
    }

    private void id(ObjectNode record, String name, String id) {
        if (options.hasNumericIds()) {
            record.put(name, Long.parseLong(id));
        } else {
            record.put(name, id);
        }
    }
}
