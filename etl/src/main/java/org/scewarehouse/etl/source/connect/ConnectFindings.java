package org.scewarehouse.etl.source.connect;

import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.RawZone;

/** What a reader of a day's numbers must know of what the server does not offer, and of what it warned. */
final class ConnectFindings {

    /** What Chronicle does not say. */
    private static final List<Finding> OF_CHRONICLE = List.of(
            gap("", "fact_content_visit", "Chronicle counts visits by day, item and person: single ones are not known"),
            gap("", "visit_count", "Chronicle counts each request: those of one person within a minute are not joined"),
            gap("", "monitor_visit_count", "Chronicle keeps no user agents: monitors are among nobody known"),
            gap("", "day", "days of Chronicle are of UTC"),
            gap("", "runs and schedules", "Chronicle does not have them"),
            gap("", "bundles", "Chronicle does not have them: what was never deployed is never_deployed"),
            gap("", "permissions", "Chronicle does not have them"),
            gap("", "packages", "Chronicle does not have them"),
            gap("", "audit log", "Chronicle does not have it"));

    /** Subject of days that prove nothing: {@code report.content_item} does not count them. */
    private static final String HISTORY = "history";

    private ConnectFindings() {}

    static List<Finding> of(RawZone.Reader raw, boolean areSchedulesListed, boolean isOfChronicle) {
        List<Finding> findings = new ArrayList<>();
        for (String endpoint : raw.endpoints()) {
            List<RawZone.PartFile> parts = raw.parts(endpoint);
            if (parts.isEmpty()) {
                findings.add(gap(endpoint, endpoint, "nothing was answered"));
            }
            for (RawZone.PartFile part : parts) {
                if ("false".equals(part.attributes().get("is_offered"))) {
                    findings.add(gap(endpoint, part.request(), "the server does not offer it"));
                }
                if ("true".equals(part.attributes().get(ConnectEndpoints.IS_BEFORE_HISTORY))) {
                    findings.add(gap(
                            endpoint,
                            HISTORY,
                            isOfChronicle
                                    ? "Chronicle had counted no visits yet, or wrote nothing of the day: none, or lost"
                                    : "before the oldest visit that the server has: none, or lost"));
                }
            }
            Completion completion = raw.completion(endpoint);
            completion
                    .dropped()
                    .forEach((reason, count) ->
                            findings.add(new Finding(endpoint, Finding.Kind.DROP, "extraction", reason, count)));
            completion
                    .warnings()
                    .forEach(
                            warning -> findings.add(new Finding(endpoint, Finding.Kind.WARNING, "answer", warning, 1)));
        }
        if (isOfChronicle) {
            findings.addAll(OF_CHRONICLE);
        } else if (!raw.parts(ConnectEndpoints.CONTENT).isEmpty() && !areSchedulesListed) {
            findings.add(gap(
                    ConnectEndpoints.CONTENT,
                    "schedules",
                    "the server does not list them: they are known from their runs"));
        }
        return findings;
    }

    private static Finding gap(String endpoint, String subject, String reason) {
        return new Finding(endpoint, Finding.Kind.GAP, subject, reason, 1);
    }
}
