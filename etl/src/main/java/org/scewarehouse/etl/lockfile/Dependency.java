package org.scewarehouse.etl.lockfile;

import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.PackageVersion;

/**
 * One package that a file names.
 *
 * @param ecosystem {@code r}, {@code python}, {@code conda}, or {@code runtime} for R and Python themselves
 * @param name name; of Python packages in normal form
 * @param version exact version; null where the file asks for the package without one
 * @param origin where it comes from, such as {@code CRAN}; null = the file does not say
 * @param host host of the registry or Git server; null = the file does not say
 */
public record Dependency(
        String ecosystem,
        String name,
        @Nullable String version,
        @Nullable String origin,
        @Nullable String host) {

    /** Ecosystem of R packages. */
    public static final String R = "r";

    /** Ecosystem of Python packages. */
    public static final String PYTHON = "python";

    /** Ecosystem of conda packages. */
    public static final String CONDA = "conda";

    /** Ecosystem of languages. */
    public static final String RUNTIME = "runtime";

    private static final int LONGEST = 200;

    /** Whether it can be one: names and versions of tools are short and in one line. */
    boolean isPlausible() {
        return isShort(name) && (version == null || isShort(version));
    }

    private static boolean isShort(String text) {
        return !text.isBlank() && text.length() <= LONGEST && text.chars().allMatch(c -> c > ' ' && c != 0x7f);
    }

    /** The same, of unknown origin and host where what is given for them is no name of anything. */
    Dependency withPlausibleOrigin() {
        boolean isName = (origin == null || isName(origin)) && (host == null || isName(host));
        return isName ? this : new Dependency(ecosystem, name, version, null, null);
    }

    /** Names of repositories may hold blanks. */
    private static boolean isName(String text) {
        return text.length() <= LONGEST && text.chars().allMatch(c -> c >= ' ' && c != 0x7f);
    }

    /** The language of a version. */
    static Dependency runtime(String language, String version) {
        return new Dependency(RUNTIME, language, version, null, null);
    }

    /** A Python package. */
    static Dependency python(String name, @Nullable String version, @Nullable String origin, @Nullable String host) {
        return new Dependency(PYTHON, PackageVersion.pythonName(name), version, origin, host);
    }
}
