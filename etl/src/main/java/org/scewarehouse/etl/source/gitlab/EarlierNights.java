package org.scewarehouse.etl.source.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    private final @Nullable Day last;
    private final Map<Long, Integer> nightsWithoutLanguages = new HashMap<>();
    private final Map<Long, String> branchById = new HashMap<>();
    private final Set<Long> pending = new HashSet<>();
    private final Set<Long> scheduled = new HashSet<>();

    /** A project of an earlier listing. */
    private record Named(long id, @Nullable String defaultBranch) {}

    /** A line about a project. */
    private record Answer(
            long projectId, @Nullable Gap gap, @Nullable Integer nights, GitlabRecords.@Nullable Pipeline pipeline) {}

    private EarlierNights(@Nullable Day last) {
        this.last = last;
    }

    /** Looks for the last day before that one whose state was seen completely. */
    static EarlierNights before(Day day, RawZone raw) {
        for (int back = 1; back <= DAYS_BACK; back++) {
            LocalDate date = day.date().minusDays(back);
            Optional<RawZone.Reader> kept = raw.current(GitlabConnection.SOURCE, date)
                    .filter(reader -> reader.endpoints().containsAll(GitlabEndpoints.SNAPSHOTS));
            if (kept.isPresent()) {
                EarlierNights nights = new EarlierNights(new Day(date, day.zone()));
                nights.read(kept.get());
                nights.readSchedules(date, raw);
                return nights;
            }
        }
        return new EarlierNights(null);
    }

    private void read(RawZone.Reader kept) {
        each(
                kept,
                GitlabEndpoints.PROJECTS,
                Named.class,
                project -> branchById.put(project.id, Objects.requireNonNullElse(project.defaultBranch, "")));
        for (String endpoint : GitlabEndpoints.ASKED_BY_PROJECT) {
            each(kept, endpoint, Answer.class, answer -> {
                int nights = answer.nights == null ? 0 : answer.nights;
                boolean isAskedAgain = answer.gap != null && answer.gap.isAskedAgain();
                if (isAskedAgain && nights < NIGHTS_WITHOUT_LANGUAGES) {
                    pending.add(answer.projectId);
                }
                if (nights > 0) {
                    nightsWithoutLanguages.put(answer.projectId, nights);
                }
            });
        }
    }

    private void readSchedules(LocalDate last, RawZone raw) {
        for (int back = 0; back < SCHEDULE_DAYS; back++) {
            raw.current(GitlabConnection.SOURCE, last.minusDays(back))
                    .ifPresent(kept -> each(kept, GitlabEndpoints.PIPELINES, Answer.class, answer -> {
                        if (answer.pipeline != null && "schedule".equals(answer.pipeline.source())) {
                            scheduled.add(answer.projectId);
                        }
                    }));
        }
    }

    private static <T> void each(RawZone.Reader kept, String endpoint, Class<T> type, Consumer<T> taker) {
        kept.parts(endpoint).forEach(part -> RecordLines.each(part, type, taker));
    }

    /** Whether the state of a project may have changed since it was last seen; one day of overlap included. */
    boolean mayHaveChanged(ListedProject project) {
        String branch = branchById.get(project.id());
        Instant activity = project.lastActivityAt();
        return last == null
                || branch == null
                || activity == null
                || !activity.isBefore(last.from())
                || !branch.equals(project.defaultBranch() == null ? "" : project.defaultBranch())
                || pending.contains(project.id());
    }

    /** The answers about languages; those that are missing say for how many nights. */
    Map<ListedProject, ObjectNode> numbered(Map<ListedProject, ObjectNode> answers) {
        answers.forEach((project, answer) -> {
            if (answer.path("gap").asString("").equals(Gap.NO_LANGUAGES_YET.name())) {
                answer.put(NIGHTS, 1 + nightsWithoutLanguages.getOrDefault(project.id(), 0));
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
        boolean mayBeScheduled = last == null || scheduled.contains(project.id());
        return project.hasPipelines() && project.hasFiles() && (mayBeScheduled || mayHaveCommits(project, since));
    }
}
