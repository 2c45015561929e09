package org.scewarehouse.etl.source.gitlab;

import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.RawZone;

/** What a reader of a day's numbers must know of what the server did not show. */
final class GitlabFindings {

    private GitlabFindings() {}

    static List<Finding> of(RawZone.Reader raw) {
        List<Finding> findings = new ArrayList<>();
        for (String endpoint : raw.endpoints()) {
            if (raw.parts(endpoint).isEmpty()) {
                findings.add(new Finding(endpoint, Finding.Kind.GAP, endpoint, "nothing was answered", 1));
            }
            Completion completion = raw.completion(endpoint);
            completion
                    .dropped()
                    .forEach((reason, count) -> findings.add(new Finding(
                            endpoint,
                            Gap.of(reason).map(Gap::kind).orElse(Finding.Kind.DROP),
                            endpoint,
                            reason,
                            count)));
            completion
                    .warnings()
                    .forEach(text -> findings.add(new Finding(endpoint, Finding.Kind.WARNING, "answer", text, 1)));
        }
        return findings;
    }
}
