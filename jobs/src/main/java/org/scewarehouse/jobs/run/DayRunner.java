package org.scewarehouse.jobs.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.load.LoadResult;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.run.DayOutcome.State;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.model.Day;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/** Does one planned day: lock, fence, attempt, job, and what became of it. The caller holds a slot of the source. */
final class DayRunner {

    private final RunContext context;
    private final JobRepository repository;
    private final JobOperator operator;
    private final SourceLocks locks;
    private final Clock clock;

    DayRunner(RunContext context, JobRepository repository, JobOperator operator) {
        this.context = context;
        this.repository = repository;
        this.operator = operator;
        this.locks = context.locks();
        this.clock = context.clock();
    }

    /**
     * Sets executions of the source that a killed process left running to FAILED, so that they can be restarted. Only
     * sound while the caller holds all slots of the source, which proves that no such process lives.
     */
    void recover(Source source) {
        for (JobExecution execution : repository.findRunningJobExecutions(SourceDayJob.NAME)) {
            if (source.name().equals(execution.getJobParameters().getString("source"))) {
                operator.recover(execution);
            }
        }
    }

    DayOutcome run(Source source, PlannedDay planned) {
        Instant begun = clock.instant();
        Optional<SourceLocks.Held> lock = locks.day(source.name(), planned.day().date());
        if (lock.isEmpty()) {
            return outcome(planned, State.LOCKED, null, begun, "another run works at this day", null);
        }
        try (SourceLocks.Held held = lock.get()) {
            if (planned.action() == Action.DECLARE_LOST) {
                context.ledger().lost(source.name(), planned.day().date(), planned.reason());
                return outcome(planned, State.LOST, null, begun, planned.reason(), null);
            }
            return execute(source, planned, begun);
        }
    }

    private DayOutcome execute(Source source, PlannedDay planned, Instant begun) {
        Day day = planned.day();
        boolean asksSource = planned.action() != Action.REBUILD;
        int attempt = attempt(source, planned);
        long fence = context.ledger().begin(source.name(), day.date(), attempt, context.codeVersion());
        boolean rebuilds = !asksSource && planned.isAskedFor();
        SourceDay work = new SourceDay(source, day, attempt, fence, asksSource, rebuilds);
        AtomicReference<@Nullable LoadResult> loaded = new AtomicReference<>();
        JobExecution execution = start(work, loaded);
        LoadResult result = loaded.get();
        if (execution.getStatus() == BatchStatus.COMPLETED && result != null) {
            return published(source, planned, result, begun);
        }
        Throwable failure = rootFailure(execution.getAllFailureExceptions());
        if (failure instanceof Stopped) {
            context.ledger().fail(source.name(), day.date(), fence, "stopped by a signal");
            return outcome(planned, State.STOPPED, null, begun, String.valueOf(failure.getMessage()), failure);
        }
        String message = failure == null ? "ended as " + execution.getStatus() : Messages.of(failure);
        context.ledger().fail(source.name(), day.date(), fence, message);
        return outcome(planned, State.FAILED, null, begun, message, failure);
    }

    private JobExecution start(SourceDay work, AtomicReference<@Nullable LoadResult> loaded) {
        SourceDayJob job = new SourceDayJob(context, repository, loaded::set);
        try {
            return operator.start(job.of(work), parameters(work.source(), work.day(), work.attempt()));
        } catch (org.springframework.batch.core.job.JobExecutionException e) {
            throw new IllegalStateException("Spring Batch refused to start " + work + ": " + e.getMessage(), e);
        }
    }

    /**
     * The same attempt after FAILED or STOPPED, which Spring Batch restarts; else the next one. A day asked for by
     * force, and a restatement, always get a new one: the source is to be asked again.
     */
    private int attempt(Source source, PlannedDay planned) {
        Day day = planned.day();
        int last = context.ledger()
                .row(source.name(), day.date())
                .map(LoadRow::attempt)
                .orElse(0);
        int fresh = last;
        for (var endpoint : source.endpoints()) {
            int next = context.lake().raw().nextAttempt(source.name(), endpoint.name(), day.date());
            fresh = Math.max(fresh, next - 1);
        }
        if (last > 0 && !planned.isAskedFor() && planned.action() != Action.RESTATE) {
            JobExecution before = repository.getLastJobExecution(SourceDayJob.NAME, parameters(source, day, last));
            BatchStatus status = before == null ? BatchStatus.UNKNOWN : before.getStatus();
            if (status == BatchStatus.FAILED || status == BatchStatus.STOPPED) {
                return last;
            }
        }
        return fresh + 1;
    }

    private static JobParameters parameters(Source source, Day day, int attempt) {
        return new JobParametersBuilder()
                .addString("source", source.name())
                .addLocalDate("day", day.date())
                .addLong("attempt", (long) attempt)
                .toJobParameters();
    }

    private DayOutcome published(Source source, PlannedDay planned, LoadResult result, Instant begun) {
        String warnings = context.lake()
                .curated()
                .manifest(source.name(), planned.day().date())
                .map(DayRunner::warnings)
                .orElse("");
        State state = !warnings.isEmpty()
                ? State.PUBLISHED_WITH_WARNINGS
                : result.isUnchanged() ? State.UNCHANGED : State.PUBLISHED;
        return outcome(planned, state, result.rows(), begun, warnings, null);
    }

    /** A gap is a fact about the source, stated in status and data_quality; the other kinds are about this day. */
    private static String warnings(Manifest manifest) {
        return manifest.findings().stream()
                .filter(finding -> finding.kind() != Finding.Kind.GAP)
                .map(finding -> finding.subject() + ": " + finding.reason() + " (" + finding.count() + ")")
                .collect(Collectors.joining("; "));
    }

    private DayOutcome outcome(
            PlannedDay planned,
            State state,
            @Nullable Long rows,
            Instant begun,
            String message,
            @Nullable Throwable failure) {
        return new DayOutcome(planned, state, rows, Duration.between(begun, clock.instant()), message, failure);
    }

    private static @Nullable Throwable rootFailure(List<Throwable> failures) {
        return failures.stream().map(Messages::telling).findFirst().orElse(null);
    }
}
