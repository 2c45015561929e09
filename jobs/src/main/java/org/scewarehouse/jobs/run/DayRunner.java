package org.scewarehouse.jobs.run;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RemovedRaw;
import org.scewarehouse.etl.load.EndpointRow;
import org.scewarehouse.etl.load.EndpointState;
import org.scewarehouse.etl.load.FenceLost;
import org.scewarehouse.etl.load.LoadResult;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.source.hr.HrSource;
import org.scewarehouse.jobs.run.DayOutcome.State;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.model.Day;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/** Does one planned day: lock, fence, attempt, job, and what became of it. The caller holds a slot of the source. */
final class DayRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DayRunner.class);

    private final RunContext context;
    private final JobRepository repository;
    private final JobOperator operator;
    private final SourceLocks locks;

    DayRunner(RunContext context, JobRepository repository, JobOperator operator) {
        this.context = context;
        this.repository = repository;
        this.operator = operator;
        this.locks = context.locks();
    }

    /**
     * Sets executions of the source that a killed process left running to FAILED, so that they can be restarted. Who
     * lives holds the lock of the day that it works at.
     */
    void recover(Source source) {
        for (JobExecution execution : repository.findRunningJobExecutions(SourceDayJob.NAME)) {
            LocalDate day = execution.getJobParameters().getLocalDate("day");
            if (day != null && source.name().equals(execution.getJobParameters().getString("source"))) {
                locks.day(source.name(), day).ifPresent(held -> recover(held, execution.getId()));
            }
        }
    }

    /** It is read again: whoever held the lock may have ended it meanwhile. */
    private void recover(SourceLocks.Held lock, long executionId) {
        try (lock) {
            JobExecution execution = repository.getJobExecution(executionId);
            if (execution != null && execution.isRunning()) {
                operator.recover(execution);
            }
        }
    }

    DayOutcome run(Source source, PlannedDay planned) {
        return run(source, planned, () -> {});
    }

    /**
     * The same.
     *
     * @param whenBuilt told when all but the load is done, which waits for its end; not told if nothing is to be loaded
     */
    DayOutcome run(Source source, PlannedDay planned, Runnable whenBuilt) {
        long begun = System.nanoTime();
        Optional<SourceLocks.Held> lock = locks.day(source.name(), planned.day().date());
        if (lock.isEmpty()) {
            return outcome(planned, State.LOCKED, null, begun, "another run works at this day", null);
        }
        try (SourceLocks.Held held = lock.get()) {
            return switch (planned.action()) {
                case DECLARE_LOST -> declareLost(source, planned, planned.reason(), begun);
                case DECLARE_NOT_EXPECTED -> declareNotExpected(source, planned, planned.reason(), begun);
                case REBUILD ->
                    isRawKept(source, planned)
                            ? execute(source, planned, whenBuilt, begun)
                            : withoutRaw(source, planned, whenBuilt, begun);
                case LOAD, RESTATE -> execute(source, planned, whenBuilt, begun);
            };
        } catch (DataRejected e) { // a damaged file of the lake, of this day: the others go on
            return outcome(planned, State.FAILED, null, begun, Messages.of(e), e);
        }
    }

    /** The lake is told first: who builds the ledger from it must not take the day for one that is still missing. */
    private DayOutcome declareLost(Source source, PlannedDay planned, String reason, long begun) {
        LocalDate date = planned.day().date();
        context.lake().raw().lost().declare(source.name(), date, reason);
        context.ledger().endpoints(source.name(), date, endpoints(source, date, EndpointState.LOST));
        context.ledger().lost(source.name(), date, reason);
        return outcome(planned, State.LOST, null, begun, reason, null);
    }

    private DayOutcome declareNotExpected(Source source, PlannedDay planned, String reason, long begun) {
        LocalDate date = planned.day().date();
        context.ledger().endpoints(source.name(), date, endpoints(source, date, EndpointState.NOT_EXPECTED));
        context.ledger().notExpected(source.name(), date, reason);
        return outcome(planned, State.NOT_EXPECTED, null, begun, reason, null);
    }

    /** The endpoints of which nothing was observed. */
    private List<EndpointRow> endpoints(Source source, LocalDate date, EndpointState state) {
        Set<String> observed = context.ledger().endpoints(source.name(), date).stream()
                .filter(row -> row.state() == EndpointState.OBSERVED)
                .map(EndpointRow::endpoint)
                .collect(Collectors.toSet());
        return source.endpoints().stream()
                .filter(endpoint -> !observed.contains(endpoint.name()))
                .map(endpoint ->
                        new EndpointRow(endpoint.name(), endpoint.kind().name(), null, state, null, null))
                .toList();
    }

    private boolean isRawKept(Source source, PlannedDay planned) {
        return context.lake().raw().current(source.name(), planned.day().date()).isPresent();
    }

    /** Raw that is kept no longer does not matter where what was built of it is to be loaded. */
    private DayOutcome withoutRaw(Source source, PlannedDay planned, Runnable whenBuilt, long begun) {
        LocalDate date = planned.day().date();
        RemovedRaw.Removed removed =
                context.lake().removed().of(source.name(), date).orElse(null);
        if (removed == null) {
            return notKept(source, planned, begun);
        }
        if (planned.isAskedFor()) {
            return vain(planned, begun, NothingKept.since(removed.removedOn(), source.name(), planned.day()));
        }
        if (context.lake().curated().manifest(source.name(), date).isPresent()) {
            return execute(source, planned, whenBuilt, begun);
        }
        LoadRow row = context.ledger().row(source.name(), date).orElse(null);
        if (row != null && row.isStanding()) { // What stands is not given up because nothing is left to load.
            return outcome(planned, State.UNCHANGED, row.rowCount(), begun, "", null);
        }
        String reason = "raw and curated rows were removed, raw on " + removed.removedOn() + ": sce.retention";
        return declareNotExpected(source, planned, reason, begun);
    }

    /** A day to be rebuilt that has no raw: the lake may say that it was lost, which a new ledger does not know yet. */
    private DayOutcome notKept(Source source, PlannedDay planned, long begun) {
        LocalDate date = planned.day().date();
        boolean isStanding = context.ledger()
                .row(source.name(), date)
                .map(LoadRow::isStanding)
                .orElse(false);
        return context.lake()
                .raw()
                .lost()
                .reason(source.name(), date)
                .filter(reason -> !isStanding)
                .map(reason -> declareLost(source, planned, reason, begun))
                .orElseGet(() -> vain(planned, begun, new NothingKept(source.name(), planned.day())));
    }

    /** The ledger is not told: that somebody asked for what is not there says nothing of the day. */
    private DayOutcome vain(PlannedDay planned, long begun, NothingKept failure) {
        return outcome(planned, State.FAILED, null, begun, String.valueOf(failure.getMessage()), failure);
    }

    private DayOutcome execute(Source source, PlannedDay planned, Runnable whenBuilt, long begun) {
        Day day = planned.day();
        boolean asksSource = planned.action() != Action.REBUILD;
        int attempt = attempt(source, planned);
        long fence = context.ledger().begin(source.name(), day.date(), attempt, context.codeVersion());
        boolean rebuilds = !asksSource && planned.isAskedFor();
        SourceDay work = new SourceDay(source, day, attempt, fence, asksSource, rebuilds, planned.acceptsShrink());
        DayNotes notes = new DayNotes(whenBuilt);
        context.lineage().began(work, context.clock());
        DayOutcome outcome = outcome(work, planned, notes, begun);
        context.lineage().ended(work, end(outcome), built(outcome), outcome.message(), context.clock());
        return outcome;
    }

    private DayOutcome outcome(SourceDay work, PlannedDay planned, DayNotes notes, long begun) {
        JobExecution execution = start(work, notes);
        LoadResult result = notes.loaded();
        if (execution.getStatus() == BatchStatus.COMPLETED && result != null) {
            return published(work.source(), planned, result, notes.warnings(), begun);
        }
        Throwable failure = rootFailure(execution.getAllFailureExceptions());
        if (failure instanceof Stopped || context.termination().isRequested()) {
            // A signal interrupts the run wherever it is, so the failure may be any; its cause is the signal.
            Stopped stopped = new Stopped();
            noteFailure(work, String.valueOf(stopped.getMessage()));
            return outcome(planned, State.STOPPED, null, begun, String.valueOf(stopped.getMessage()), stopped);
        }
        String message = failure == null ? "ended as " + execution.getStatus() : Messages.of(failure);
        noteFailure(work, message);
        return outcome(planned, State.FAILED, null, begun, message, failure);
    }

    /** A day that another run has taken over is that run's to tell about; the days after it are still ours. */
    private void noteFailure(SourceDay work, String message) {
        try {
            context.ledger().fail(work.source().name(), work.day().date(), work.fence(), message);
        } catch (FenceLost e) {
            LOG.debug("Not noted: {}", message, e);
        }
    }

    private static Lineage.End end(DayOutcome outcome) {
        return switch (outcome.state()) {
            case FAILED -> Lineage.End.FAIL;
            case STOPPED -> Lineage.End.ABORT;
            default -> Lineage.End.COMPLETE;
        };
    }

    private @Nullable Manifest built(DayOutcome outcome) {
        PlannedDay planned = outcome.planned();
        return outcome.failure() == null
                ? context.lake()
                        .curated()
                        .manifest(planned.source(), planned.day().date())
                        .orElse(null)
                : null;
    }

    private JobExecution start(SourceDay work, DayNotes notes) {
        try (SourceDayJob job = new SourceDayJob(context, repository, notes)) {
            return operator.start(job.of(work), parameters(work.source(), work.day(), work.attempt()));
        } catch (org.springframework.batch.core.job.JobExecutionException e) {
            throw new IllegalStateException("Spring Batch refused to start " + work + ": " + e.getMessage(), e);
        } catch (TransactionException | DataAccessResourceFailureException e) {
            throw new WarehouseUnavailable(
                    work + ": the warehouse is away, so not even that could be noted (" + e.getMessage()
                            + "); run again when it is back",
                    e);
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
            if (before != null && isRestartable(before)) {
                return last;
            }
        }
        return fresh + 1;
    }

    /**
     * What Spring Batch restarts; a process that ended while its steps were at work may have left these as they were.
     */
    private static boolean isRestartable(JobExecution execution) {
        BatchStatus status = execution.getStatus();
        return (status == BatchStatus.FAILED || status == BatchStatus.STOPPED)
                && execution.getStepExecutions().stream()
                        .map(StepExecution::getStatus)
                        .noneMatch(step -> step.isRunning() || step == BatchStatus.UNKNOWN);
    }

    private static JobParameters parameters(Source source, Day day, int attempt) {
        return new JobParametersBuilder()
                .addString("source", source.name())
                .addLocalDate("day", day.date())
                .addLong("attempt", (long) attempt)
                .toJobParameters();
    }

    private DayOutcome published(Source source, PlannedDay planned, LoadResult result, List<String> notes, long begun) {
        List<String> all = new ArrayList<>(notes);
        context.lake()
                .curated()
                .manifest(source.name(), planned.day().date())
                .ifPresent(manifest -> all.addAll(warnings(manifest)));
        all.addAll(context.ledger().fewRows(source.name(), planned.day().date()));
        // What is built of raw, also by an erasure, tells of days that were; the warehouse has people as of the last.
        if (source.name().equals(HrSource.NAME) && planned.action() != Action.REBUILD) {
            context.ledger()
                    .erasedAndNamedAnew()
                    .forEach(token -> all.add("HR names somebody who was erased otherwise than it did then (" + token
                            + " in hr.person or hr.bridge_identity); if this is the same person: ./sce erase " + token
                            + " --yes"));
        }
        String warnings = String.join("; ", all);
        State state = !warnings.isEmpty()
                ? State.PUBLISHED_WITH_WARNINGS
                : result.isUnchanged() ? State.UNCHANGED : State.PUBLISHED;
        return outcome(planned, state, result.rows(), begun, warnings, null);
    }

    /** Gaps and notes are facts about the source, stated in status and data_quality; others warn of this day. */
    private static List<String> warnings(Manifest manifest) {
        return manifest.findings().stream()
                .filter(finding -> finding.kind().isWarning())
                .map(finding -> finding.subject() + ": " + finding.reason() + " (" + finding.count() + ")")
                .toList();
    }

    private DayOutcome outcome(
            PlannedDay planned,
            State state,
            @Nullable Long rows,
            long begun,
            String message,
            @Nullable Throwable failure) {
        return new DayOutcome(planned, state, rows, Duration.ofNanos(System.nanoTime() - begun), message, failure);
    }

    private static @Nullable Throwable rootFailure(List<Throwable> failures) {
        return failures.stream().map(Messages::telling).findFirst().orElse(null);
    }
}
