package org.scewarehouse.etl.source.awsbatch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.source.InOrder;
import org.scewarehouse.etl.source.awsbatch.AwsBatchClient.Listed;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Environment;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Queue;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Seen;

/**
 * All jobs that lived since an instant, each queue listed and described once, for every day of a run. Statuses are
 * listed in the order in which a job passes through them, so that one which moves on meanwhile is seen at least once.
 * Used by one thread.
 */
final class JobSnapshot implements AutoCloseable {

    private static final List<String> ENDED = List.of("SUCCEEDED", "FAILED");
    private static final List<String> STATUSES =
            List.of("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED");

    private final AwsBatchClient client;
    private final AwsBatchSettings settings;
    private final Path tempFolder;
    private final Set<String> variables;
    private final Map<String, JobSpool> spools = new HashMap<>();
    /** Why queues cannot be listed, by name. */
    private final Map<String, String> refused = new TreeMap<>();

    private long described;

    final Instant from;
    final Instant asOf;
    final List<Queue> queues = new ArrayList<>();
    final List<Environment> environments = new ArrayList<>();

    /** Takes a queue, by its name, whose jobs are all there. */
    @FunctionalInterface
    interface Whole {
        void accept(String queue, JobSpool jobs);
    }

    /**
     * Asks which queues there are.
     *
     * @param from jobs that ended before are left out
     * @param asOf the time of the listing
     */
    JobSnapshot(AwsBatchClient client, AwsBatchSettings settings, Instant from, Instant asOf, Path tempFolder) {
        this.client = client;
        this.settings = settings;
        this.from = from;
        this.asOf = asOf;
        this.tempFolder = tempFolder;
        this.variables = Set.copyOf(settings.people().variables());
        client.queues(queue -> {
            if (isWanted(queue)) {
                queues.add(queue);
            }
        });
        client.environments(environments::add);
    }

    /** Names of the queues that there are, and of those that settings name. */
    List<String> names() {
        List<String> names = new ArrayList<>(queues.stream()
                .map(queue -> String.valueOf(queue.jobQueueName()))
                .toList());
        settings.queues().stream()
                .filter(name -> queues.stream().noneMatch(queue -> isNamed(queue, name)))
                .map(BatchNames::name)
                .distinct()
                .forEach(names::add);
        return names;
    }

    private boolean isWanted(Queue queue) {
        return settings.queues().isEmpty() || settings.queues().stream().anyMatch(name -> isNamed(queue, name));
    }

    private static boolean isNamed(Queue queue, String name) {
        return name.equals(queue.jobQueueName()) || name.equals(queue.jobQueueArn());
    }

    /**
     * Lists and describes what has not been yet, and hands over each queue as soon as all of it is there. What is
     * handed over stays although a later one fails.
     *
     * @param progress takes how many jobs have been described
     * @return why queues cannot be listed, by name
     */
    Map<String, String> list(List<String> names, Whole whole, LongConsumer progress) {
        List<JobSpool> unfinished = new ArrayList<>();
        try (InOrder lists = new InOrder("list jobs", DescribePace.AT_ONCE, DescribePace.AT_ONCE);
                DescribeCalls calls = new DescribeCalls(client)) {
            for (String queue : names) {
                JobSpool before = spools.get(queue);
                if (before != null) {
                    whole.accept(queue, before);
                } else if (!refused.containsKey(queue)) {
                    JobSpool spool = new JobSpool(tempFolder);
                    unfinished.add(spool);
                    if (new Listing(queue, lists, calls, spool, progress).isListed()) {
                        calls.after(() -> {
                            unfinished.remove(spool);
                            spools.put(queue, spool);
                            whole.accept(queue, spool);
                        });
                    }
                }
            }
            calls.finish();
        } finally {
            unfinished.forEach(JobSpool::close);
        }
        if (!names.isEmpty() && refused.keySet().containsAll(names())) {
            throw new SourceMisconfigured("aws_batch: no queue can be listed " + refused
                    + "; allow batch:ListJobs on * to these credentials, or correct " + AwsBatchSettings.PROPERTY
                    + ".queues");
        }
        return refused;
    }

