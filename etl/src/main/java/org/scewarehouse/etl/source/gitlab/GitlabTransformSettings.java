package org.scewarehouse.etl.source.gitlab;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How answers of a GitLab server are read.
 *
 * @param internalHosts hosts of registries and Git servers whose packages are the site's own, in lower case
 */
public record GitlabTransformSettings(Set<String> internalHosts) {

    /** In lower case. */
    public GitlabTransformSettings {
        Set<String> plain = new TreeSet<>();
        internalHosts.forEach(host -> plain.add(host.strip().toLowerCase(Locale.ROOT)));
        internalHosts = Collections.unmodifiableSet(plain);
    }

    /** Text that changes whenever a setting does. */
    public String fingerprint() {
        return "gitlab 1 " + String.join("|", internalHosts);
    }
}
