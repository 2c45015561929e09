package org.scewarehouse.etl.source.gitlab;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.json.FieldPicker;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.answers.AskedOnce;
import org.scewarehouse.etl.source.answers.History;
import org.scewarehouse.etl.source.answers.ParallelAsking;
import org.scewarehouse.etl.source.answers.RawLines;
import org.scewarehouse.etl.source.answers.RecordLines;
import org.scewarehouse.model.Day;
import tools.jackson.databind.node.ObjectNode;

/** Brings a day's answers of a GitLab server to raw. Safe for several threads; lives for one run. */
public final class GitlabExtract {

    /** A first run goes back this far, unless told otherwise: reports ask which repositories had a commit since. */
    private static final Duration FIRST_RUN = Duration.ofDays(365);

    private static final FieldPicker NUMBER = FieldPicker.of("id");
    private static final FieldPicker OF_PROJECT = FieldPicker.of("project_id");

    private final InstantSource clock;
    private final String codeVersion;
    private final GitlabClient client;
    private final AskedOnce<String> version;
    /** Pages of projects and people in which bytes that are no text were replaced. */
    private final LongAdder replaced = new LongAdder();

    private final AskedOnce<ProjectListing> listing;
    private final AskedOnce<Optional<List<byte[]>>> users;
    private final ProjectAsking projects;
    private final EventQuestions questions;
    private final StateQuestions state;
    private final History history;
    private final RawZone lake;
    private final GitlabConnection connection;
    private final Map<LocalDate, EarlierNights> earlier = new ConcurrentHashMap<>();
    private final Map<String, Set<Long>> answered = new ConcurrentHashMap<>();

    /**
     * Asks nobody yet.
     *
     * @param retry decides how often a failed request is repeated
     * @param sleeper how to wait for what the server finds out
     * @param lake where earlier nights lie, and what lock files say
     * @param tempFolder where answers for many days lie until the run ends
     * @param codeVersion version of the product, for the attempt's record
     * @throws SourceMisconfigured if the connection's settings cannot work, naming all that is wrong
     */
    public GitlabExtract(
            GitlabConnection connection,
            InstantSource clock,
            Retry retry,
            Retry.Sleeper sleeper,
            ObjectStore lake,
            Path tempFolder,
            String codeVersion) {
        this.clock = clock;
        this.codeVersion = codeVersion;
        this.connection = connection;
        this.client = new GitlabClient(connection, clock, retry);
        this.version = new AskedOnce<>(clock, client::version);
        ParallelAsking parallel = new ParallelAsking(connection.concurrency());
        this.listing = new AskedOnce<>(clock, () -> ProjectListing.ask(client, connection, parallel, replaced));
        this.users = new AskedOnce<>(clock, this::askUsers);
        this.projects = new ProjectAsking(parallel);
        this.questions = new EventQuestions(client, clock);
        this.state = new StateQuestions(client, connection, new Readings(lake), sleeper);
        this.history = new History(clock, tempFolder);
        this.lake = new RawZone(lake);
    }

    /** What is asked, each endpoint on its own. */
    public static List<Endpoint> endpoints() {
        return GitlabEndpoints.all();
    }

    /**
     * How far back the server answers: commits and pipelines are never cut, so as far as there are projects.
     *
     * @throws SourceMisconfigured if the token is not accepted
     */
    public Reach reach(Instant now) {
        String known = version.after(Instant.MIN);
        Instant oldest = ProjectListing.oldest(client, connection.groups()).stream()
                .map(GitlabTimes::parse)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        if (oldest == null) {
            return Reach.withoutRecords(Instant.MIN, "it shows no project to this token");
        }
        Instant begin = now.minus(FIRST_RUN).isAfter(oldest) ? now.minus(FIRST_RUN) : oldest;
        return new Reach(Instant.MIN, oldest, begin, "GitLab " + known + ", its oldest project is of " + oldest);
    }

