package org.scewarehouse.etl.source.awsbatch;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.awsbatch.JobShares.Share;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.fact.FactBatchJob;
import org.scewarehouse.model.fact.FactBatchJobDay;
import org.scewarehouse.model.hr.JobName;

/** Writes the facts of one day: each attempt's share, and attempts that ended. */
final class BatchRows {

    private static final double MILLIS = 1000;

    private final Day day;
    private final long from;
    private final long to;
    private final PersonRules people;
    private final BatchMembers members;
    private final Consumer<Record> rows;
    /** What was found wrong, by reason. */
    final Counts drops = new Counts();

    BatchRows(Day day, PersonRules people, BatchMembers members, Consumer<Record> rows) {
        this.day = day;
        this.from = day.from().toEpochMilli();
        this.to = day.to().toEpochMilli();
        this.people = people;
        this.members = members;
        this.rows = rows;
    }

    /**
     * Writes a job.
     *
     * @param nodes nodes of a multi-node job as far as they are known
     * @return whether it has anything to do with the day
     */
    boolean write(Job job, List<Job> nodes) {
        List<JobAttempt> attempts = JobAttempt.of(job);
        boolean isSubmitted = in(job.created());
        boolean hasRows = false;
        Long before = job.created();
        for (JobAttempt attempt : attempts) {
            hasRows |= write(job, attempt, shares(job, attempt, nodes), isSubmitted && attempt.number() == 1, before);
            before = attempt.end();
        }
        if (attempts.isEmpty() && isSubmitted) {
            JobAttempt none = new JobAttempt(1, null, null, false, false, false, null, null, null);
            hasRows = write(job, none, shares(job, none, nodes), true, null);
        }
        return hasRows;
    }

    private boolean in(@Nullable Long time) {
        return time != null && time >= from && time < to;
    }

    private JobShares shares(Job job, JobAttempt attempt, List<Job> nodes) {
        Integer expected =
                job.nodeProperties() == null ? null : job.nodeProperties().numNodes();
        if (!nodes.isEmpty() && (expected == null || expected == nodes.size())) {
            List<Share> own = nodes.stream().map(node -> ofNode(node, attempt)).toList();
            if (attempt.start() == null || own.stream().anyMatch(share -> share.start() != null)) {
                return new JobShares(own);
            }
        }
        int count = expected == null ? 1 : expected;
        return new JobShares(List.of(new Share(count, attempt.start(), attempt.end(), Resources.of(job))));
    }

    /** A node in that attempt of its job, where it may not have started. */
    private static Share ofNode(Job node, JobAttempt ofJob) {
        Resources resources = Resources.ofNode(node);
        return JobAttempt.of(node).stream()
                .filter(each -> each.number() == ofJob.number())
                .findFirst()
                .map(each -> new Share(1, each.start(), end(each, ofJob), resources))
                .orElseGet(() -> new Share(1, null, null, resources));
    }

    /** What tells of the end of a node may be lost, or be of the time when it was cleared away after its job. */
    private static @Nullable Long end(JobAttempt ofNode, JobAttempt ofJob) {
        Long ofAll = ofJob.end();
        return ofNode.end() == null || (ofAll != null && ofAll < ofNode.end()) ? ofAll : ofNode.end();
    }

    private boolean write(
            Job job, JobAttempt attempt, JobShares shares, boolean isSubmitted, @Nullable Long waitsSince) {
        boolean isStarted = in(attempt.start());
        boolean isEnded = in(attempt.end());
        if (job.isTerminal() && attempt.end() == null) {
            if (isSubmitted || in(job.created())) {
                drops.add("job ended at a time that is not told: its end and its time are left out");
            }
            attempt = new JobAttempt(
                    attempt.number(), null, null, false, true, attempt.isLast(), null, null, attempt.exitCode());
        }
        double seconds = new Share(1, attempt.start(), attempt.end(), Resources.UNKNOWN).seconds(from, to);
        if (!isSubmitted && !isStarted && !isEnded && seconds == 0) {
            return false;
        }
        if (attempt.isContradictory() && isEnded) {
            drops.add("attempt is said to have ended before it started: its time is left out");
        }
        Texts texts = new Texts(job);
        Keys keys = new Keys(job, attempt, texts.login);
        Double wait = isStarted || isEnded ? wait(attempt, waitsSince) : null;
        Resources resources = shares.resources();
        if (seconds > 0 && resources.cores() == null) {
            drops.add("job without container or vCPUs: its core time is unknown");
        }
        rows.accept(day(
                job, attempt, shares, texts, keys, isSubmitted, isStarted, isEnded, seconds, isStarted ? wait : null));
        if (isEnded) {
            rows.accept(ended(job, attempt, shares, texts, keys, resources, wait));
        }
        texts.keep(keys.job);
        return true;
    }

    private @Nullable Double wait(JobAttempt attempt, @Nullable Long since) {
        if (attempt.start() == null || since == null) {
            return null;
        }
        if (attempt.start() < since) {
            drops.add("attempt is said to have started before it was submitted: its wait is left out");
            return null;
        }
        return (attempt.start() - since) / MILLIS;
    }

