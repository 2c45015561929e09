package org.scewarehouse.etl.simulator.awsbatch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers of the API, with its rules. */
final class BatchAnswers {

    private static final Set<String> STATUSES =
            Set.of("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED");

    private final BatchWorld world;
    private final JobJson json;

    BatchAnswers(BatchWorld world, JobJson json) {
        this.world = world;
        this.json = json;
    }

    ObjectNode listJobs(JsonNode request, long at, QueueFaults faults) {
        List<String> scopes = List.of("jobQueue", "arrayJobId", "multiNodeJobId").stream()
                .filter(request::hasNonNull)
                .toList();
        if (scopes.size() != 1) {
            throw Refusal.client("Exactly one of jobQueue, arrayJobId and multiNodeJobId is required");
        }
        String scope = request.path(scopes.get(0)).asString();
        boolean hasFilter = request.path("filters").size() > 0;
        if (request.path("filters").size() > 1) {
            throw Refusal.client("Only one filter can be used at a time");
        }
        int most = hasFilter ? 100 : 1000;
        int size = request.hasNonNull("maxResults") ? request.path("maxResults").asInt() : most;
        if (size < 1 || size > 1000) {
            throw Refusal.client("maxResults must be between 1 and 1000");
        }
        String status = request.path("jobStatus").asString("RUNNING");
        if (!STATUSES.contains(status)) {
            throw Refusal.client("unknown jobStatus " + status);
        }
        boolean isQueue = scopes.get(0).equals("jobQueue");
        List<Listed> all = switch (scopes.get(0)) {
            case "jobQueue" -> inQueue(scope, at, faults);
            case "arrayJobId" -> children(scope, at);
            default -> nodes(scope, at);
        };
        Predicate<Listed> isAsked =
                hasFilter && isQueue ? filter(request.path("filters").get(0)) : listed -> listed.status.equals(status);
        List<Listed> found = all.stream().filter(isAsked).toList();
        String question = scope + status + request.path("filters");
        return page("jobSummaryList", found, listed -> summary(listed, at), Math.min(size, most), question, request);
    }

    /** A job in a list; {@code node} is -1, or the index of a node of it. */
    private record Listed(SimulatedJob job, String status, int node) {}

    private ObjectNode summary(Listed listed, long at) {
        if (listed.node >= 0) {
            return json.nodeSummary(listed.job, listed.node, at);
        }
        ObjectNode summary = json.summary(listed.job, at);
        if (world.isArray(listed.job.id())) {
            summary.putObject("arrayProperties").put("size", world.size(listed.job.id()));
            summary.put("status", listed.status);
        }
        return summary;
    }

    private static Predicate<Listed> filter(JsonNode filter) {
        String value = filter.path("values").path(0).asString("");
        return switch (filter.path("name").asString("")) {
            case "AFTER_CREATED_AT" -> listed -> listed.job.created() > Long.parseLong(value);
            case "BEFORE_CREATED_AT" -> listed -> listed.job.created() < Long.parseLong(value);
            case "JOB_NAME" ->
                listed -> {
                    String name = listed.job.name().toLowerCase(Locale.ROOT);
                    String wanted = value.toLowerCase(Locale.ROOT);
                    return wanted.endsWith("*")
                            ? name.startsWith(wanted.substring(0, wanted.length() - 1))
                            : name.equals(wanted);
                };
            default -> throw Refusal.client("unknown filter");
        };
    }

    private List<Listed> inQueue(String scope, long at, QueueFaults faults) {
        String queue = scope.substring(scope.lastIndexOf('/') + 1);
        faults.check(queue);
        if (!world.queues().contains(queue) || faults.isDeleted(queue)) {
            throw Refusal.client("Job Queue " + scope + " does not exist");
        }
        return world.inQueue(queue, at).stream()
                .map(job -> {
                    // An array is pending as long as any of its children is not over.
                    boolean isPending = world.isArray(job.id()) && !job.hasEnded(at);
                    return new Listed(job, isPending ? "PENDING" : job.status(at), -1);
                })
                .toList();
    }

