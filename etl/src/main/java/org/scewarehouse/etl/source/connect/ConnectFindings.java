package org.scewarehouse.etl.source.connect;

import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.RawZone;

/** What a reader of a day's numbers must know of what the server does not offer, and of what it warned. */
final class ConnectFindings {

    private ConnectFindings() {}

    static List<Finding> of(RawZone.Reader raw, boolean areSchedulesListed) {
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
        if (!raw.parts(ConnectEndpoints.CONTENT).isEmpty() && !areSchedulesListed) {
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
