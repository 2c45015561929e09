package org.scewarehouse.etl.simulator.awsbatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs that were submitted by SubmitJob, with its documented rules. Nothing runs them. */
public final class Submissions {

    private static final int ARRAY_MIN = 2;
    private static final int ARRAY_MAX = 10_000;
    private static final int DEPENDENCIES_MAX = 20;

    private final Set<String> definitions = new TreeSet<>();
    private final List<Submitted> submitted = new ArrayList<>();

    Submissions() {}

    /**
     * A job that was accepted.
     *
     * @param children 0 = it is no array
     * @param after ids of the jobs that must succeed before
     */
    public record Submitted(
            String id,
            String name,
            String queue,
            String definition,
            int children,
            List<String> command,
            List<String> after) {}

    /** Registers a job definition, revision 1. */
    public synchronized void define(String name) {
        definitions.add(name);
        definitions.add(name + ":1");
    }

    /** What was accepted, in order. */
    public synchronized List<Submitted> accepted() {
        return List.copyOf(submitted);
    }

    synchronized ObjectNode submit(JsonNode request, Set<String> queues) {
        String name = text(request, "jobName");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,127}")) {
            throw Refusal.client("Job name should match valid pattern");
        }
        String queue = text(request, "jobQueue");
        if (!queues.contains(queue)) {
            throw Refusal.client("JobQueue " + queue + " not found");
        }
        String definition = text(request, "jobDefinition");
        if (!definitions.contains(definition)) {
            throw Refusal.client("JobDefinition " + definition + " not found");
        }
        String id = UUID.nameUUIDFromBytes((name + submitted.size()).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        submitted.add(
                new Submitted(id, name, queue, definition, children(request), command(request), dependencies(request)));
        return JobJson.object()
                .put("jobArn", "arn:aws:batch:" + AwsBatchSimulator.REGION + ":123456789012:job/" + id)
                .put("jobName", name)
                .put("jobId", id);
    }

    private static String text(JsonNode request, String field) {
        JsonNode value = request.get(field);
        if (value == null || !value.isString()) {
            throw Refusal.client(field + " is required");
        }
        return value.asString();
    }

    private static int children(JsonNode request) {
        if (!request.hasNonNull("arrayProperties")) {
            return 0;
        }
        int size = request.path("arrayProperties").path("size").asInt(0);
        if (size < ARRAY_MIN || size > ARRAY_MAX) {
            throw Refusal.client("Array job size should be between 2 and 10,000");
        }
        return size;
    }

    private static List<String> command(JsonNode request) {
        List<String> command = new ArrayList<>();
        request.path("containerOverrides").path("command").forEach(word -> command.add(word.asString()));
        return List.copyOf(command);
    }

    private List<String> dependencies(JsonNode request) {
        List<String> after = new ArrayList<>();
        for (JsonNode dependency : request.path("dependsOn")) {
            String id = dependency.path("jobId").asString("");
            if (submitted.stream().noneMatch(job -> job.id().equals(id))) {
                throw Refusal.client("dependsOn: job " + id + " does not exist");
            }
            after.add(id);
        }
        if (after.size() > DEPENDENCIES_MAX) {
            throw Refusal.client("a job can depend on at most 20 jobs");
        }
        return List.copyOf(after);
    }
}
