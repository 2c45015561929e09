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

    /** Scheduled pipelines run in projects in which nothing else happens; one that runs weekly is not lost. */
    private static final int SCHEDULE_DAYS = 7;

    /** The server notes activity late. */
    private static final Duration LATE = Duration.ofHours(2);

    /** After so many nights a project without languages has none. */
    private static final int NIGHTS_WITHOUT_LANGUAGES = 3;

    private static final String NIGHTS = "nights";

    private final RawZone raw;
    private final @Nullable Day last;
    private @Nullable Seen seen;
    private @Nullable Set<Long> scheduled;

    /** What the last complete day saw. */
    private record Seen(Map<Long, String> branchById, Set<Long> pending, Map<Long, Integer> nightsWithoutLanguages) {}

    /** A project of an earlier listing. */
    private record Named(long id, @Nullable String defaultBranch) {}

    /** A line about a project. */
    private record Answer(
            long projectId, @Nullable Gap gap, @Nullable Integer nights) {}

    /** A line about a pipeline or, without one, about a job. */
    private record Begun(long projectId, @Nullable By pipeline) {
        /** What began it. */
        private record By(@Nullable String source) {}
    }

    private EarlierNights(RawZone raw, @Nullable Day last) {
        this.raw = raw;
        this.last = last;
    }

    /** Looks for the last day before that one whose state was seen completely. */
    static EarlierNights before(Day day, RawZone raw) {
        for (int back = 1; back <= DAYS_BACK; back++) {
            LocalDate date = day.date().minusDays(back);
            boolean isComplete = raw.current(GitlabConnection.SOURCE, date)
                    .filter(reader -> reader.endpoints().containsAll(GitlabEndpoints.SNAPSHOTS))
                    .isPresent();
            if (isComplete) {
                return new EarlierNights(raw, new Day(date, day.zone()));
            }
        }
        return new EarlierNights(raw, null);
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
                Named.class,
                project -> known.branchById.put(project.id, Objects.requireNonNullElse(project.defaultBranch, "")));
        for (String endpoint : GitlabEndpoints.ASKED_BY_PROJECT) {
            each(kept, endpoint, Answer.class, answer -> {
                int nights = answer.nights == null ? 0 : answer.nights;
                boolean isAskedAgain = answer.gap != null && answer.gap.isAskedAgain();
                if (isAskedAgain && nights < NIGHTS_WITHOUT_LANGUAGES) {
                    known.pending.add(answer.projectId);
                }
                if (nights > 0) {
                    known.nightsWithoutLanguages.put(answer.projectId, nights);
                }
            });
        }
    }

    private synchronized Set<Long> scheduled() {
        Set<Long> known = scheduled;
        if (known == null) {
            Set<Long> found = new HashSet<>();
            for (int back = 0; last != null && back < SCHEDULE_DAYS; back++) {
                raw.current(GitlabConnection.SOURCE, last.date().minusDays(back))
                        .ifPresent(kept -> each(kept, GitlabEndpoints.PIPELINES, Begun.class, begun -> {
                            if (begun.pipeline != null && "schedule".equals(begun.pipeline.source)) {
                                found.add(begun.projectId);
                            }
                        }));
            }
            known = found;
            scheduled = found;
        }
        return known;
    }

    private static <T> void each(RawZone.Reader kept, String endpoint, Class<T> type, Consumer<T> taker) {
        kept.parts(endpoint).forEach(part -> RecordLines.each(part, type, taker));
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
        boolean mayBeScheduled = last == null || scheduled().contains(project.id());
        return project.hasPipelines() && project.hasFiles() && (mayBeScheduled || mayHaveCommits(project, since));
    }
}