    /** One queue on its way into a spool. */
    private final class Listing {

        private final String queue;
        private final InOrder lists;
        private final DescribeCalls calls;
        private final JobSpool spool;
        private final LongConsumer progress;

        Listing(String queue, InOrder lists, DescribeCalls calls, JobSpool spool, LongConsumer progress) {
            this.queue = queue;
            this.lists = lists;
            this.calls = calls;
            this.spool = spool;
            this.progress = progress;
        }

        /** Lists it; or notes why it cannot be. */
        boolean isListed() {
            boolean isListed = true;
            try {
                for (String status : STATUSES) {
                    client.jobs(queue, status, job -> enter(job, status));
                }
            } catch (QueueRefused e) {
                refused.put(queue, String.valueOf(e.getMessage()));
                isListed = false;
            }
            lists.finish();
            return isListed;
        }

        private void enter(Listed job, String status) {
            if (isOver(job, status)) {
                return;
            }
            if (job.children() > 0) {
                enterChildren(job, status);
                return;
            }
            describe(job, status);
            if (job.hasNodes()) {
                list(status, each -> client.nodes(job.jobId(), each));
            }
        }

        /**
         * Children of an array that is no older than what is wanted have all lived since, and their ids are known: to
         * list them would be a call or more for each array and status. One that is missing may not be there yet.
         */
        private void enterChildren(Listed array, String status) {
            if (orElse(array.created(), 0) < from.toEpochMilli()) {
                list(status, each -> client.children(array.jobId(), each));
                return;
            }
            for (int index = 0; index < array.children(); index++) {
                calls.ask(array.jobId() + ":" + index, detail -> {
                    if (detail != null || ENDED.contains(status)) {
                        keep(array, detail);
                    }
                });
            }
        }

        /**
         * Lists what belongs to a job in that status; of one that has ended everything has. Statuses one after the
         * other, for what moves on from one to the next while both are listed may be in neither.
         */
        private void list(String status, Function<String, List<Listed>> members) {
            lists.begin(
                    () -> {
                        Map<String, List<Listed>> byStatus = new LinkedHashMap<>();
                        for (String each : ENDED.contains(status) ? ENDED : STATUSES) {
                            byStatus.put(each, members.apply(each));
                        }
                        return byStatus;
                    },
                    byStatus -> byStatus.forEach((each, found) -> found.forEach(member -> describe(member, each))));
        }

        private void describe(Listed job, String status) {
            if (!isOver(job, status)) {
                calls.ask(job.jobId(), detail -> keep(job, detail));
            }
        }

        private void keep(Listed listed, @Nullable Job detail) {
            if (detail == null) {
                spool.add(orElse(listed.created(), 0), orElse(listed.stopped(), Long.MAX_VALUE), new byte[0]);
                return;
            }
            Job kept = detail.keeping(settings.parameters(), variables);
            spool.add(
                    orElse(kept.created(), 0),
                    kept.isTerminal() ? orElse(kept.stopped(), Long.MAX_VALUE) : Long.MAX_VALUE,
                    BatchRecords.MAPPER.writeValueAsBytes(new Seen("api", asOf.toEpochMilli(), kept)));
            described++;
            if (described % AwsBatchClient.IDS_MAX == 0) {
                progress.accept(described);
            }
        }
    }

    private boolean isOver(Listed job, String status) {
        return ENDED.contains(status) && orElse(job.stopped(), Long.MAX_VALUE) < from.toEpochMilli();
    }

    private static long orElse(@Nullable Long time, long unknown) {
        return time == null ? unknown : time;
    }

    @Override
    public void close() {
        spools.values().forEach(JobSpool::close);
        spools.clear();
    }
}
