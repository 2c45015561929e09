package org.scewarehouse.jobs.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scewarehouse.etl.erasure.ErasurePlan;
import org.scewarehouse.etl.erasure.LakeSearch;
import org.scewarehouse.etl.lake.DecisionZone;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawRewrite;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.etl.load.ErasureLoad;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.source.hr.ErasedHistory;
import org.scewarehouse.etl.source.hr.HrSource;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.model.Warehouse;

/**
 * Erases one person. Each step sees for itself what is left to do, so that an erasure that was killed anywhere is
 * finished by running it again; its plan lies in the lake until the proof holds.
 */
final class Erasure {

    private static final int ALIKE_TOLD = 5;

    private final Session session;
    private final Console console;
    private final Workplace workplace;
    private final RunContext context;
    private final ErasurePlan plan;

    Erasure(Session session, Workplace workplace, ErasurePlan plan) {
        this.session = session;
        this.console = session.console();
        this.workplace = workplace;
        this.context = workplace.context();
        this.plan = plan;
    }

    ExitCode run() {
        LocalDate today = Erasing.today(session);
        if (!workplace.erasures().begin(plan, today)) {
            console.error("another erasure began in the same moment; run the command again");
            return ExitCode.LOCKED;
        }
        ErasureLoad warehouse = new ErasureLoad(workplace.dataSource());
        warehouse.mirror(workplace.erasures().erased());
        rewriteDecisions();
        rewriteRaw();
        ExitCode built = rebuild();
        if (built != ExitCode.DONE && built != ExitCode.DONE_WITH_WARNINGS) {
            console.error("not through: raw no longer names the person, but not every day could be built again; the"
                    + " same command goes on where this one stopped");
            return built;
        }
        LakeSearch lake = new LakeSearch(
                workplace.store(), context.lake().raw(), context.lake().curated(), plan);
        List<String> inLake = lake.search();
        SortedMap<String, List<LocalDate>> unbuilt = withoutRaw();
        warehouse.sweep(
                plan,
                lake.alike(),
                unbuilt.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
        return prove(lake, inLake, warehouse, unbuilt, today);
    }

    private void rewriteDecisions() {
        DecisionZone zone = context.lake().decisions();
        boolean isWritten = false;
        while (!isWritten) { // somebody may decide something in the same moment
            Optional<byte[]> before = zone.read();
            isWritten = before.isEmpty() || zone.replace(before, withoutThePerson(before.get()));
        }
    }

    private byte[] withoutThePerson(byte[] decisions) {
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        try (OutputStream erasing = workplace.erasures().of("", Warehouse.OPEN_END.minusDays(1)).stream("csv", after)) {
            erasing.write(decisions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return after.toByteArray();
    }

    private void rewriteRaw() {
        RawRewrite raw = new RawRewrite(workplace.store(), workplace.erasures());
        for (String source : raw.sources()) {
            SourceLocks.Held slot = context.locks().slot(source, 1).orElseThrow(() -> new DayRuns.LockHeld(source));
            try (slot) {
                Optional<String> heldBack = workplace.source(source).source().heldBackEndpoint();
                int rewritten = 0;
                for (String folder : raw.folders(source)) {
                    context.checkStop();
                    rewritten += raw.rewrite(RawRewrite.place(source, folder), heldBack) ? 1 : 0;
                }
                if (source.equals(HrSource.NAME)) {
                    rewriteHistory();
                }
                console.line(source + "  raw of " + rewritten + " endpoints and days was written anew");
            }
        }
    }

    /** Days of HR whose raw is kept no longer tell the next day who there was, each day again. */
    private void rewriteHistory() {
        ErasedHistory history = new ErasedHistory(plan::isEmployee, plan.token());
        StateZone states = context.lake().state();
        for (LocalDate day : states.days(HrSource.NAME)) {
            if (context.lake().raw().current(HrSource.NAME, day).isEmpty()) {
                states.before(HrSource.NAME, day.plusDays(1))
                        .flatMap(state -> history.of(state.content()))
                        .ifPresent(after -> states.keep(HrSource.NAME, day, after));
            }
        }
    }

    private ExitCode rebuild() {
        ExitCode code = ExitCode.DONE;
        try (BatchSession batch = BatchSession.open(workplace.dataSource())) {
            for (ConfiguredSource source : workplace.sources()) {
                RunContext knowing = workplace.knowingPeople();
                Supplier<Stream<LocalDate>> days = () ->
                        builtDays(source.source()).stream().filter(day -> isToBeBuilt(knowing, source.source(), day));
                List<DayOutcome> outcomes =
                        new DayRuns(knowing).rebuild(batch, source, days, outcome -> RunReport.tell(outcome, console));
                code = code.and(RunReport.code(outcomes, false));
            }
        }
        if (!context.termination().isRequested()) {
            context.loader().sumMonths();
        }
        return code;
    }

    /** Days that stand in the warehouse and cannot be built again, by source. */
    private SortedMap<String, List<LocalDate>> withoutRaw() {
        SortedMap<String, List<LocalDate>> unbuilt = new TreeMap<>();
        for (ConfiguredSource source : workplace.sources()) {
            String name = source.source().name();
            List<LocalDate> days = builtDays(source.source()).stream()
                    .filter(day -> context.lake().raw().current(name, day).isEmpty())
                    .toList();
            if (!days.isEmpty()) {
                unbuilt.put(name, days);
            }
        }
        return unbuilt;
    }

    /** As a list: a stream that sorts would decide about all days before the first is built. */
    private List<LocalDate> builtDays(Source source) {
        LocalDate end = Erasing.today(session).plusDays(2);
        return context.ledger().rows(source.name(), Planning.FIRST_DAY, end).stream()
                .filter(row -> row.publishedAt() != null)
                .map(LoadRow::day)
                .sorted()
                .toList();
    }

    private static boolean isToBeBuilt(RunContext context, Source source, LocalDate day) {
        Optional<RawZone.Reader> raw = context.lake().raw().current(source.name(), day);
        Optional<Manifest> manifest = context.lake().curated().manifest(source.name(), day);
        if (raw.isEmpty()) {
            return false;
        }
        boolean isPublished = context.ledger()
                .row(source.name(), day)
                .filter(row -> row.state() == LoadState.PUBLISHED)
                .isPresent();
        String state = source.keepsState()
                ? context.lake()
                        .state()
                        .before(source.name(), day)
                        .map(earlier -> earlier.day() + " " + earlier.sha256())
                        .orElse(null)
                : null;
        return manifest.isEmpty()
                || !isPublished
                || !manifest.get().inputs().rawSha256().equals(raw.get().sha256())
                || !Objects.equals(manifest.get().inputs().stateSha256(), state)
                || !People.areAsBuilt(
                        context.lake().curated(),
                        source.name(),
                        day,
                        context.dimensions().identities());
    }

    private ExitCode prove(
            LakeSearch lake,
            List<String> inLake,
            ErasureLoad warehouse,
            SortedMap<String, List<LocalDate>> unbuilt,
            LocalDate today) {
        ErasureLoad.Searched inWarehouse = warehouse.search(plan, lake.alike());
        console.line("searched " + lake.summary() + " and " + inWarehouse.columns() + " columns of the warehouse for "
                + plan.words(null).size() + " forms of the person's names");
        tellAlike(lake.alike());
        if (!inLake.isEmpty() || !inWarehouse.found().isEmpty()) {
            inLake.forEach(key -> console.error("still there: " + key));
            inWarehouse.found().forEach(column -> console.error("still there: " + column));
            tellWhatToDo(unbuilt);
            workplace.erasures().setAside(plan);
            return ExitCode.BROKEN;
        }
        workplace.erasures().end(plan);
        console.line("nothing was found: erased, " + plan.token() + " stands for the person now");
        tellSharedNames();
        tellReferenceFiles();
        int days = session.settings().privacy().backupDays();
        console.line("backups made until today may still hold the person; they have aged out on " + today.plusDays(days)
                + " (sce.privacy.backup-days = " + days + "), as have versions that a bucket keeps");
        long numbers = warehouse.numbersLeft(plan);
        if (numbers > 0) {
            console.error(numbers + " logins of the person are only numbers and are somebody's still, whom HR does not"
                    + " know: a number may as well be what a record counts, so it is replaced only where the record"
                    + " names the person otherwise; have the sources forget these accounts");
            return ExitCode.DONE_WITH_WARNINGS;
        }
        return ExitCode.DONE;
    }

    private void tellAlike(SortedSet<String> alike) {
        if (!alike.isEmpty()) {
            console.line(alike.size() + " texts are spelt like one of them and stay, since they come of names of"
                    + " fields, lock files or settings: "
                    + alike.stream().limit(ALIKE_TOLD).collect(Collectors.joining(", "))
                    + (alike.size() > ALIKE_TOLD ? " ..." : ""));
        }
    }

    private void tellWhatToDo(SortedMap<String, List<LocalDate>> unbuilt) {
        unbuilt.forEach((source, days) -> console.error(source + ": raw of " + days.size() + " published days, "
                + days.get(0) + " to " + days.get(days.size() - 1) + ", is kept no longer, so that they cannot be"
                + " built without the person: their facts stand under a pseudonym, and the lake names the person"
                + " until sce.retention.curated-days removes them"));
        console.error("not everything is gone; run ./sce nightly, which builds what is not built, and then the same"
                + " command again. Until then others can be erased");
    }

    private void tellSharedNames() {
        long shared =
                plan.identifiers().stream().filter(one -> !one.isAlwaysTheirs()).count();
        if (shared > 0) {
            console.line(shared + " forms of names mean, or meant, somebody else too: these were replaced, and searched"
                    + " for, on the days when they were this person's");
        }
    }

    private void tellReferenceFiles() {
        String location = session.settings().reference();
        if (location != null) {
            Reference.files(session.settings().stores().open(location)).forEach((name, content) -> {
                if (workplace.erasures().isNamed(content)) {
                    console.line("sce.reference: " + name + " still names the person; it is yours, and is read as if it"
                            + " did not");
                }
            });
        }
    }
}
