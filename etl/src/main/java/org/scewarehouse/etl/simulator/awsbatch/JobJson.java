package org.scewarehouse.etl.simulator.awsbatch;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob.Platform;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob.Run;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs as the API shows them at an instant, with what nobody may keep: commands, environments, secrets. */
final class JobJson {

    /** Stands in every command, environment and secret; it must never be seen in raw. */
    static final String SECRET = "hunter2-never-keep-this";

    static final String ARN = "arn:aws:batch:eu-west-1:111122223333:";

    private static final JsonMapper MAPPER = new JsonMapper();

    /** Whether times that have not come are 0, as some stacks show them, instead of absent. */
    private final boolean showsZeroTimes;

    JobJson(boolean showsZeroTimes) {
        this.showsZeroTimes = showsZeroTimes;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A job as listings show it. */
    ObjectNode summary(SimulatedJob job, long at) {
        ObjectNode node = object();
        common(node, job, job.id(), at);
        if (job.arrayIndex() >= 0) {
            node.putObject("arrayProperties").put("index", job.arrayIndex());
        }
        if (job.shape().nodes() > 1) {
            node.putObject("nodeProperties").put("numNodes", job.shape().nodes());
        }
        return node;
    }

    /** A node of a multi-node job as listings show it. */
    ObjectNode nodeSummary(SimulatedJob job, int index, long at) {
        ObjectNode node = object();
        common(node, job, job.id() + "#" + index, at);
        node.putObject("nodeProperties").put("nodeIndex", index).put("isMainNode", index == 0);
        return node;
    }

    /** A job as descriptions and events show it. */
    ObjectNode detail(SimulatedJob job, long at) {
        ObjectNode node = summary(job, at);
        node.remove("nodeProperties");
        detail(node, job, at);
        if (job.shape().nodes() > 1) {
            ObjectNode nodes = node.putObject("nodeProperties");
            nodes.put("numNodes", job.shape().nodes()).put("mainNode", 0);
            ObjectNode range = nodes.putArray("nodeRangeProperties").addObject();
            range.put("targetNodes", "0:" + (job.shape().nodes() - 1));
            range.set("container", container(job, at));
        } else if (job.shape().platform() == Platform.EKS) {
            node.set("eksProperties", pod(job));
        } else {
            node.set("container", container(job, at));
        }
        return node;
    }

    /** A node of a multi-node job as descriptions and events show it. */
    ObjectNode nodeDetail(SimulatedJob job, int index, long at) {
        ObjectNode node = nodeSummary(job, index, at);
        node.remove("nodeProperties");
        node.putObject("nodeDetails").put("nodeIndex", index).put("isMainNode", index == 0);
        detail(node, job, at);
        node.set("container", container(job, at));
        return node;
    }

    private void common(ObjectNode node, SimulatedJob job, String id, long at) {
        node.put("jobId", id);
        node.put("jobArn", ARN + "job/" + id);
        node.put("jobName", job.name());
        node.put("jobDefinition", ARN + "job-definition/" + job.definition());
        String status = job.status(at);
        node.put("status", status);
        node.put("createdAt", job.created());
        Run last = job.lastRun(at);
        boolean shows = last != null && (job.hasEnded(at) || status.equals("RUNNING"));
        time(node, "startedAt", shows ? Objects.requireNonNull(last).start() : null);
        time(node, "stoppedAt", job.hasEnded(at) ? job.ended() : null);
        if (job.hasEnded(at) && job.reason() != null) {
            node.put("statusReason", job.reason());
        }
    }

    private void time(ObjectNode node, String name, @Nullable Long time) {
        if (time != null) {
            node.put(name, time);
        } else if (showsZeroTimes) {
            node.put(name, 0);
        }
    }

    private static void detail(ObjectNode node, SimulatedJob job, long at) {
        node.put("jobQueue", ARN + "job-queue/" + job.queue());
        if (job.isCancelled() && job.hasEnded(at)) {
            node.put("isCancelled", job.runs().isEmpty());
            node.put("isTerminated", !job.runs().isEmpty());
        }
        boolean isPod = job.shape().platform() == Platform.EKS;
        ArrayNode attempts = node.putArray(isPod ? "eksAttempts" : "attempts");
        for (Run run : job.endedRuns(at)) {
            ObjectNode attempt = attempts.addObject();
            attempt.put("startedAt", run.start()).put("stoppedAt", Objects.requireNonNull(run.end()));
            attempt.put("statusReason", run.reason());
            ObjectNode exit = isPod ? attempt.putArray("containers").addObject() : attempt.putObject("container");
            exit.put("exitCode", run.exitCode());
            if (run.exitCode() == 137) {
                exit.put("reason", "OutOfMemoryError: Container killed due to memory usage");
            }
        }
        ObjectNode tags = node.putObject("tags");
        if (job.user() != null) {
            tags.put("user", job.user());
        }
        tags.put("project", "P" + Math.floorMod(job.queue().hashCode(), 7));
        node.putObject("parameters").put("secret", SECRET);
        node.putArray("platformCapabilities")
                .add(isPod ? "EC2" : job.shape().platform().name());
        node.put("propertyOfTomorrow", "unknown");
    }

    private static ObjectNode container(SimulatedJob job, long at) {
        ObjectNode container = object();
        container.put("image", job.shape().image());
        container.put("vcpus", 0).put("memory", 0);
        ArrayNode requirements = container.putArray("resourceRequirements");
        requirement(requirements, "VCPU", job.shape().vcpus());
        requirement(requirements, "MEMORY", Integer.toString(job.shape().memoryMib()));
        if (job.shape().gpus() > 0) {
            requirement(requirements, "GPU", Integer.toString(job.shape().gpus()));
        }
        container.putArray("command").add("run").add("--password=" + SECRET);
        container.putArray("environment").addObject().put("name", "API_TOKEN").put("value", SECRET);
        container.putArray("secrets").addObject().put("name", "DB").put("valueFrom", SECRET);
        container.put("jobRoleArn", "arn:aws:iam::111122223333:role/batch-" + job.queue());
        if (job.hasEnded(at) && !job.runs().isEmpty()) {
            container.put("exitCode", job.runs().get(job.runs().size() - 1).exitCode());
        }
        return container;
    }

    private static void requirement(ArrayNode requirements, String type, String value) {
        requirements.addObject().put("type", type).put("value", value);
    }

    private static ObjectNode pod(SimulatedJob job) {
        ObjectNode eks = object();
        ObjectNode container =
                eks.putObject("podProperties").putArray("containers").addObject();
        container.put("image", job.shape().image());
        container.putArray("args").add(SECRET);
        ObjectNode limits = container.putObject("resources").putObject("requests");
        double cores = Double.parseDouble(job.shape().vcpus());
        limits.put("cpu", String.format(Locale.ROOT, "%dm", Math.round(cores * 1000)));
        limits.put("memory", job.shape().memoryMib() + "Mi");
        return eks;
    }
}
