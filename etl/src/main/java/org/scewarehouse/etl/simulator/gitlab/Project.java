package org.scewarehouse.etl.simulator.gitlab;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A project as it is through time.
 *
 * @param number its place in the world, from 0
 * @param id the number that the server gives it
 * @param changedAt when it was renamed, archived or deleted; null = never
 */
public record Project(
        int number,
        long id,
        Kind kind,
        Instant createdAt,
        @Nullable Instant changedAt,
        int creator) {

    /** What is special about a project. */
    public enum Kind {
        /** Nothing: R, and a lock file that is upgraded. */
        PLAIN_R(".R"),
        /** Python with uv; each pipeline that a push begins begins another one. */
        UV(".py"),
        /** Python with requirements, with a secret in the address of its index. */
        REQUIREMENTS(".py"),
        /** Python with conda. */
        CONDA(".py"),
        /** No commit yet, no default branch. */
        EMPTY(""),
        /** Archived one day. */
        ARCHIVED(".R"),
        /** Deleted one day. */
        DELETED(".R"),
        /** Renamed one day. */
        RENAMED(".R"),
        /** Its repository is switched off. */
        REPOSITORY_OFF(".R"),
        /** Its pipelines are switched off. */
        PIPELINES_OFF(".R"),
        /** Its lock file holds the marks of a merge conflict. */
        CONFLICT(".R"),
        /** Its lock file is a pointer to a large file. */
        LARGE_FILE(".R"),
        /** Created after the first day. */
        YOUNG(".R"),
        /** Nobody commits, a schedule runs every night. */
        SCHEDULED(".R"),
        /** Files without a language. */
        DATA(".csv"),
        /** Lies under the name of a person. */
        PERSONAL(".R"),
        /** Commits with addresses of all sorts. */
        STRANGE_AUTHORS(".R"),
        /** Uses a package of the site itself. */
        INTERNAL_PACKAGE(".R"),
        /** Forked from the first project. */
        FORK(".R"),
        /** A lock file deep below, and one among copies of packages. */
        DEEP(".R");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }

        String ending() {
            return ending;
        }
    }

    /** Whether it is there at that moment. */
    public boolean isThere(Instant at) {
        return !createdAt.isAfter(at) && !(kind == Kind.DELETED && hasChanged(at));
    }

    boolean hasChanged(Instant at) {
        return Optional.ofNullable(changedAt)
                .filter(change -> !change.isAfter(at))
                .isPresent();
    }

    /** Path with its groups. */
    public String path(Instant at, String owner) {
        String name = "study-" + number;
        if (kind == Kind.PERSONAL) {
            return owner + "/" + name;
        }
        return (kind == Kind.RENAMED && hasChanged(at) ? "biostat/archive/" : "biostat/trials/") + name;
    }

    /** Whether it has files that the server shows. */
    public boolean hasFiles() {
        return kind != Kind.EMPTY && kind != Kind.REPOSITORY_OFF;
    }

    /** Whether it can have pipelines. */
    public boolean hasPipelines() {
        return hasFiles() && kind != Kind.PIPELINES_OFF;
    }
}
