package org.scewarehouse.etl.source.gitlab;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.gitlab.GitlabState.Attributes;
import org.scewarehouse.etl.source.gitlab.GitlabState.Kept;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.etl.star.ProjectRules;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimRepository;
import org.scewarehouse.model.hr.RepositoryName;

/** Writes versions of repositories, and the projects that they belong to. */
final class RepositoryRows {

    private final LocalDate day;
    private final Dimensions dimensions;
    private final GitlabPeople people;
    private final Masker masker;
    private final Consumer<Record> rows;
    private final Set<Long> projects = new HashSet<>();

    RepositoryRows(LocalDate day, Dimensions dimensions, GitlabPeople people, Masker masker, Consumer<Record> rows) {
        this.day = day;
        this.dimensions = dimensions;
        this.people = people;
        this.masker = masker;
        this.rows = rows;
    }

    /** Durable key of a repository. */
    long id(long number) {
        return dimensions.keys().key("repository", Long.toString(number));
    }

    private long key(long number, LocalDate versionFrom) {
        return dimensions.keys().key("repository_version", Long.toString(number), versionFrom.toString());
    }

    /** Writes the version of today, and the end of the one before where there was another; returns its key. */
    long write(@Nullable Kept before, Kept now) {
        if (before != null && !before.versionFrom().equals(now.versionFrom())) {
            write(before, now.versionFrom());
        }
        return write(now, Warehouse.OPEN_END);
    }

    private long write(Kept kept, LocalDate validTo) {
        long key = key(kept.id(), kept.versionFrom());
        String number = Long.toString(kept.id());
        Attributes attributes = kept.attributes();
        String topics = attributes.topics() == null ? null : joined(attributes.topics());
        rows.accept(new RepositoryName(key, number, attributes.path(), attributes.defaultBranch(), topics, day, day));
        rows.accept(new DimRepository(
                key,
                id(kept.id()),
                number,
                kept.versionFrom(),
                validTo,
                validTo.equals(Warehouse.OPEN_END),
                masker.maskOrNull(attributes.path()),
                attributes.namespaceKind(),
                attributes.visibility(),
                masker.maskOrNull(attributes.defaultBranch()),
                attributes.isArchived(),
                attributes.isFork(),
                masker.maskOrNull(topics),
                people.userId(attributes.creatorId()),
                GitlabTimes.parse(attributes.createdAt()),
                kept.deletedOn(),
                day,
                day));
        return key;
    }

    private static @Nullable String joined(List<String> topics) {
        return topics.isEmpty() ? null : String.join(",", topics);
    }

    /** The project that a repository belongs to, 0 where no rule says. */
    long projectKey(Kept kept) {
        ProjectRules rules = dimensions.projects();
        String path = Objects.requireNonNullElse(kept.attributes().path(), "");
        long key = rules.isEmpty() ? Warehouse.UNKNOWN : rules.projectKey(Map.of("path", path), day);
        if (key != Warehouse.UNKNOWN && projects.add(key)) {
            ProjectRules.Project project = rules.project(key, day);
            String owner = project.ownerLogin();
            rows.accept(project.row(owner == null ? null : (Long) people.loginId(owner), day));
        }
        return key;
    }
}
