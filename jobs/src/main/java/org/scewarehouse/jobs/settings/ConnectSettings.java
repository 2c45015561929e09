package org.scewarehouse.jobs.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.HttpLimits;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.connect.ChronicleExtract;
import org.scewarehouse.etl.source.connect.ConnectConnection;
import org.scewarehouse.etl.source.connect.ConnectExtract;
import org.scewarehouse.etl.source.connect.ConnectInput;
import org.scewarehouse.etl.source.connect.ConnectTransformSettings;
import org.scewarehouse.etl.store.Stores;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One Posit Connect server: how it is asked, and how its answers are read.
 *
 * @param url address with any path prefix, without {@code /__api__}; null: not collected
 * @param apiKey key of an administrator
 * @param chronicle instead of the server: what Posit Chronicle wrote of it, the folder or {@code s3://bucket/prefix}
 *     that holds {@code curated}
 * @param headers further headers, such as of a gateway before the server
 * @param caFile PEM file with the certificates to trust instead of the system's
 * @param connectTimeout limit for making a connection
 * @param answerTimeout limit from the request to the first line of the answer
 * @param readTimeout limit between two pieces of an answer
 * @param requestTimeout limit for one whole answer
 * @param concurrency how many items are asked about at the same time
 * @param requestsPerSecond requests that may begin in a second; 0 = as many as the server answers
 * @param since first day to load; null means as far back as the server has visits
 * @param restateDays how many past days each run asks for again
 * @param optional whether a failure of this source leaves the run at "done, with warnings"
 * @param monitorUserAgents texts in the user agents of monitors, beside the usual ones
 */
public record ConnectSettings(
        @Nullable String url,
        @Nullable Secret apiKey,
        @Nullable String chronicle,
        @DefaultValue Map<String, Secret> headers,
        @Nullable Path caFile,
        @Nullable Duration connectTimeout,
        @Nullable Duration answerTimeout,
        @Nullable Duration readTimeout,
        @Nullable Duration requestTimeout,
        @DefaultValue("8") int concurrency,
        @DefaultValue("10") double requestsPerSecond,
        @Nullable LocalDate since,
        @DefaultValue("3") int restateDays,
        @DefaultValue("false") boolean optional,
        @DefaultValue List<String> monitorUserAgents) {

    /** Whether this source is collected at all. */
    public boolean isConfigured() {
        return url != null || chronicle != null;
    }

    /**
     * How the server is asked; may still hold faults, which it names itself.
     *
     * @throws IllegalStateException if no server is configured
     */
    public ConnectConnection connection() {
        if (url == null) {
            throw new IllegalStateException(ConnectConnection.PROPERTY + ".url is not set");
        }
        HttpSettings http = new HttpSettings(
                ConnectConnection.SOURCE,
                ConnectConnection.PROPERTY,
                url,
                null,
                null,
                null,
                Secret.revealed(headers),
                caFile,
                HttpLimits.given(connectTimeout, answerTimeout, readTimeout, requestTimeout));
        return new ConnectConnection(http, apiKey == null ? "" : apiKey.reveal(), concurrency, requestsPerSecond);
    }

    /**
     * Where what is known of Connect comes from; nothing is asked yet.
     *
     * @param zone the reporting zone
     * @param temporaryFolder where answers for many days lie until the run ends
     * @param codeVersion version of the product
     * @throws IllegalStateException if this source is not configured
     */
    public ConnectInput input(
            Stores stores, ZoneId zone, Path temporaryFolder, InstantSource clock, Retry retry, String codeVersion) {
        return chronicle == null
                ? new ConnectExtract(connection(), clock, retry, temporaryFolder, codeVersion)
                : new ChronicleExtract(stores.open(chronicle), chronicle, zone, clock, codeVersion);
    }

    /** How the answers are read. */
    public ConnectTransformSettings transform() {
        List<String> all = new ArrayList<>(ConnectTransformSettings.defaults().monitorUserAgents());
        all.addAll(monitorUserAgents);
        return new ConnectTransformSettings(all);
    }

    /** Everything wrong with these settings, each naming its property; empty if the server is not collected. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (url != null) {
            faults.addAll(connection().faults());
        } else if (apiKey != null) {
            faults.add(ConnectConnection.PROPERTY + ".url: is needed with .api-key");
        }
        if (chronicle != null) {
            String property = ConnectConnection.PROPERTY + ".chronicle = " + chronicle;
            if (url != null) {
                faults.add(property + ": stands for the server; remove it, or .url and .api-key");
            }
            Stores.fault(chronicle).ifPresent(fault -> faults.add(property + ": " + fault));
        }
        if (restateDays < 0) {
            faults.add(ConnectConnection.PROPERTY + ".restate-days = " + restateDays + ": expected 0 or more");
        }
        return faults;
    }
}
