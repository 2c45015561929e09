package org.scewarehouse.etl.source.gitlab;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.source.answers.RecordLines;
import tools.jackson.core.JacksonException;

/**
 * What is carried from day to day: how many projects the last listing had, and one line for each project that was ever
 * seen, by number, read and written one at a time.
 */
final class GitlabState {

    private GitlabState() {}

    /**
     * What a project is called and how it is; a change of one of the first four begins a version.
     *
     * @param topics sorted
     */
    record Attributes(
            @Nullable String path,
            @Nullable String visibility,
            @Nullable String defaultBranch,
            @Nullable Boolean isArchived,
            @Nullable String namespaceKind,
            @Nullable Boolean isFork,
            @Nullable List<String> topics,
            @Nullable String creatorId,
            @Nullable String createdAt) {

        static Attributes of(GitlabRecords.Project project) {
            List<String> topics = project.topics() == null
                    ? null
                    : project.topics().stream().sorted().toList();
            return new Attributes(
                    project.pathWithNamespace(),
                    project.visibility(),
                    project.defaultBranch(),
                    project.archived(),
                    project.namespace() == null ? null : project.namespace().kind(),
                    project.forkedFromProject() != null,
                    topics,
                    project.creatorId(),
                    project.createdAt());
        }

        boolean isSameVersion(Attributes other) {
            return Objects.equals(path, other.path)
                    && Objects.equals(visibility, other.visibility)
                    && Objects.equals(defaultBranch, other.defaultBranch)
                    && Objects.equals(isArchived, other.isArchived);
        }
    }

    /** A share of the bytes, in percent, and since when it is this. */
    record Share(double percent, LocalDate since) {}

    /**
     * A project.
     *
     * @param versionFrom first day of its present version
     * @param listedOn last day of a listing that had it; null = never
     * @param deletedOn first day of a listing without it; null = not gone
     * @param memberCount null = unknown
     * @param lockFileCount null = unknown
     * @param languages shares by language
     * @param packages texts of {@link UsedPackage}, sorted, by the day since when they are used
     */
    record Kept(
            long id,
            Attributes attributes,
            LocalDate versionFrom,
            @Nullable LocalDate listedOn,
            @Nullable LocalDate deletedOn,
            @Nullable Long memberCount,
            @Nullable Long lockFileCount,
            SortedMap<String, Share> languages,
            SortedMap<LocalDate, List<String>> packages) {

        static Kept first(long id, Attributes attributes, LocalDate versionFrom) {
            return new Kept(id, attributes, versionFrom, null, null, null, null, new TreeMap<>(), new TreeMap<>());
        }

        long packageCount() {
            return packages.values().stream().mapToLong(List::size).sum();
        }
    }

    /** Reads a state. */
    static final class Reader {

        private final BufferedReader lines;
        private final long listed;
        private @Nullable Kept next;

        Reader(byte[] bytes) {
            InputStream in = new ByteArrayInputStream(bytes);
            try {
                this.listed = bytes.length == 0 ? 0 : new DataInputStream(in).readLong();
                this.lines = new BufferedReader(new InputStreamReader(
                        bytes.length == 0 ? in : new ZstdInputStreamNoFinalizer(in), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw damaged(e);
            }
            read();
        }

        /** How many projects the last listing had. */
        long listed() {
            return listed;
        }

        /** Number of the project that comes next; greater than any where there is none. */
        long nextId() {
            return next == null ? Long.MAX_VALUE : next.id();
        }

        /** That project, taken away; null where it does not come next. */
        @Nullable
        Kept take(long id) {
            Kept taken = nextId() == id ? next : null;
            if (taken != null) {
                read();
            }
            return taken;
        }

        private void read() {
            try {
                String line = lines.readLine();
                next = line == null ? null : RecordLines.MAPPER.readValue(line, Kept.class);
            } catch (IOException | JacksonException e) {
                throw damaged(e);
            }
        }

        private static DataRejected damaged(Throwable cause) {
            return new DataRejected(
                    "gitlab: the state of the day before is damaged; rebuild that day from raw: " + cause.getMessage(),
                    cause);
        }
    }

    /** Writes a state. */
    static final class Writer {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final OutputStream zstd;

        /** @param listed how many projects the last listing had */
        Writer(long listed) {
            try {
                new DataOutputStream(bytes).writeLong(listed);
                zstd = new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(bytes), 1 << 16);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Adds a project; numbers ascend. */
        void add(Kept project) {
            try {
                zstd.write(RecordLines.MAPPER.writeValueAsBytes(project));
                zstd.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The whole state. */
        byte[] end() {
            try {
                zstd.close();
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
