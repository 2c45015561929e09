package org.scewarehouse.jobs.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.RemovedRaw;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.etl.load.EndpointRow;
import org.scewarehouse.etl.load.EndpointState;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Source;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * The job {@code sourceDay}: extract (one step per endpoint, in parallel) -> transform -> load. Each step first asks
 * the
 * lake or the ledger whether its work is there already, so each may be entered any number of times.
 */
final class SourceDayJob implements AutoCloseable {

    static final String NAME = "sourceDay";

    /** Two keep a source and this machine busy at once; more would only load the source. */
    private static final int EXTRACTS_AT_ONCE = 2;

    /** Within the time of grace that {@link org.scewarehouse.jobs.Termination} gives. */
    private static final long END_LIMIT_MILLIS = 10_000;

    private final RunContext context;
    private final JobRepository repository;
    private final DayNotes notes;
    private final SimpleAsyncTaskExecutor parallel = new SimpleAsyncTaskExecutor("extract-");

    SourceDayJob(RunContext context, JobRepository repository, DayNotes notes) {
        this.context = context;
        this.repository = repository;
        this.notes = notes;
        parallel.setConcurrencyLimit(EXTRACTS_AT_ONCE);
        parallel.setCancelRemainingTasksOnClose(true);
        parallel.setTaskTerminationTimeout(END_LIMIT_MILLIS);
    }

    /**
     * The job of one source-day; its steps are named {@code extract-<endpoint>}, {@code transform} and {@code load}. An
     * endpoint that cannot answer for the day has none.
     */
    Job of(SourceDay work) {
        Flow[] extracts = work.source().endpoints().stream()
                .filter(endpoint -> work.asksSource()
                        && endpoint.answersFor(work.day(), context.clock().instant()))
                .map(endpoint -> flow(step(work, "extract-" + endpoint.name(), () -> extract(work, endpoint))))
                .toArray(Flow[]::new);
        Step transform = step(work, "transform", () -> transform(work));
        Step load = step(work, "load", () -> load(work));
        JobBuilder job = new JobBuilder(NAME, repository);
        if (extracts.length == 0) {
            return job.start(transform).next(load).build();
        }
        Flow extract = new FlowBuilder<SimpleFlow>("extract")
                .split(parallel)
                .add(extracts)
                .build();
        return job.start(extract).next(transform).next(load).end().build();
    }

