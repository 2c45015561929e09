package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.dim.DimPackage;

/**
 * A version of a package, named the same whichever source names it.
 *
 * @param ecosystem {@code r}, {@code python} ...
 * @param name of Python packages in normal form
 * @param version as given, or {@link #UNPINNED}
 */
public record PackageVersion(String ecosystem, String name, String version) implements Comparable<PackageVersion> {

    /** Version of what is asked for without one. */
    public static final String UNPINNED = "unpinned";

    private static final Pattern PARTS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    /** Ecosystem of Python packages. */
    private static final String PYTHON = "python";

    private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

    public PackageVersion {
        name = ecosystem.equals(PYTHON) ? pythonName(name) : name;
    }

    /** The normal form of PEP 503: names of Python packages that differ in case or in {@code -_.} are one. */
    public static String pythonName(String name) {
        return SEPARATORS.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
    }

    /** Key of the member of {@code dim_package}. */
    public long key(Keys keys) {
        return keys.key("package", ecosystem, name, version);
    }

    /**
     * The member of {@code dim_package}.
     *
     * @param origin where it comes from; null = unknown
     * @param isInternal whether it is the site's own; null = unknown
     */
    public DimPackage row(Keys keys, @Nullable String origin, @Nullable Boolean isInternal, LocalDate day) {
        return new DimPackage(key(keys), ecosystem, name, version, sort(version), origin, isInternal, null, day, day);
    }

    /** Sorts versions as versions; null where the text is none, or a part has more digits than versions have. */
    public static @Nullable Long sort(@Nullable String version) {
        Matcher parts = PARTS.matcher(version == null ? "" : version);
        if (!parts.matches()
                || parts.group(1).length() > 4
                || parts.group(2).length() > 3
                || (parts.group(3) != null && parts.group(3).length() > 3)) {
            return null;
        }
        long patch = parts.group(3) == null ? 0 : Long.parseLong(parts.group(3));
        return Long.parseLong(parts.group(1)) * 1_000_000 + Long.parseLong(parts.group(2)) * 1_000 + patch;
    }

    @Override
    public int compareTo(PackageVersion other) {
        int order = ecosystem.compareTo(other.ecosystem);
        order = order == 0 ? name.compareTo(other.name) : order;
        return order == 0 ? version.compareTo(other.version) : order;
    }
}