    private List<Listed> children(String arrayId, long at) {
        return world.children(arrayId, at).stream()
                .map(job -> new Listed(job, job.status(at), -1))
                .toList();
    }

    private List<Listed> nodes(String jobId, long at) {
        return world.described(jobId, at).stream()
                .filter(job -> job.shape().nodes() > 1)
                .flatMap(job ->
                        IntStream.range(0, job.shape().nodes()).mapToObj(i -> new Listed(job, job.status(at), i)))
                .toList();
    }

    /** Pages go on with the token of the one before, and only for the same question. */
    private static <T> ObjectNode page(
            String name, List<T> all, Function<T, ObjectNode> shown, int size, String question, JsonNode request) {
        int from = 0;
        String token = request.path("nextToken").asString("");
        if (!token.isEmpty()) {
            String[] parts = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split("\\|", 2);
            if (parts.length != 2 || !parts[1].equals(question)) {
                throw Refusal.client("nextToken is of another request");
            }
            from = Integer.parseInt(parts[0]);
        }
        int to = Math.min(all.size(), from + size);
        ObjectNode answer = JobJson.object();
        ArrayNode items = answer.putArray(name);
        all.subList(Math.min(from, to), to).forEach(item -> items.add(shown.apply(item)));
        if (to < all.size()) {
            byte[] next = (to + "|" + question).getBytes(StandardCharsets.UTF_8);
            answer.put("nextToken", Base64.getEncoder().encodeToString(next));
        }
        return answer;
    }

    ObjectNode describeJobs(JsonNode request, long at, Set<String> vanished) {
        List<String> ids = new ArrayList<>();
        request.path("jobs").forEach(id -> ids.add(id.asString()));
        if (ids.isEmpty()) {
            throw Refusal.client("jobs must not be empty");
        }
        if (ids.size() > 100) {
            throw Refusal.client("Maximum number of jobs supported is 100");
        }
        ObjectNode answer = JobJson.object();
        ArrayNode jobs = answer.putArray("jobs");
        for (String id : ids) {
            ObjectNode detail = vanished.contains(id) ? null : detail(id, at);
            if (detail != null) {
                jobs.add(detail);
            }
        }
        return answer;
    }

    private @Nullable ObjectNode detail(String id, long at) {
        int node = id.indexOf('#');
        String base = node < 0 ? id : id.substring(0, node);
        for (SimulatedJob job : world.described(base, at)) {
            if (node >= 0) {
                return json.nodeDetail(job, Integer.parseInt(id.substring(node + 1)), at);
            }
            ObjectNode detail = json.detail(job, at);
            if (world.isArray(id)) {
                detail.putObject("arrayProperties").put("size", world.size(id));
            }
            return detail;
        }
        return null;
    }

    ObjectNode queues(JsonNode request, QueueFaults faults) {
        List<ObjectNode> queues = new ArrayList<>();
        int priority = 1;
        for (String name : world.queues()) {
            ObjectNode queue = JobJson.object();
            queue.put("jobQueueName", name).put("jobQueueArn", JobJson.ARN + "job-queue/" + name);
            queue.put("state", "ENABLED").put("status", "VALID").put("priority", priority++);
            queue.putArray("computeEnvironmentOrder")
                    .addObject()
                    .put("order", 1)
                    .put("computeEnvironment", JobJson.ARN + "compute-environment/main");
            if (!faults.isDeleted(name)) {
                queues.add(queue);
            }
        }
        return page("jobQueues", queues, queue -> queue, 100, "queues", request);
    }

    ObjectNode environments(JsonNode request) {
        ObjectNode environment = JobJson.object();
        environment.put("computeEnvironmentName", "main");
        environment.put("computeEnvironmentArn", JobJson.ARN + "compute-environment/main");
        environment.put("type", "MANAGED").put("state", "ENABLED").put("status", "VALID");
        environment
                .putObject("computeResources")
                .put("type", "EC2")
                .put("minvCpus", 0)
                .put("maxvCpus", 512)
                .put("desiredvCpus", 64);
        return page("computeEnvironments", List.of(environment), each -> each, 100, "environments", request);
    }
}