    /**
     * Asks one endpoint for one day and completes the attempt. Parts that are there are not asked again.
     *
     * @throws SourceUnavailable if asking again later may help
     * @throws SourceMisconfigured if a setting or the token must be changed
     * @throws SourceChanged if an answer is not as documented
     */
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        if (raw.isComplete()) {
            return;
        }
        String at = GitlabConnection.SOURCE + ", " + day + ", endpoint " + endpoint.name() + ": ";
        try {
            version.after(Instant.MIN);
            ask(day, endpoint.name(), raw, progress);
        } catch (SourceUnavailable e) {
            throw new SourceUnavailable(at + e.getMessage(), e);
        } catch (SourceMisconfigured e) {
            throw new SourceMisconfigured(at + e.getMessage(), e);
        } catch (SourceChanged | Refused e) {
            throw new SourceChanged(at + e.getMessage(), e);
        }
        raw.complete(day.from(), day.to(), clock.instant(), codeVersion);
    }

    private void ask(Day day, String endpoint, RawZone.Writer raw, Progress progress) {
        Collection<ListedProject> all = listing.after(day.to()).all();
        switch (endpoint) {
            case GitlabEndpoints.DIRECTORY -> directory(day, raw, all);
            case GitlabEndpoints.COMMITS ->
                events(
                        day,
                        endpoint,
                        raw,
                        project -> EarlierNights.mayHaveCommits(project, day.from()),
                        questions::commits,
                        progress);
            case GitlabEndpoints.PIPELINES ->
                events(
                        day,
                        endpoint,
                        raw,
                        project -> earlier(today(day)).mayHavePipelines(project, day.from()),
                        questions::pipelines,
                        progress);
            case GitlabEndpoints.PROJECTS ->
                RawLines.write(
                        raw,
                        endpoint,
                        endpoint,
                        lines -> projects(lines, all, earlier(day).counted()));
            case GitlabEndpoints.LANGUAGES, GitlabEndpoints.MEMBERS, GitlabEndpoints.LOCK_FILES ->
                state(day, endpoint, raw, progress);
            default -> throw new IllegalArgumentException("gitlab has no endpoint " + endpoint);
        }
    }

    /** Each as it is listed or, where lists say nothing of sizes, as it says itself, if it does. */
    private void projects(RawLines lines, Collection<ListedProject> all, @Nullable CountedListing before) {
        Map<ListedProject, ObjectNode> answers =
                connection.groups().isEmpty() ? Map.of() : projects.answers(all, state::project);
        all.forEach(project -> {
            ObjectNode answer = answers.get(project);
            String gap = answer == null ? "" : answer.path("gap").asString("");
            if (!gap.isEmpty()) {
                lines.dropped(Gap.valueOf(gap).reason(), 1);
            }
            if (answer == null || !gap.isEmpty()) {
                lines.add(project.line());
            } else {
                lines.add(answer);
            }
        });
        if (before != null) {
            lines.attribute(CountedListing.BEFORE, before.text());
        }
    }

    /** Names as events of any day are read by them. */
    private void directory(Day day, RawZone.Writer raw, Collection<ListedProject> all) {
        RawLines.write(raw, GitlabEndpoints.USERS, GitlabEndpoints.USERS, lines -> {
            users.after(day.to())
                    .ifPresentOrElse(
                            known -> known.forEach(lines::add), () -> lines.dropped(Gap.NOT_SHOWN.reason(), 1));
            lines.dropped(Gap.NOT_TEXT.reason(), replaced.sum());
        });
        RawLines.write(
                raw,
                GitlabEndpoints.PROJECTS,
                GitlabEndpoints.PROJECTS,
                lines -> all.forEach(project -> lines.add(project.name())));
    }

    /** Empty where the server shows no accounts to the token: people are then known by their addresses alone. */
    private Optional<List<byte[]>> askUsers() {
        List<byte[]> all = new ArrayList<>();
        String path = "/users?pagination=keyset&order_by=id&sort=asc&per_page=100";
        try {
            client.pages()
                    .replacing(replaced::increment)
                    .links(path, () -> false, NUMBER, user -> all.add(GitlabFields.USER.line(user)));
            return Optional.of(all);
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    /** What may have happened in a project since a moment. */
    private interface Question {
        void ask(ListedProject project, Instant since, History.Taker taker);
    }

    private void events(
            Day day,
            String endpoint,
            RawZone.Writer raw,
            Predicate<ListedProject> isAsked,
            Question question,
            Progress progress) {
        SortedMap<Long, List<ListedProject>> groups = listing.after(day.to()).groups();
        Set<Long> known = answered.computeIfAbsent(endpoint, key -> ConcurrentHashMap.newKeySet());
        AtomicLong done = new AtomicLong();
        GroupsInTurn.each(groups.entrySet(), group -> {
            history.write(
                    day,
                    raw,
                    request(endpoint, group.getKey()),
                    endpoint,
                    taker -> projects.events(
                            group.getValue().stream().filter(isAsked).toList(),
                            taker,
                            known,
                            project -> question.ask(project, day.from(), taker)));
            progress.advance("groups of projects", done.incrementAndGet(), groups.size());
        });
        keepEarlier(day, endpoint, raw, known);
    }

    /** Asking again loses nothing: what a project said before that no longer answers, such as one deleted, stays. */
    private void keepEarlier(Day day, String endpoint, RawZone.Writer raw, Set<Long> known) {
        lake.current(GitlabConnection.SOURCE, day.date())
                .filter(earlierAttempt -> hasOther(earlierAttempt, endpoint, known))
                .ifPresent(earlierAttempt -> RawLines.write(
                        raw,
                        endpoint + " kept",
                        endpoint,
                        lines -> earlierAttempt
                                .parts(endpoint)
                                .forEach(part -> RecordLines.each(part, ObjectNode.class, line -> {
                                    if (!known.contains(line.path("project_id").asLong())) {
                                        lines.add(line);
                                    }
                                }))));
    }

    private static boolean hasOther(RawZone.Reader earlierAttempt, String endpoint, Set<Long> known) {
        boolean[] hasOther = {false};
        earlierAttempt
                .parts(endpoint)
                .forEach(part -> RecordLines.each(
                        part, OF_PROJECT, line -> hasOther[0] |= !known.contains(Long.valueOf(line[0]))));
        return hasOther[0];
    }

    private void state(Day day, String endpoint, RawZone.Writer raw, Progress progress) {
        EarlierNights nights = earlier(day);
        SortedMap<Long, List<ListedProject>> groups = listing.after(day.to()).groups();
        AtomicLong done = new AtomicLong();
        GroupsInTurn.each(groups.entrySet(), group -> {
            List<ListedProject> asked =
                    group.getValue().stream().filter(nights::mayHaveChanged).toList();
            RawLines.write(
                    raw,
                    request(endpoint, group.getKey()),
                    endpoint,
                    lines -> ProjectAsking.write(lines, answers(endpoint, asked, nights)));
            progress.advance("groups of projects", done.incrementAndGet(), groups.size());
        });
    }

    private Map<ListedProject, ObjectNode> answers(String endpoint, List<ListedProject> asked, EarlierNights nights) {
        return switch (endpoint) {
            case GitlabEndpoints.LANGUAGES -> nights.numbered(state.languages(projects, asked));
            case GitlabEndpoints.MEMBERS -> projects.answers(asked, state::members);
            default -> projects.answers(asked, state::lockFiles);
        };
    }

    /** A day asked for again may lie before the first that was seen completely. */
    private Day today(Day day) {
        return new Day(LocalDate.ofInstant(clock.instant(), day.zone()), day.zone());
    }

    private EarlierNights earlier(Day day) {
        return earlier.computeIfAbsent(day.date(), date -> EarlierNights.before(day, lake));
    }

    private static String request(String of, long group) {
        return String.format(Locale.ROOT, "%s %06d", of, group);
    }
}
