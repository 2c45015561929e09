package org.scewarehouse.etl.source.awsbatch;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.ExternalSort;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Environment;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Queue;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Seen;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimImage;
import org.scewarehouse.model.dim.DimJobDefinition;
import org.scewarehouse.model.dim.DimProject;
import org.scewarehouse.model.dim.DimQueue;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.fact.FactBatchJob;
import org.scewarehouse.model.fact.FactBatchJobDay;
import org.scewarehouse.model.fact.FactCapacityDay;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.JobName;
import tools.jackson.core.JacksonException;

/**
 * Turns a day of raw jobs into rows. What was seen of a job is brought together by an external sort; memory holds one
 * job with its nodes, the day's logins, and the jobs that are carried into the next day.
 */
final class AwsBatchTransform {

    private final AwsBatchSettings settings;
    private final Path tempFolder;
    private final long memoryBytes;

    AwsBatchTransform(AwsBatchSettings settings, Path tempFolder, long memoryBytes) {
        this.settings = settings;
        this.tempFolder = tempFolder;
        this.memoryBytes = memoryBytes;
    }

    static List<TableSpec<?>> tables() {
        return List.of(
                Warehouse.table(DimUser.class),
                Warehouse.table(DimProject.class),
                Warehouse.table(DimComputeSystem.class),
                Warehouse.table(DimImage.class),
                Warehouse.table(DimQueue.class),
                Warehouse.table(DimJobDefinition.class),
                Warehouse.table(BridgeIdentity.class),
                Warehouse.table(JobName.class),
                Warehouse.table(FactCapacityDay.class),
                Warehouse.table(FactBatchJob.class),
                Warehouse.table(FactBatchJobDay.class));
    }

    byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        try (ExternalSort sort = new ExternalSort(tempFolder, memoryBytes)) {
            Input input = new Input(day, dimensions, sort);
            read(raw, earlier, input, progress);
            Masker masker = dimensions.masker(input.masks, day.date());
            BatchMembers members =
                    new BatchMembers(day.date(), dimensions, masker, input.queues, input.environments, rows::add);
            BatchRows facts = new BatchRows(day, settings.people(), members, rows::add);
            CarriedJobs carried = new CarriedJobs(day, settings);
            Counts knownToOne = new Counts();
            long[] count = {0};
            JobGroups.forEach(sort.sorted(), group -> {
                progress.advance("jobs", ++count[0], -1);
                MergedJob job = group.job();
                if (job == null) {
                    facts.drops.add("node of a job that nobody tells of: left out");
                    return;
                }
                if (facts.write(job.job(), group.nodes()) && settings.hasApi() && settings.hasEvents()) {
                    count(job, knownToOne);
                }
                if (settings.hasEvents()) {
                    carried.add(job, group.nodes());
                }
            });
            capacity(day, input.environments, members, rows);
            findings(raw, masker, rows, facts.drops, knownToOne, carried.lost());
            return settings.hasEvents() ? carried.state() : new byte[0];
        }
    }

    private static void count(MergedJob job, Counts counts) {
        if (job.vias().size() == 1) {
            counts.add(job.vias().contains("api") ? "job is in the API only" : "job is in the archive only");
        }
    }

    /** What is read before the first row can be written. */
    private final class Input {
        final Day day;
        final Dimensions dimensions;
        final ExternalSort sort;
        final Map<String, Queue> queues = new TreeMap<>();
        final Map<String, Environment> environments = new TreeMap<>();
        final Map<String, String> masks = new TreeMap<>();

        Input(Day day, Dimensions dimensions, ExternalSort sort) {
            this.day = day;
            this.dimensions = dimensions;
            this.sort = sort;
        }

        void job(String line) {
            Job job = read(line, Seen.class).job();
            if (job.isArray() || job.jobId() == null) {
                return;
            }
            String login = settings.people().login(job);
            if (login != null && !masks.containsKey(login)) {
                masks.put(
                        login, dimensions.identities().person(login, day.date()).mask());
            }
            byte[] key = JobGroups.baseId(job.jobId()).getBytes(StandardCharsets.UTF_8);
            sort.add(key, line.getBytes(StandardCharsets.UTF_8));
        }

        void queue(String line) {
            Queue queue = read(line, Queue.class);
            queues.put(String.valueOf(queue.jobQueueArn()), queue);
        }

        void environment(String line) {
            Environment environment = read(line, Environment.class);
            environments.put(String.valueOf(environment.computeEnvironmentArn()), environment);
        }
    }

    private static void read(RawZone.Reader raw, byte[] earlier, Input input, Progress progress) {
        long[] lines = {0};
        for (String endpoint : raw.endpoints()) {
            for (RawZone.PartFile part : raw.parts(endpoint)) {
                Consumer<String> reader =
                        switch (String.valueOf(part.attributes().get(AwsBatchExtract.HOLDS))) {
                            case AwsBatchExtract.QUEUES -> input::queue;
                            case AwsBatchExtract.ENVIRONMENTS -> input::environment;
                            default -> input::job;
                        };
                try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(part.open(), StandardCharsets.UTF_8), 1 << 16)) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        reader.accept(line);
                        progress.advance("lines read", ++lines[0], -1);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("aws_batch, " + input.day + ": cannot read " + part.key(), e);
                }
            }
        }
        new String(earlier, StandardCharsets.UTF_8).lines().forEach(input::job);
    }

    private static <R extends Record> R read(String line, Class<R> type) {
        try {
            return BatchRecords.MAPPER.readValue(line, type);
        } catch (JacksonException e) {
            throw new SourceChanged(
                    "aws_batch: raw holds a line that is no " + type.getSimpleName()
                            + "; correct the parser and rebuild the day with --from-raw",
                    e);
        }
    }

    /** A limit per account and region: what runs below it is up to AWS, so capacity stays unknown. */
    private static void capacity(
            Day day, Map<String, Environment> environments, BatchMembers members, CuratedZone.Writer rows) {
        Map<Long, Double> limits = new TreeMap<>();
        for (Environment environment : environments.values()) {
            Integer most = environment.computeResources() == null
                    ? null
                    : environment.computeResources().maxvCpus();
            if (most != null && "ENABLED".equals(environment.state())) {
                limits.merge(members.computeSystem(environment.computeEnvironmentArn()), (double) most, Double::sum);
            }
        }
        double seconds = day.to().getEpochSecond() - day.from().getEpochSecond();
        limits.forEach((system, cores) -> rows.add(new FactCapacityDay(
                day.date(),
                system,
                AwsBatchSettings.SOURCE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                cores * seconds)));
    }

    private static void findings(
            RawZone.Reader raw, Masker masker, CuratedZone.Writer rows, Counts drops, Counts knownToOne, long lost) {
        rows.finding(new Finding(
                "",
                Finding.Kind.GAP,
                "fact_capacity_day",
                "AWS Batch tells a limit of vCPUs and no capacity; CPU time used is not told either",
                1));
        for (String endpoint : raw.endpoints()) {
            Completion completion = raw.completion(endpoint);
            completion
                    .dropped()
                    .forEach((reason, count) ->
                            rows.finding(new Finding(endpoint, Finding.Kind.DROP, "extraction", reason, count)));
            // They name queues, and queues are called after people.
            completion
                    .warnings()
                    .forEach(text ->
                            rows.finding(new Finding(endpoint, Finding.Kind.WARNING, "answer", masker.mask(text), 1)));
        }
        drops.byReason().forEach((reason, count) -> rows.finding(warning(reason, count)));
        // Either way the job is there: what only one tells is stated and warns of nothing.
        knownToOne
                .byReason()
                .forEach((reason, count) ->
                        rows.finding(new Finding("", Finding.Kind.GAP, "fact_batch_job_day", reason, count)));
        if (lost > 0) {
            rows.finding(warning("job of whose end the archive never told: it is no longer carried forward", lost));
        }
    }

    private static Finding warning(String reason, long count) {
        return new Finding("", Finding.Kind.WARNING, "fact_batch_job_day", reason, count);
    }

    /** Jobs that run on into the next day, as far as the archive tells: the source's state. */
    private static final class CarriedJobs {
        private final long to;
        private final long oldest;
        private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
        private long lost;

        CarriedJobs(Day day, AwsBatchSettings settings) {
            this.to = day.to().toEpochMilli();
            this.oldest = day.from().minus(settings.carry()).toEpochMilli();
        }

        /** A multi-node job is carried whole or not at all: a node by itself is no job. */
        void add(MergedJob merged, List<Job> nodes) {
            Long stopped = merged.job().stopped();
            boolean isOpen = JobAttempt.of(merged.job()).stream()
                    .anyMatch(attempt ->
                            runsOn(attempt.start(), attempt.end(), merged.job().isTerminal()));
            if (!isOpen || (stopped != null && stopped < to)) {
                return;
            }
            if (merged.seenAt() < oldest) {
                lost++;
                return;
            }
            write(merged.job(), merged.seenAt());
            nodes.forEach(node -> write(node, merged.seenAt()));
        }

        private void write(Job job, long seenAt) {
            lines.writeBytes(BatchRecords.MAPPER.writeValueAsBytes(new Seen("event", seenAt, job)));
            lines.write('\n');
        }

        private boolean runsOn(@Nullable Long start, @Nullable Long end, boolean isTerminal) {
            return start != null && start < to && (end == null ? !isTerminal : end >= to);
        }

        long lost() {
            return lost;
        }

        byte[] state() {
            return lines.toByteArray();
        }
    }
}
