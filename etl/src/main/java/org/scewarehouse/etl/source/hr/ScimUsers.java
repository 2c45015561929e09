package org.scewarehouse.etl.source.hr;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Http;
import org.scewarehouse.etl.http.HttpAnswer;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.model.Day;

/**
 * Users of a SCIM 2.0 service, as of now. Pages are asked for by the number of users that were given before, and users
 * may move between them meanwhile: one that comes twice counts once, and fewer than the service says there are is an
 * error.
 */
public final class ScimUsers implements HrExtract {

    private static final String REQUEST = "users";
    private static final Map<String, String> ACCEPT = Map.of("Accept", "application/scim+json, application/json;q=0.9");

    private final Http http;
    private final String filter;
    private final int pageSize;
    private final HrParseSettings parse;
    private final Retry retry;

    /**
     * A service; nothing is asked yet.
     *
     * @param filter which users; empty = all
     * @param pageSize how many are asked for at once; the service may give fewer
     */
    public ScimUsers(Http http, String filter, int pageSize, HrParseSettings parse, Retry retry) {
        this.http = http;
        this.filter = filter;
        this.pageSize = pageSize;
        this.parse = parse;
        this.retry = retry;
    }

    @Override
    public Endpoint.Kind endpointKind() {
        return Endpoint.Kind.SNAPSHOT;
    }

    @Override
    public Reach reach(Instant now, ZoneId zone) {
        long users = retry.call(() -> page(1, 1)).total;
        return Observation.reach(now, zone, "the service has " + users + " users as of now");
    }

    @Override
    public void extract(Day day, RawZone.Writer raw, Progress progress) {
        if (raw.has(REQUEST)) {
            return;
        }
        try (RawZone.Part part = raw.part(REQUEST, "jsonl")) {
            OncePerReference users = new OncePerReference(part);
            long start = 1;
            Page page;
            do {
                long first = start;
                page = retry.call(() -> page(first, pageSize));
                for (Map<String, String> user : page.users) {
                    users.write(id(user), user);
                }
                start += page.users.size();
                progress.advance("people", users.written(), page.total);
            } while (start <= page.total && !page.users.isEmpty());
            if (users.written() < page.total) {
                throw new SourceUnavailable(HrSource.NAME + " " + day + ", users: expected " + page.total + ", got "
                        + users.written() + " different ones: users moved between pages while they were read, or the"
                        + " service does not page as RFC 7644 says; run again");
            }
            users.commit(Map.of());
        }
    }

    private String id(Map<String, String> user) {
        String reference = Objects.requireNonNull(HrKind.SCIM.reference());
        String id = user.get(reference);
        if (id == null) {
            throw new SourceChanged(
                    HrSource.NAME + ", users: expected each user to have the field " + reference + ", got one without");
        }
        return id;
    }

    private Page page(long start, int count) {
        String path = "/Users?startIndex=" + start + "&count=" + count
                + (filter.isEmpty() ? "" : "&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        try (HttpAnswer answer = http.get(path, ACCEPT)) {
            if (!answer.isOk()) {
                throw http.refusal(answer);
            }
            if (answer.contentType().contains("html")) {
                throw http.webPage(answer, answer.text(4096));
            }
            List<Map<String, String>> users = new ArrayList<>();
            Map<String, String> head =
                    JsonRecords.read(answer.name(), answer.body(), "Resources", parse.kept(), users::add);
            String total = head.getOrDefault("totalResults", "");
            if (!total.matches("\\d{1,18}")) {
                throw new SourceChanged(answer.name() + ": expected a list with totalResults, got the fields "
                        + head.keySet() + "; check " + HrSource.PROPERTY + ".url, which ends before /Users");
            }
            return new Page(Long.parseLong(total), users);
        }
    }

    private record Page(long total, List<Map<String, String>> users) {}
}
