package org.scewarehouse.etl.star;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image, taken apart.
 *
 * @param registry host and port; null = none given
 * @param repository the path without registry
 * @param tag null = none given
 * @param digest null = none given
 */
public record ImageReference(
        @Nullable String registry,
        String repository,
        @Nullable String tag,
        @Nullable String digest) {

    private static final Pattern SCHEME = Pattern.compile("^(docker-pullable|docker|docker-image|oci)://");
    private static final Pattern BARE_DIGEST = Pattern.compile("(sha256:)?[0-9a-f]{64}");

    /** Takes a name apart; null where the text is blank or only a digest, which names nothing. */
    public static @Nullable ImageReference parse(@Nullable String text) {
        String name = text == null ? "" : SCHEME.matcher(text.strip()).replaceFirst("");
        if (name.isEmpty() || BARE_DIGEST.matcher(name).matches()) {
            return null;
        }
        String digest = null;
        int at = name.indexOf('@');
        if (at >= 0) {
            digest = name.substring(at + 1);
            name = name.substring(0, at);
        }
        String tag = null;
        int colon = name.lastIndexOf(':');
        if (colon > name.lastIndexOf('/')) {
            tag = name.substring(colon + 1);
            name = name.substring(0, colon);
        }
        String registry = null;
        int slash = name.indexOf('/');
        // Only a first part with a dot, a port, or this name is a host; else it is part of the path.
        if (slash > 0 && (name.substring(0, slash).matches(".*[.:].*") || name.startsWith("localhost/"))) {
            registry = name.substring(0, slash);
            name = name.substring(slash + 1);
        }
        return name.isEmpty() ? null : new ImageReference(registry, name, blankToNull(tag), blankToNull(digest));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Last part of the repository and the tag: what tells the IDE, without the name of the organisation. */
    public String shortName() {
        return repository.substring(repository.lastIndexOf('/') + 1) + (tag == null ? "" : ":" + tag);
    }

    private static final String VERSIONS = "(\\d+\\.\\d+(?:\\.\\d+)?)(?:_\\d+\\.\\d+(?:\\.\\d+)?)*";
    private static final Pattern R = Pattern.compile("(?:^|[-_])r-?v?" + VERSIONS, Pattern.CASE_INSENSITIVE);
    private static final Pattern PYTHON =
            Pattern.compile("(?:^|[-_])py(?:thon)?-?" + VERSIONS, Pattern.CASE_INSENSITIVE);
    private static final Pattern QUARTO = Pattern.compile("(?:^|[-_])quarto-?v?" + VERSIONS, Pattern.CASE_INSENSITIVE);
    private static final Pattern LEADING = Pattern.compile("^v?(\\d+\\.\\d+(?:\\.\\d+)?)(?:[-_].*)?$");
    private static final Pattern R_REPOSITORY = Pattern.compile(
            "(?:.*/)?(?:rocker/(?:r-ver|rstudio|tidyverse|verse|geospatial|shiny|shiny-verse|binder|ml|ml-verse|cuda)"
                    + "|r-base|r-ver)");
    private static final Pattern PYTHON_REPOSITORY = Pattern.compile("(?:library/)?python");

    /** R version that the tag names, the first of several; null where it names none. */
    public @Nullable String rVersion() {
        return version(R, R_REPOSITORY);
    }

    /** Python version that the tag names, the first of several; null where it names none. */
    public @Nullable String pythonVersion() {
        return version(PYTHON, PYTHON_REPOSITORY);
    }

    /** Quarto version that the tag names, the first of several; null where it names none. */
    public @Nullable String quartoVersion() {
        return version(QUARTO, null);
    }

    private @Nullable String version(Pattern pattern, @Nullable Pattern wholeTagRepository) {
        if (tag == null) {
            return null;
        }
        Matcher named = pattern.matcher(tag);
        if (named.find()) {
            return named.group(1);
        }
        Matcher leading = LEADING.matcher(tag);
        boolean isWholeTag = wholeTagRepository != null
                && wholeTagRepository.matcher(repository).matches();
        return isWholeTag && leading.matches() ? leading.group(1) : null;
    }

    /** The first two parts of a version. */
    public static @Nullable String minor(@Nullable String version) {
        if (version == null) {
            return null;
        }
        String[] parts = version.split("\\.", -1);
        return parts[0] + "." + parts[1];
    }

    /** A number by which versions sort as versions; null where a part has more than three digits. */
    public static @Nullable Long sort(@Nullable String version) {
        if (version == null || !version.matches("\\d{1,3}\\.\\d{1,3}(\\.\\d{1,3})?")) {
            return null;
        }
        String[] parts = version.split("\\.", -1);
        long patch = parts.length > 2 ? Long.parseLong(parts[2]) : 0;
        return Long.parseLong(parts[0]) * 1_000_000 + Long.parseLong(parts[1]) * 1_000 + patch;
    }
}
