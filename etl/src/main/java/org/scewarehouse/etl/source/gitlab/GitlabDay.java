package org.scewarehouse.etl.source.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lockfile.LockFiles.Reading;
import org.scewarehouse.etl.source.gitlab.GitlabState.Attributes;
import org.scewarehouse.etl.source.gitlab.GitlabState.Kept;
import org.scewarehouse.etl.source.gitlab.GitlabState.Share;
import org.scewarehouse.etl.source.gitlab.ProjectDay.CommitCounts;
import org.scewarehouse.etl.source.gitlab.ProjectDay.PipelineJobs;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.fact.FactCommitDay;
import org.scewarehouse.model.fact.FactPipeline;
import org.scewarehouse.model.fact.FactRepositoryDay;

/** One day being transformed. */
final class GitlabDay {

    private static final String SOURCE = GitlabConnection.SOURCE;

    private final Day day;
    private final Dimensions dimensions;
    private final GitlabPeople people;
    private final Readings readings;
    private final CuratedZone.Writer rows;
    private final boolean isListingKnown;
    private final RepositoryRows repositories;
    private final BridgeRows bridges;
    private final Map<String, Long> unreadable = new TreeMap<>();

    GitlabDay(
            Day day,
            Dimensions dimensions,
            GitlabPeople people,
            PackageMembers packages,
            Readings readings,
            CuratedZone.Writer rows,
            boolean isListingKnown) {
        this.day = day;
        this.dimensions = dimensions;
        this.people = people;
        this.readings = readings;
        this.rows = rows;
        this.isListingKnown = isListingKnown;
        this.repositories = new RepositoryRows(day.date(), dimensions, people, people.masker(), rows::add);
        this.bridges = new BridgeRows(day.date(), dimensions.keys(), packages, rows::add);
    }

    /** Writes what is known of a project; what is carried on of it, null = nothing. */
    @Nullable
    Kept project(long id, @Nullable Kept before, List<ProjectLines.Line> lines) {
        ProjectDay found = ProjectDay.of(lines, people);
        if (before == null && !found.isNamed()) {
            return null;
        }
        Kept now = now(id, before, found);
        boolean isGone = before != null && before.deletedOn() == null && now.deletedOn() != null;
        if (found.isNamed() || isGone) {
            long key = repositories.write(before, now);
            write(key, now, found);
        }
        return now;
    }

    private Kept now(long id, @Nullable Kept before, ProjectDay found) {
        Kept known = before == null ? Kept.first(id, attributes(found), Warehouse.OPEN_START) : before;
        if (!isListingKnown) {
            return known;
        }
        if (found.listing == null) {
            boolean isGone = known.listedOn() != null && known.deletedOn() == null;
            return isGone ? gone(known) : known;
        }
        return listed(known, Attributes.of(found.listing), found);
    }

    private static Attributes attributes(ProjectDay found) {
        GitlabRecords.Project project = found.listing == null ? found.name : found.listing;
        return project == null
                ? new Attributes(null, null, null, null, null, null, null, null, null)
                : Attributes.of(project);
    }

    private Kept gone(Kept known) {
        long repositoryId = repositories.id(known.id());
        return new Kept(
                known.id(),
                known.attributes(),
                known.versionFrom(),
                known.listedOn(),
                day.date(),
                null,
                null,
                bridges.languages(repositoryId, known.languages(), Map.of()),
                bridges.packages(repositoryId, known.packages(), List.of()));
    }

    private Kept listed(Kept known, Attributes attributes, ProjectDay found) {
        long repositoryId = repositories.id(known.id());
        Map<String, Double> languages = languages(found);
        SortedMap<String, Share> shares =
                languages == null ? known.languages() : bridges.languages(repositoryId, known.languages(), languages);
        SortedMap<LocalDate, List<String>> packages = known.packages();
        Long lockFileCount = known.lockFileCount();
        List<GitlabRecords.LockFile> files = files(found);
        if (files != null) {
            packages = bridges.packages(repositoryId, known.packages(), packages(files));
            lockFileCount = (long) files.size();
        }
        return new Kept(
                known.id(),
                attributes,
                attributes.isSameVersion(known.attributes()) ? known.versionFrom() : day.date(),
                day.date(),
                null,
                found.members == null || found.members.memberCount() == null
                        ? known.memberCount()
                        : found.members.memberCount(),
                lockFileCount,
                shares,
                packages);
    }

