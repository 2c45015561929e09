package org.scewarehouse.etl.source.gitlab;

import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lockfile.Dependency;
import org.scewarehouse.etl.star.PackageVersion;

/**
 * A package version that a repository uses.
 *
 * @param origin where it comes from; null = no file says
 * @param host host it comes from; null = no file says
 */
record UsedPackage(
        PackageVersion version,
        @Nullable String origin,
        @Nullable String host) {

    static UsedPackage of(Dependency dependency) {
        String version = dependency.version() == null ? PackageVersion.UNPINNED : dependency.version();
        return new UsedPackage(
                new PackageVersion(dependency.ecosystem(), dependency.name(), version),
                dependency.origin(),
                dependency.host());
    }

    /** As one text without blanks but between its parts. */
    String text() {
        return String.join(
                "\t",
                version.ecosystem(),
                version.name(),
                version.version(),
                origin == null ? "" : origin,
                host == null ? "" : host);
    }

    /** Of a text as {@link #text} makes it. */
    static UsedPackage parse(String text) {
        String[] parts = text.split("\t", -1);
        return new UsedPackage(
                new PackageVersion(parts[0], parts[1], parts[2]),
                parts[3].isEmpty() ? null : parts[3],
                parts[4].isEmpty() ? null : parts[4]);
    }

    boolean isUnpinned() {
        return version.version().equals(PackageVersion.UNPINNED);
    }
}
