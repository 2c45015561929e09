package org.scewarehouse.etl.source.awsbatch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Environment;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Queue;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Seen;
import software.amazon.awssdk.services.batch.model.JobSummary;

/**
 * All jobs that lived since an instant, listed and described once, for every day of a run. Statuses are listed in the
 * order in which a job passes through them, so that one which moves on meanwhile is seen at least once.
 */
final class JobSnapshot implements AutoCloseable {

    private static final List<String> ENDED = List.of("SUCCEEDED", "FAILED");
    private static final List<String> STATUSES =
            List.of("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED");

    private final AwsBatchClient client;
    private final AwsBatchSettings settings;
    private final LongConsumer progress;
    private final List<JobSummary> waiting = new ArrayList<>();
    private long described;

    final Instant from;
    final Instant asOf;
    final JobSpool spool;
    final List<Queue> queues = new ArrayList<>();
    final List<Environment> environments = new ArrayList<>();
    /** What could not be listed and why. */
    final List<String> warnings = new ArrayList<>();

    private JobSnapshot(
            AwsBatchClient client,
            AwsBatchSettings settings,
            Instant from,
            Instant asOf,
            Path tempFolder,
            LongConsumer progress) {
        this.client = client;
        this.settings = settings;
        this.from = from;
        this.asOf = asOf;
        this.spool = new JobSpool(tempFolder);
        this.progress = progress;
    }

    /**
     * Lists and describes.
     *
     * @param from jobs that ended before are left out
     * @param asOf the time of the listing
     * @param progress takes how many jobs have been described
     */
    static JobSnapshot take(
            AwsBatchClient client,
            AwsBatchSettings settings,
            Instant from,
            Instant asOf,
            Path tempFolder,
            LongConsumer progress) {
        JobSnapshot snapshot = new JobSnapshot(client, settings, from, asOf, tempFolder, progress);
        try {
            snapshot.take();
            return snapshot;
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    private void take() {
        client.queues(queue -> {
            if (isWanted(queue)) {
                queues.add(queue);
            }
        });
        client.environments(environments::add);
        List<String> names =
                new ArrayList<>(queues.stream().map(Queue::jobQueueArn).toList());
        settings.queues().stream()
                .filter(name -> queues.stream().noneMatch(queue -> isNamed(queue, name)))
                .forEach(names::add);
        int refused = 0;
        for (String queue : names) {
            try {
                for (String status : STATUSES) {
                    client.jobs(queue, status, job -> enter(job, status));
                }
            } catch (QueueRefused e) {
                refused++;
                warnings.add("queue " + shortName(queue) + " cannot be listed (" + e.getMessage()
                        + "): its jobs are missing; they are asked for again while the days are restated");
            }
        }
        if (refused > 0 && refused == names.size()) {
            throw new SourceMisconfigured("aws_batch: none of " + refused + " queues can be listed ("
                    + String.join("; ", warnings) + "); allow batch:ListJobs on * to these credentials, or correct "
                    + AwsBatchSettings.PROPERTY + ".queues");
        }
        describe();
    }

    private boolean isWanted(Queue queue) {
        return settings.queues().isEmpty() || settings.queues().stream().anyMatch(name -> isNamed(queue, name));
    }

    private static boolean isNamed(Queue queue, String name) {
        return name.equals(queue.jobQueueName()) || name.equals(queue.jobQueueArn());
    }

    private static String shortName(String queue) {
        return queue.substring(queue.lastIndexOf('/') + 1);
    }

    private void enter(JobSummary job, String status) {
        boolean hasEnded = ENDED.contains(status);
        if (hasEnded && job.stoppedAt() != null && job.stoppedAt() > 0 && job.stoppedAt() < from.toEpochMilli()) {
            return;
        }
        // A parent that has ended has only children that have.
        List<String> statuses = hasEnded ? ENDED : STATUSES;
        if (job.arrayProperties() != null && job.arrayProperties().size() != null) {
            for (String child : statuses) {
                client.children(job.jobId(), child, summary -> enterSingle(summary, child));
            }
            return;
        }
        enterSingle(job, status);
        if (job.nodeProperties() != null && job.nodeProperties().numNodes() != null) {
            for (String node : statuses) {
                client.nodes(job.jobId(), node, summary -> enterSingle(summary, node));
            }
        }
    }

    private void enterSingle(JobSummary job, String status) {
        boolean hasEnded = ENDED.contains(status);
        if (hasEnded && job.stoppedAt() != null && job.stoppedAt() > 0 && job.stoppedAt() < from.toEpochMilli()) {
            return;
        }
        waiting.add(job);
        if (waiting.size() == AwsBatchClient.IDS_MAX) {
            describe();
        }
    }

    private void describe() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Job> jobs = client.describe(waiting.stream().map(JobSummary::jobId).toList());
        for (Job job : jobs) {
            Job kept = job.keeping(
                    settings.parameters(), Set.copyOf(settings.people().variables()));
            spool.add(
                    lived(kept.created(), 0),
                    kept.isTerminal() ? lived(kept.stopped(), Long.MAX_VALUE) : Long.MAX_VALUE,
                    BatchRecords.MAPPER.writeValueAsBytes(new Seen("api", asOf.toEpochMilli(), kept)));
        }
        Set<String> known =
                jobs.stream().map(job -> String.valueOf(job.jobId())).collect(Collectors.toSet());
        for (JobSummary job : waiting) {
            if (!known.contains(job.jobId())) {
                spool.add(lived(job.createdAt(), 0), lived(job.stoppedAt(), Long.MAX_VALUE), new byte[0]);
            }
        }
        described += jobs.size();
        waiting.clear();
        progress.accept(described);
    }

    private static long lived(@org.jspecify.annotations.Nullable Long time, long unknown) {
        return time == null || time <= 0 ? unknown : time;
    }

    @Override
    public void close() {
        spool.close();
    }
}