    /** Null where they were not asked for, or are not known. */
    private static @Nullable Map<String, Double> languages(ProjectDay found) {
        GitlabRecords.Languages languages = found.languages;
        if (languages == null) {
            return null;
        }
        // What is still not found out then is none: the last file in a language is gone.
        boolean isNone = languages.nights() != null && languages.nights() >= EarlierNights.NIGHTS_WITHOUT_LANGUAGES;
        return languages.gap() != null && !isNone ? null : languages.languages();
    }

    /** Null where they were not asked for, or could not be found. */
    private static @Nullable List<GitlabRecords.LockFile> files(ProjectDay found) {
        return found.files == null || found.files.gap() != null ? null : found.files.files();
    }

    private List<UsedPackage> packages(List<GitlabRecords.LockFile> files) {
        List<UsedPackage> used = new ArrayList<>();
        for (GitlabRecords.LockFile file : files) {
            Reading reading = readings.read(file.reading());
            if (reading.fault() != null) {
                unreadable.merge(reading.fault(), 1L, Long::sum);
            }
            reading.dependencies().forEach(dependency -> used.add(UsedPackage.of(dependency)));
        }
        return used;
    }

    private void write(long key, Kept now, ProjectDay found) {
        long projectKey = repositories.projectKey(now);
        long creator = people.userId(now.attributes().creatorId());
        found.commits.forEach((userId, counts) -> rows.add(new FactCommitDay(
                day.date(),
                key,
                Warehouse.UNKNOWN,
                userId,
                projectKey,
                SOURCE,
                counts.commits,
                counts.merges,
                counts.added,
                counts.deleted)));
        found.pipelines.forEach(pipeline -> rows.add(pipeline(key, projectKey, pipeline)));
        CommitCounts all = found.allCommits();
        GitlabRecords.Statistics statistics = found.listing == null ? null : found.listing.statistics();
        boolean isListed = found.listing != null;
        rows.add(new FactRepositoryDay(
                day.date(),
                key,
                Warehouse.UNKNOWN,
                creator,
                projectKey,
                SOURCE,
                all.commits,
                all.merges,
                all.added,
                all.deleted,
                authors(found),
                found.pipelines.size(),
                found.pipelines.stream()
                        .filter(one -> "failed".equals(one.pipeline.status()))
                        .count(),
                found.pipelines.stream()
                        .map(PipelineJobs::jobSeconds)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .sum(),
                isListingKnown ? isListed : null,
                statistics == null ? null : statistics.storageSize(),
                statistics == null ? null : statistics.repositorySize(),
                statistics == null ? null : statistics.lfsObjectsSize(),
                statistics == null ? null : statistics.jobArtifactsSize(),
                statistics == null ? null : statistics.packagesSize(),
                statistics == null ? null : statistics.commitCount(),
                isListed ? now.memberCount() : null,
                isListed ? now.lockFileCount() : null,
                isListed && now.lockFileCount() != null ? now.packageCount() : null));
    }

    private static long authors(ProjectDay found) {
        return found.commits.entrySet().stream()
                .filter(entry -> entry.getKey() != Warehouse.UNKNOWN && entry.getValue().commits > 0)
                .count();
    }

    private FactPipeline pipeline(long repositoryKey, long projectKey, PipelineJobs found) {
        Instant createdAt = Objects.requireNonNull(GitlabTimes.parse(found.pipeline.createdAt()));
        Instant startedAt = found.startedAt();
        GitlabRecords.Account user =
                found.jobs.isEmpty() ? null : found.jobs.get(0).user();
        return new FactPipeline(
                day.date(),
                dimensions.keys().key("pipeline", found.pipeline.id()),
                repositoryKey,
                Warehouse.UNKNOWN,
                people.userId(user == null ? null : user.id()),
                projectKey,
                SOURCE,
                Objects.requireNonNullElse(found.pipeline.source(), "unknown"),
                Objects.requireNonNullElse(found.pipeline.status(), "unknown"),
                createdAt,
                startedAt,
                found.finishedAt(),
                startedAt == null || startedAt.isBefore(createdAt)
                        ? null
                        : (Double) (Duration.between(createdAt, startedAt).toNanos() / 1e9),
                found.runSeconds(),
                found.jobs.size(),
                found.jobs.stream().filter(job -> "failed".equals(job.status())).count(),
                found.jobSeconds());
    }

    /** What a reader of the numbers must know that only shows in the transform. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        unreadable.forEach((reason, count) ->
                findings.add(new Finding(GitlabEndpoints.LOCK_FILES, Finding.Kind.GAP, "lock file", reason, count)));
        if (people.withoutAddress() > 0) {
            findings.add(new Finding(
                    GitlabEndpoints.COMMITS,
                    Finding.Kind.GAP,
                    "commit",
                    "its author has no address",
                    people.withoutAddress()));
        }
        return findings;
    }
}
