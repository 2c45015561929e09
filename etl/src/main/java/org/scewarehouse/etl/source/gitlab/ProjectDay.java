package org.scewarehouse.etl.source.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.gitlab.GitlabRecords.Commit;
import org.scewarehouse.etl.source.gitlab.GitlabRecords.Job;
import org.scewarehouse.etl.source.gitlab.GitlabRecords.Pipeline;
import org.scewarehouse.etl.source.gitlab.GitlabRecords.PipelineOrJob;

/** The lines of one project of one day, read. */
final class ProjectDay {

    GitlabRecords.@Nullable Project name;
    GitlabRecords.@Nullable Project listing;
    GitlabRecords.@Nullable Languages languages;
    GitlabRecords.@Nullable Members members;
    GitlabRecords.@Nullable Files files;
    /** By person. */
    final SortedMap<Long, CommitCounts> commits = new TreeMap<>();

    final List<PipelineJobs> pipelines = new ArrayList<>();
    private @Nullable String lastCommit;

    /** Commits of one author, or of all. */
    static final class CommitCounts {
        long commits;
        long merges;

        @Nullable
        Long added;

        @Nullable
        Long deleted;

        void add(Commit commit) {
            if (commit.isMerge()) {
                merges++;
                return;
            }
            commits++;
            if (commit.stats() != null) {
                added = sum(added, commit.stats().additions());
                deleted = sum(deleted, commit.stats().deletions());
            }
        }

        void add(CommitCounts other) {
            commits += other.commits;
            merges += other.merges;
            added = sum(added, other.added);
            deleted = sum(deleted, other.deleted);
        }

        private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
            return one == null ? other : other == null ? one : (Long) (one + other);
        }
    }

    /** A pipeline with its jobs. */
    static final class PipelineJobs {
        final Pipeline pipeline;
        final List<Job> jobs = new ArrayList<>();

        PipelineJobs(Pipeline pipeline) {
            this.pipeline = pipeline;
        }

        @Nullable
        Instant startedAt() {
            return jobs.stream()
                    .map(job -> GitlabTimes.parse(job.startedAt()))
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }

        /** Null also while one of them runs. */
        @Nullable
        Instant finishedAt() {
            Instant last = null;
            for (Job job : jobs) {
                Instant at = GitlabTimes.parse(job.finishedAt());
                if (at == null && GitlabTimes.parse(job.startedAt()) != null) {
                    return null;
                }
                last = at == null || (last != null && at.isBefore(last)) ? last : at;
            }
            return last;
        }

        @Nullable
        Double jobSeconds() {
            Double sum = null;
            for (Job job : jobs) {
                if (job.duration() != null && job.duration() >= 0) {
                    sum = sum == null ? job.duration() : (Double) (sum + job.duration());
                }
            }
            return sum;
        }

        /** Time in which at least one job ran; null where one still does, or none did. */
        @Nullable
        Double runSeconds() {
            List<Instant[]> times = new ArrayList<>();
            for (Job job : jobs) {
                Instant from = GitlabTimes.parse(job.startedAt());
                Instant to = GitlabTimes.parse(job.finishedAt());
                if (from != null && (to == null || to.isBefore(from))) {
                    return null;
                }
                if (from != null && to != null) {
                    times.add(new Instant[] {from, to});
                }
            }
            return times.isEmpty() ? null : (Double) covered(times);
        }

        private static double covered(List<Instant[]> times) {
            times.sort(Comparator.comparing((Instant[] time) -> time[0]));
            Duration sum = Duration.ZERO;
            Instant end = Instant.MIN;
            for (Instant[] time : times) {
                Instant from = time[0].isAfter(end) ? time[0] : end;
                if (time[1].isAfter(from)) {
                    sum = sum.plus(Duration.between(from, time[1]));
                    end = time[1];
                }
            }
            return sum.toNanos() / 1e9;
        }
    }

    private ProjectDay() {}

    /** Reads the lines, which come in the order of their kinds. */
    static ProjectDay of(List<ProjectLines.Line> lines, GitlabPeople people) {
        ProjectDay day = new ProjectDay();
        lines.forEach(line -> day.add(line, people));
        return day;
    }

    private void add(ProjectLines.Line line, GitlabPeople people) {
        switch (line.kind()) {
            case NAME -> name = line.as(GitlabRecords.Project.class);
            case LISTING -> listing = line.as(GitlabRecords.Project.class);
            case LANGUAGES -> languages = line.as(GitlabRecords.Languages.class);
            case MEMBERS -> members = line.as(GitlabRecords.Members.class);
            case LOCK_FILES -> files = line.as(GitlabRecords.Files.class);
            case COMMIT -> commit(line.as(Commit.class), people);
            case PIPELINE -> pipeline(line.as(PipelineOrJob.class));
        }
    }

    private void commit(Commit commit, GitlabPeople people) {
        if (!commit.id().equals(lastCommit)) {
            commits.computeIfAbsent(people.authorId(commit.authorEmail()), key -> new CommitCounts())
                    .add(commit);
            lastCommit = commit.id();
        }
    }

    private void pipeline(PipelineOrJob line) {
        if (line.pipeline() != null) {
            PipelineJobs last = pipelines.isEmpty() ? null : pipelines.get(pipelines.size() - 1);
            if (last == null || !last.pipeline.id().equals(line.pipeline().id())) {
                pipelines.add(new PipelineJobs(line.pipeline()));
            }
        } else if (line.job() != null && !pipelines.isEmpty()) {
            PipelineJobs last = pipelines.get(pipelines.size() - 1);
            boolean isItsOwn = last.pipeline.id().equals(line.job().pipeline().id());
            boolean isSeen = !last.jobs.isEmpty()
                    && last.jobs
                            .get(last.jobs.size() - 1)
                            .id()
                            .equals(line.job().id());
            if (isItsOwn && !isSeen) {
                last.jobs.add(line.job());
            }
        }
    }

    /** Whether anything but a name is known of the project on this day. */
    boolean isNamed() {
        return listing != null || !commits.isEmpty() || !pipelines.isEmpty();
    }

    CommitCounts allCommits() {
        CommitCounts all = new CommitCounts();
        commits.values().forEach(all::add);
        return all;
    }
}
