package org.scewarehouse.etl.source.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.json.FieldPicker;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.answers.RecordLines;
import org.scewarehouse.model.Day;
import tools.jackson.databind.node.ObjectNode;

/**
 * What earlier nights kept in raw, by which a night knows what it need not ask again: the state of projects in which
 * nothing has happened since the last complete day.
 */
final class EarlierNights {

    /** Beyond, everything is asked again. */
    private static final int DAYS_BACK = 60;

    /**
     * Pipelines that a schedule, a trigger or another project begins run in projects in which nothing else happens; one
     * that runs weekly is not lost.
     */
    private static final int SCHEDULE_DAYS = 7;

    /** What begins pipelines of which the server notes activity, or pipelines beside such ones. */
    private static final Set<String> WITH_ACTIVITY = Set.of("push", "merge_request_event", "parent_pipeline");

    /** The server notes activity late. */
    private static final Duration LATE = Duration.ofHours(2);

    /** After so many nights a project without languages has none. */
    static final int NIGHTS_WITHOUT_LANGUAGES = 3;

    /** Of an answer with a lock file that is too long: each night asks, since the limit may be another one then. */
    static final String HAS_TOO_LONG = "has_too_long";

    private static final String NIGHTS = "nights";

    private final RawZone raw;
    private final @Nullable Day newest;
    private final @Nullable Day last;
    private final @Nullable CountedListing counted;
    private @Nullable Seen seen;
    private @Nullable Set<Long> scheduled;

    /** What the last complete day saw. */
    private record Seen(Map<Long, String> branchById, Set<Long> pending, Map<Long, Integer> nightsWithoutLanguages) {}

    /** Of a project of an earlier listing. */
    private static final FieldPicker NAMED = FieldPicker.of("id default_branch");

    /** Of a line about a project. */
    private static final FieldPicker ANSWER = FieldPicker.of("project_id gap nights " + HAS_TOO_LONG);

    /** Of a line about a pipeline or, without what began it, about a job. */
    private static final FieldPicker BEGUN = FieldPicker.of("project_id pipeline.source");

    private EarlierNights(RawZone raw, @Nullable Day newest, @Nullable Day last, @Nullable CountedListing counted) {
        this.raw = raw;
        this.newest = newest;
        this.last = last;
        this.counted = counted;
    }

    /** Looks for the last days before that one whose state was seen completely, and came into rows. */
    static EarlierNights before(Day day, RawZone raw) {
        LocalDate first = day.date().minusDays(DAYS_BACK);
        for (LocalDate date = day.date().minusDays(1); !date.isBefore(first); date = date.minusDays(1)) {
            if (CountedListing.complete(raw, date) != null) {
                CountedListing counted = CountedListing.upTo(date, raw);
                LocalDate last = counted.day();
                boolean isThere = !last.isBefore(first) && CountedListing.complete(raw, last) != null;
                return new EarlierNights(
                        raw, new Day(date, day.zone()), isThere ? new Day(last, day.zone()) : null, counted);
            }
        }
        return new EarlierNights(raw, null, null, null);
    }

    /** What the next listing says of the last one that counts; null = there is none. */
    @Nullable
    CountedListing counted() {
        return counted;
    }

    private synchronized Seen seen() {
        Seen known = seen;
        if (known == null) {
            known = new Seen(new HashMap<>(), new HashSet<>(), new HashMap<>());
            if (last != null) {
                read(raw.current(GitlabConnection.SOURCE, last.date()).orElseThrow(), known);
            }
            seen = known;
        }
        return known;
    }

    private static void read(RawZone.Reader kept, Seen known) {
        each(
                kept,
                GitlabEndpoints.PROJECTS,
                NAMED,
                project -> known.branchById.put(number(project[0]), Objects.requireNonNullElse(project[1], "")));
        for (String endpoint : GitlabEndpoints.ASKED_BY_PROJECT) {
            each(kept, endpoint, ANSWER, answer -> {
                long project = number(answer[0]);
                int nights = answer[2] == null ? 0 : Integer.parseInt(answer[2]);
                boolean isAskedAgain = answer[3] != null
                        || (answer[1] != null && Gap.valueOf(answer[1]).isAskedAgain());
                if (isAskedAgain && nights < NIGHTS_WITHOUT_LANGUAGES) {
                    known.pending.add(project);
                }
                if (nights > 0) {
                    known.nightsWithoutLanguages.put(project, nights);
                }
            });
        }
    }

    private static long number(@Nullable String id) {
        return Long.parseLong(Objects.requireNonNull(id));
    }

    private synchronized Set<Long> scheduled() {
        Set<Long> known = scheduled;
        if (known == null) {
            Set<Long> found = new HashSet<>();
            for (int back = 0; newest != null && back < SCHEDULE_DAYS; back++) {
                raw.readable(GitlabConnection.SOURCE, newest.date().minusDays(back))
                        .ifPresent(kept -> each(kept, GitlabEndpoints.PIPELINES, BEGUN, begun -> {
                            if (begun[1] != null && !WITH_ACTIVITY.contains(begun[1])) {
                                found.add(number(begun[0]));
                            }
                        }));
            }
            known = found;
            scheduled = found;
        }
        return known;
    }

    private static void each(
            RawZone.Reader kept, String endpoint, FieldPicker fields, Consumer<@Nullable String[]> taker) {
        kept.parts(endpoint).forEach(part -> RecordLines.each(part, fields, taker));
    }

    /** Whether the state of a project may have changed since it was last seen; one day of overlap included. */
    boolean mayHaveChanged(ListedProject project) {
        String branch = seen().branchById.get(project.id());
        Instant activity = project.lastActivityAt();
        return last == null
                || branch == null
                || activity == null
                || !activity.isBefore(last.from())
                || !branch.equals(project.defaultBranch() == null ? "" : project.defaultBranch())
                || seen().pending.contains(project.id());
    }

    /** The answers about languages; those that are missing say for how many nights. */
    Map<ListedProject, ObjectNode> numbered(Map<ListedProject, ObjectNode> answers) {
        answers.forEach((project, answer) -> {
            if (answer.path("gap").asString("").equals(Gap.NO_LANGUAGES_YET.name())) {
                answer.put(NIGHTS, 1 + seen().nightsWithoutLanguages.getOrDefault(project.id(), 0));
            }
        });
        return answers;
    }

    /** Whether a project may have commits since that instant. */
    static boolean mayHaveCommits(ListedProject project, Instant since) {
        Instant activity = project.lastActivityAt();
        return project.hasFiles() && (activity == null || !activity.isBefore(since.minus(LATE)));
    }

    /** Whether a project may have pipelines since that instant. */
    boolean mayHavePipelines(ListedProject project, Instant since) {
        boolean mayBeScheduled = newest == null || scheduled().contains(project.id());
        return project.hasPipelines() && project.hasFiles() && (mayBeScheduled || mayHaveCommits(project, since));
    }
}
