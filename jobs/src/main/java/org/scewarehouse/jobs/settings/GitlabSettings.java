package org.scewarehouse.jobs.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.HttpLimits;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.source.gitlab.GitlabConnection;
import org.scewarehouse.etl.source.gitlab.GitlabTransformSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * One GitLab server: how it is asked, and how its answers are read.
 *
 * @param url address with any path prefix, without {@code /api/v4}; null: not collected
 * @param token token with scope {@code read_api}; an administrator's sees everything
 * @param groups paths or numbers of groups whose projects are collected; empty = all that the token sees
 * @param headers further headers, such as of a gateway before the server
 * @param caFile PEM file with the certificates to trust instead of the system's
 * @param connectTimeout limit for making a connection
 * @param answerTimeout limit from the request to the first line of the answer
 * @param readTimeout limit between two pieces of an answer
 * @param requestTimeout limit for one whole answer
 * @param concurrency how many projects are asked about at the same time
 * @param maxDepth folders below the root of a repository in which lock files are looked for
 * @param maxFileSize a longer lock file is not read
 * @param internalHosts hosts of registries and Git servers with the site's own packages, beside this server
 * @param since first day to load; null means a year ago, or when the oldest project was created
 * @param restateDays how many past days each run asks for again
 * @param optional whether a failure of this source leaves the run at "done, with warnings"
 */
public record GitlabSettings(
        @Nullable String url,
        @Nullable Secret token,
        @DefaultValue List<String> groups,
        @DefaultValue Map<String, Secret> headers,
        @Nullable Path caFile,
        @Nullable Duration connectTimeout,
        @Nullable Duration answerTimeout,
        @Nullable Duration readTimeout,
        @Nullable Duration requestTimeout,
        @DefaultValue("8") int concurrency,
        @DefaultValue("4") int maxDepth,
        @DefaultValue("10MB") DataSize maxFileSize,
        @DefaultValue List<String> internalHosts,
        @Nullable LocalDate since,
        @DefaultValue("3") int restateDays,
        @DefaultValue("false") boolean optional) {

    /** Whether this source is collected at all. */
    public boolean isConfigured() {
        return url != null;
    }

    /**
     * How the server is asked; may still hold faults, which it names itself.
     *
     * @throws IllegalStateException if this source is not configured
     */
    public GitlabConnection connection() {
        if (url == null) {
            throw new IllegalStateException(GitlabConnection.PROPERTY + ".url is not set");
        }
        HttpSettings http = new HttpSettings(
                GitlabConnection.SOURCE,
                GitlabConnection.PROPERTY,
                url,
                null,
                null,
                null,
                Secret.revealed(headers),
                caFile,
                HttpLimits.given(connectTimeout, answerTimeout, readTimeout, requestTimeout));
        int maxBytes = (int) Math.min(Integer.MAX_VALUE, maxFileSize.toBytes());
        return new GitlabConnection(http, token == null ? "" : token.reveal(), groups, concurrency, maxDepth, maxBytes);
    }

    /** How the answers are read. */
    public GitlabTransformSettings transform() {
        Set<String> hosts = new TreeSet<>(internalHosts);
        String own = url == null ? null : URI.create(url).getHost();
        if (own != null) {
            hosts.add(own);
        }
        return new GitlabTransformSettings(hosts);
    }

    /** Everything wrong with these settings, each naming its property; empty if the server is not collected. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (isConfigured()) {
            faults.addAll(connection().faults());
        } else if (token != null) {
            faults.add(GitlabConnection.PROPERTY + ".url: is needed with .token");
        }
        if (restateDays < 0) {
            faults.add(GitlabConnection.PROPERTY + ".restate-days = " + restateDays + ": expected 0 or more");
        }
        return faults;
    }
}
