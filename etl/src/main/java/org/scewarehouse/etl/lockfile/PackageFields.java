package org.scewarehouse.etl.lockfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files in R's format of fields: {@code Name: value}, lines that begin with a blank going on with it. */
final class PackageFields {

    /** Come with R itself and have its version. */
    private static final Set<String> BASE = Set.of(
            "R",
            "base",
            "compiler",
            "datasets",
            "graphics",
            "grDevices",
            "grid",
            "methods",
            "parallel",
            "splines",
            "stats",
            "stats4",
            "tcltk",
            "tools",
            "utils");

    private static final Pattern ASKED =
            Pattern.compile("([A-Za-z][A-Za-z0-9.]*)\\s*(?:\\(\\s*([<>=!]+)\\s*([^)\\s]+)\\s*\\))?");

    private static final Pattern CRAN = Pattern.compile(
            "CRAN|RSPM|PPM|P3M|[a-z+]+://(?:[^/]*@)?(?:cran\\.|cloud\\.r-project\\.org|[^/]*/(?:.*/)?cran(?:/|$)).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*");
    private static final int LONGEST_NAME = 100;

    private PackageFields() {}

    /** {@code packrat.lock}: the first record is of R, each other one of a package. */
    static List<Dependency> packrat(String text) {
        List<Dependency> all = new ArrayList<>();
        for (Map<String, String> record : records(text)) {
            String rVersion = record.get("RVersion");
            String name = record.get("Package");
            if (rVersion != null) {
                all.add(Dependency.runtime("R", rVersion));
            } else if (name != null) {
                all.add(dependency(name, record.get("Version"), record.get("Source"), null, null));
            }
        }
        if (all.isEmpty()) {
            throw new Unreadable("has neither RVersion nor packages");
        }
        return all;
    }

    /** {@code DESCRIPTION} of a package or project: what it asks for; the development of it left out. */
    static List<Dependency> description(String text) {
        List<Map<String, String>> records = records(text);
        if (records.isEmpty()) {
            throw new Unreadable("has no fields");
        }
        List<Dependency> all = new ArrayList<>();
        for (String field : List.of("Depends", "Imports", "LinkingTo")) {
            for (String one : records.get(0).getOrDefault(field, "").split(",", -1)) {
                Matcher asked = ASKED.matcher(one.strip());
                if (one.length() <= Requirements.LONGEST && asked.matches() && !BASE.contains(asked.group(1))) {
                    String exact = "==".equals(asked.group(2)) ? asked.group(3) : null;
                    all.add(new Dependency(Dependency.R, asked.group(1), exact, null, null));
                }
            }
        }
        return all;
    }

    /** An R package by the words of renv and packrat for where it comes from. */
    static Dependency dependency(
            String name,
            @Nullable String version,
            @Nullable String source,
            @Nullable String repository,
            @Nullable String host) {
        return new Dependency(Dependency.R, name, version, origin(source, repository), host);
    }

    private static @Nullable String origin(@Nullable String source, @Nullable String repository) {
        String plain = source == null ? "" : source.toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "", "unknown" -> null;
            case "cran" -> "CRAN";
            case "repository" -> repository == null ? null : isCran(repository) ? "CRAN" : named(repository);
            case "bioconductor" -> "Bioconductor";
            case "github" -> "GitHub";
            case "gitlab" -> "GitLab";
            case "bitbucket" -> "Bitbucket";
            case "git", "git2r", "xgit" -> "Git";
            case "local" -> "local";
            case "url" -> "URL";
            default -> source == null ? null : named(source);
        };
    }

    /** Whether a repository is CRAN or a mirror of it, by name or by address. */
    static boolean isCran(String repository) {
        return CRAN.matcher(repository).matches();
    }

    /** A name as people give one; an address or a folder can say more than where something comes from. */
    private static @Nullable String named(String origin) {
        return origin.length() <= LONGEST_NAME && NAME.matcher(origin).matches() ? origin : null;
    }

    private static List<Map<String, String>> records(String text) {
        List<Map<String, String>> records = new ArrayList<>();
        Map<String, String> record = new TreeMap<>();
        String field = "";
        for (String line : text.split("\\R", -1)) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                if (!record.isEmpty()) {
                    records.add(record);
                    record = new TreeMap<>();
                }
                field = "";
            } else if (Character.isWhitespace(line.charAt(0))) {
                record.computeIfPresent(field, (name, value) -> value + ' ' + line.strip());
            } else if (colon > 0) {
                field = line.substring(0, colon);
                record.put(field, line.substring(colon + 1).strip());
            }
        }
        if (!record.isEmpty()) {
            records.add(record);
        }
        return records;
    }
}