    /**
     * Interrupts the extracts that are still at work and waits for them, so that none of them writes when the day's
     * lock
     * is given back: a signal ends the thread that waits for them first.
     */
    @Override
    public void close() {
        boolean isInterrupted = Thread.interrupted();
        parallel.close();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Flow flow(Step step) {
        return new FlowBuilder<SimpleFlow>(step.getName()).start(step).build();
    }

    private Step step(SourceDay day, String name, Runnable work) {
        return new StepBuilder(name, repository)
                .tasklet((contribution, chunk) -> {
                    context.checkStop();
                    try (LogContext logged = LogContext.of(day, name)) {
                        logged.tell(work);
                    }
                    return RepeatStatus.FINISHED;
                })
                .allowStartIfComplete(true)
                .build();
    }

    private void extract(SourceDay work, Endpoint endpoint) {
        RawZone.Writer raw =
                raw().writer(work.source().name(), endpoint.name(), work.day().date(), work.attempt());
        if (!raw.isComplete()) {
            work.source().extract(work.day(), endpoint, raw, progress(work, "extract " + endpoint.name()));
        }
    }

    private void transform(SourceDay work) {
        String source = work.source().name();
        LocalDate date = work.day().date();
        if (work.asksSource()) {
            RawAdoption.adopt(raw(), work).ifPresent(notes::warn);
            context.ledger().extracted(source, date, work.fence(), askedAt(work));
        } else {
            fetchedAt(work).ifPresent(at -> context.ledger().extractedBefore(source, date, work.fence(), at));
        }
        RawAdoption.accept(raw(), work);
        if (!work.asksSource() && removed(work).isPresent()) {
            return; // Whoever planned this has seen that what was built of it stands.
        }
        RawZone.Reader kept = kept(work);
        Optional<StateZone.State> earlier = earlier(work.source(), date);
        Manifest.Inputs inputs = inputs(work, kept, earlier);
        boolean isBuilt = curated().isBuilt(source, date, inputs)
                && People.areAsBuilt(
                        curated(), source, date, context.dimensions().identities());
        if (isBuilt && !work.rebuilds()) {
            return;
        }
        try (CuratedZone.Writer rows =
                curated().writer(source, date, work.source().tables())) {
            byte[] state = work.source()
                    .transform(
                            work.day(),
                            kept,
                            earlier.map(StateZone.State::content).orElse(new byte[0]),
                            context.dimensions(),
                            rows,
                            progress(work, "transform"));
            if (work.source().keepsState()) {
                context.lake().state().keep(source, date, state);
            }
            rows.commit(inputs);
        }
    }

    private void load(SourceDay work) {
        notes.built();
        Manifest manifest = curated()
                .manifest(work.source().name(), work.day().date())
                .orElseThrow(() -> new IllegalStateException(work + ": the transform left no manifest"));
        Map<String, RemovedRaw.Answer> answers = answers(work);
        List<EndpointRow> endpoints = work.source().endpoints().stream()
                .map(endpoint -> answers.containsKey(endpoint.name())
                        ? row(endpoint, answers.get(endpoint.name()))
                        : missing(work, endpoint))
                .toList();
        markStale(work); // first: a run that dies after the load has no reason to come back here
        notes.loaded(context.loader().load(manifest, work.fence(), endpoints, false));
        staleIfPastChanged(work, manifest);
    }

    /** Days of a source are built side by side where the states of their pasts are kept; one may change meanwhile. */
    private void staleIfPastChanged(SourceDay work, Manifest manifest) {
        if (!Objects.equals(manifest.inputs().stateSha256(), sha256(earlier(work.source(), manifest.day())))) {
            context.ledger().stale(work.source().name(), manifest.day(), "a day before it has changed meanwhile");
        }
    }

    /** The next day that is built carries values of this one forward; if these have changed, it must be built again. */
    private void markStale(SourceDay work) {
        Source source = work.source();
        curated()
                .firstAfter(source.name(), work.day().date())
                .filter(next -> !Objects.equals(next.inputs().stateSha256(), sha256(earlier(source, next.day()))))
                .ifPresent(next -> context.ledger()
                        .row(source.name(), next.day())
                        .filter(row -> row.state() == LoadState.PUBLISHED)
                        .ifPresent(row -> context.ledger()
                                .stale(
                                        source.name(),
                                        next.day(),
                                        "the day before it, " + work.day() + ", has changed")));
    }

    private Optional<StateZone.State> earlier(Source source, LocalDate date) {
        return source.keepsState() ? context.lake().state().before(source.name(), date) : Optional.empty();
    }

    private static @Nullable String sha256(Optional<StateZone.State> earlier) {
        return earlier.map(state -> state.day() + " " + state.sha256()).orElse(null);
    }

    private Map<String, RemovedRaw.Answer> answers(SourceDay work) {
        return removed(work).map(RemovedRaw.Removed::answers).orElseGet(() -> RemovedRaw.answers(kept(work))).stream()
                .collect(Collectors.toMap(RemovedRaw.Answer::endpoint, answer -> answer));
    }

    /** Since when what comes late may be missing: an endpoint that was complete before a night failed is as of then. */
    private Instant askedAt(SourceDay work) {
        return askedEachTime(work)
                .flatMap(name ->
                        raw().completion(work.source().name(), name, work.day().date(), work.attempt()).stream())
                .map(Completion::fetchedAt)
                .min(Comparator.naturalOrder())
                .orElseGet(context.clock()::instant);
    }

    private Optional<Instant> fetchedAt(SourceDay work) {
        Set<String> askedEachTime = askedEachTime(work).collect(Collectors.toSet());
        return answers(work).values().stream()
                .filter(answer -> askedEachTime.contains(answer.endpoint()))
                .map(RemovedRaw.Answer::fetchedAt)
                .min(Comparator.naturalOrder());
    }

    /** A snapshot that may be missing is taken once, and so does not tell when the day was last asked for. */
    private static Stream<String> askedEachTime(SourceDay work) {
        return work.source().endpoints().stream()
                .filter(endpoint -> !endpoint.isOptionalSnapshot())
                .map(Endpoint::name);
    }

    private Optional<RemovedRaw.Removed> removed(SourceDay work) {
        return context.lake().removed().of(work.source().name(), work.day().date());
    }

    private static EndpointRow row(Endpoint endpoint, RemovedRaw.Answer completion) {
        return new EndpointRow(
                endpoint.name(),
                endpoint.kind().name(),
                completion.attempt(),
                EndpointState.OBSERVED,
                completion.records(),
                completion.fetchedAt());
    }

    /** A snapshot that nobody took: nothing is lost where none was ever taken before. */
    private EndpointRow missing(SourceDay work, Endpoint endpoint) {
        boolean isLost = context.ledger()
                .wasObservedBefore(
                        work.source().name(), endpoint.name(), work.day().date());
        EndpointState state = isLost ? EndpointState.LOST : EndpointState.NOT_EXPECTED;
        return new EndpointRow(endpoint.name(), endpoint.kind().name(), null, state, null, null);
    }

    private RawZone.Reader kept(SourceDay work) {
        return raw().current(work.source().name(), work.day().date())
                .orElseThrow(() -> new NothingKept(work.source().name(), work.day()));
    }

    private Manifest.Inputs inputs(SourceDay work, RawZone.Reader kept, Optional<StateZone.State> earlier) {
        String settings =
                work.source().settingsFingerprint() + " " + context.dimensions().fingerprint();
        return new Manifest.Inputs(kept.sha256(), settings, sha256(earlier), context.codeVersion(), work.fence());
    }

    private RawZone raw() {
        return context.lake().raw();
    }

    private CuratedZone curated() {
        return context.lake().curated();
    }

    private Progress progress(SourceDay work, String step) {
        return (unit, done, total) -> {
            context.checkStop();
            context.progress().advance(work, step, unit, done, total);
        };
    }
}
