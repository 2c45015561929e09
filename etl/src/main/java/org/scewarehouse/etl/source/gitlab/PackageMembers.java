package org.scewarehouse.etl.source.gitlab;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.ExternalSort;
import org.scewarehouse.etl.lockfile.Dependency;
import org.scewarehouse.etl.star.Keys;
import org.scewarehouse.etl.star.PackageVersion;

/**
 * Writes each package version that a day names once, with what all repositories together say of its origin, in bounded
 * memory.
 */
final class PackageMembers implements Closeable {

    /** Where everybody gets packages. */
    private static final Set<String> PUBLIC =
            Set.of("CRAN", "Bioconductor", "PyPI", "GitHub", "conda-forge", "defaults", "main", "bioconda");

    private final ExternalSort sort;
    private final Set<String> internalHosts;

    /** What a package is found to be. */
    private record Found(
            PackageVersion version,
            @Nullable String origin,
            @Nullable Boolean isInternal) {

        Found with(Found other) {
            boolean isOther = other.origin != null && (origin == null || other.origin.compareTo(origin) < 0);
            boolean isInternalToAny = Boolean.TRUE.equals(isInternal) || Boolean.TRUE.equals(other.isInternal);
            Boolean either = isInternal == null ? other.isInternal : isInternal;
            return new Found(version, isOther ? other.origin : origin, isInternalToAny ? Boolean.TRUE : either);
        }
    }

    /** @param internalHosts hosts of the site's own packages */
    PackageMembers(Set<String> internalHosts, Path tempFolder, long memoryBytes) {
        this.internalHosts = internalHosts;
        this.sort = new ExternalSort(tempFolder, memoryBytes);
    }

    void add(UsedPackage used) {
        sort.add(used.text().getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    void write(Keys keys, LocalDate day, Consumer<Record> rows) {
        ExternalSort.Cursor cursor = sort.sorted();
        Found last = null;
        while (cursor.next()) {
            Found next = found(UsedPackage.parse(new String(cursor.key(), StandardCharsets.UTF_8)));
            if (last != null && !last.version.equals(next.version)) {
                rows.accept(last.version.row(keys, last.origin, last.isInternal, day));
                last = next;
            } else {
                last = last == null ? next : last.with(next);
            }
        }
        if (last != null) {
            rows.accept(last.version.row(keys, last.origin, last.isInternal, day));
        }
    }

    private Found found(UsedPackage used) {
        Boolean isInternal = null;
        if (used.host() != null && internalHosts.contains(used.host())) {
            isInternal = true;
        } else if (used.version().ecosystem().equals(Dependency.RUNTIME)
                || (used.origin() != null && PUBLIC.contains(used.origin()))) {
            isInternal = false;
        }
        return new Found(used.version(), used.origin(), isInternal);
    }

    @Override
    public void close() {
        sort.close();
    }
}