    private FactBatchJobDay day(
            Job job,
            JobAttempt attempt,
            JobShares shares,
            Texts texts,
            Keys keys,
            boolean isSubmitted,
            boolean isStarted,
            boolean isEnded,
            double seconds,
            @Nullable Double wait) {
        boolean isUnknown = attempt.isContradictory();
        return new FactBatchJobDay(
                day.date(),
                keys.job,
                keys.queue,
                keys.definition,
                keys.image,
                0,
                keys.user,
                keys.project,
                keys.system,
                AwsBatchSettings.SOURCE,
                String.valueOf(job.jobId()),
                attempt.number(),
                texts.jobName,
                isSubmitted,
                isStarted,
                isEnded,
                seconds > 0,
                shares.resources().cores(),
                isUnknown ? null : (Double) seconds,
                isUnknown ? null : shares.integral(from, to, Resources::cores),
                null,
                isUnknown ? null : shares.integral(from, to, Resources::gpus),
                isUnknown ? null : (Double) shares.nodeSeconds(from, to),
                isUnknown ? null : shares.integral(from, to, Resources::memoryBytes),
                wait,
                null);
    }

    private FactBatchJob ended(
            Job job,
            JobAttempt attempt,
            JobShares shares,
            Texts texts,
            Keys keys,
            Resources resources,
            @Nullable Double wait) {
        Long start = attempt.start();
        long end = java.util.Objects.requireNonNull(attempt.end());
        boolean isKnown = start != null;
        String jobId = String.valueOf(job.jobId());
        int colon = jobId.indexOf(':');
        Integer index =
                job.arrayProperties() == null ? null : job.arrayProperties().index();
        return new FactBatchJob(
                day.date(),
                keys.job,
                keys.queue,
                keys.definition,
                keys.image,
                0,
                keys.user,
                keys.project,
                keys.system,
                AwsBatchSettings.SOURCE,
                jobId,
                attempt.number(),
                texts.jobName,
                index == null || colon < 0 ? null : jobId.substring(0, colon),
                index,
                instant(job.created()),
                null,
                instant(start),
                Instant.ofEpochMilli(end),
                attempt.state(job),
                texts.masked(attempt.exitReason() == null ? attempt.reason() : attempt.exitReason()),
                attempt.exitCode(),
                attempt.isStarted(),
                shares.nodes(),
                resources.cores(),
                resources.gpus(),
                resources.memoryBytes(),
                null,
                wait,
                null,
                start == null ? null : (Double) ((end - start) / MILLIS),
                isKnown ? shares.integral(Long.MIN_VALUE / 2, end, Resources::cores) : null,
                null,
                isKnown ? shares.integral(Long.MIN_VALUE / 2, end, Resources::gpus) : null,
                isKnown ? (Double) shares.nodeSeconds(Long.MIN_VALUE / 2, end) : null);
    }

    private static @Nullable Instant instant(@Nullable Long time) {
        return time == null ? null : Instant.ofEpochMilli(time);
    }

    /** Keys of a row; its members are written with them. */
    private final class Keys {
        final long job;
        final long queue;
        final long definition;
        final long image;
        final long user;
        final long project;
        final long system;

        Keys(Job of, JobAttempt attempt, @Nullable String login) {
            String arn = of.jobArn() == null ? of.jobQueue() : of.jobArn();
            BatchNames names = BatchNames.parse(arn);
            job = members.key(
                    "batch_job",
                    AwsBatchSettings.SOURCE,
                    names == null ? null : names.account(),
                    names == null ? null : names.region(),
                    of.jobId(),
                    Integer.toString(attempt.number()));
            queue = members.queue(of.jobQueue());
            definition = members.jobDefinition(of);
            image = members.image(of.images().findFirst().orElse(null));
            user = members.userId(login);
            project = members.projectKey(of, login);
            system = members.computeSystem(of, arn);
        }
    }

    /** Texts of a row without logins. */
    private final class Texts {
        final @Nullable String login;
        final String given;
        final String jobName;
        private final @Nullable String queue;
        private final @Nullable String definition;

        Texts(Job job) {
            login = people.login(job);
            given = job.jobName() == null ? "" : job.jobName();
            jobName = members.masked(given, login);
            queue = job.jobQueue() == null ? null : BatchNames.name(job.jobQueue());
            definition = job.jobDefinition() == null ? null : BatchNames.name(job.jobDefinition());
        }

        @Nullable
        String masked(@Nullable String text) {
            return text == null ? null : members.masked(text, login);
        }

        void keep(long jobKey) {
            boolean isMasked = !given.equals(jobName)
                    || (queue != null && !queue.equals(masked(queue)))
                    || (definition != null && !definition.equals(masked(definition)));
            if (isMasked) {
                rows.accept(new JobName(jobKey, given, queue, definition, day.date(), day.date()));
            }
        }
    }
}
