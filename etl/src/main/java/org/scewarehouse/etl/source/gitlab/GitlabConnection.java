package org.scewarehouse.etl.source.gitlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scewarehouse.etl.http.HttpSettings;

/**
 * How a GitLab server is asked.
 *
 * @param http where it answers, without {@code /api/v4}; the token is added here
 * @param token token with scope {@code read_api} of an administrator, or of whoever sees the projects
 * @param groups paths or numbers of the groups whose projects are collected, subgroups included; empty = every project
 *     that the token sees
 * @param concurrency requests that may be under way at once
 * @param maxDepth folders below the root of a repository in which lock files are looked for
 * @param maxFileBytes a longer lock file is not read
 */
public record GitlabConnection(
        HttpSettings http, String token, List<String> groups, int concurrency, int maxDepth, int maxFileBytes) {

    /** Name of the source. */
    public static final String SOURCE = "gitlab";

    /** Prefix of its settings. */
    public static final String PROPERTY = "sce.sources.gitlab";

    public GitlabConnection {
        groups = List.copyOf(groups);
    }

    /** With the defaults, for a server at this address. */
    public static GitlabConnection of(String url, String token) {
        return new GitlabConnection(HttpSettings.of(SOURCE, PROPERTY, url), token, List.of(), 8, 4, 10_000_000);
    }

    /** Of these groups only. */
    public GitlabConnection withGroups(List<String> paths) {
        return new GitlabConnection(http, token, paths, concurrency, maxDepth, maxFileBytes);
    }

    /** Everything wrong with these settings, each naming its property; empty if nothing is. Asks nobody. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (token.isBlank() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            faults.add(PROPERTY + ".token: expected a token with scope read_api, in one line without blanks");
        } else {
            faults.addAll(withToken().faults());
        }
        if (groups.stream().anyMatch(group -> group.isBlank() || group.startsWith("/"))) {
            faults.add(PROPERTY + ".groups = " + groups + ": expected paths such as biostat/trials, or numbers");
        }
        limit(faults, "concurrency", concurrency, 1, 64);
        limit(faults, "max-depth", maxDepth, 0, 100);
        limit(faults, "max-file-size", maxFileBytes, 1_000, 100_000_000);
        return faults;
    }

    private static void limit(List<String> faults, String name, int value, int least, int most) {
        if (value < least || value > most) {
            faults.add(PROPERTY + "." + name + " = " + value + ": expected " + least + " to " + most);
        }
    }

    HttpSettings withToken() {
        Map<String, String> headers = new TreeMap<>(http.headers());
        headers.put("PRIVATE-TOKEN", token);
        return http.withHeaders(headers);
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return http.toString();
    }
}
