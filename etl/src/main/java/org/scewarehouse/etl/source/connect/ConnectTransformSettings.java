package org.scewarehouse.etl.source.connect;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How answers of a Connect server are read.
 *
 * @param monitorUserAgents texts of which one stands in the user agent of every monitor, whatever its case
 */
public record ConnectTransformSettings(List<String> monitorUserAgents) {

    /** Common monitors and probes. */
    public static ConnectTransformSettings defaults() {
        return new ConnectTransformSettings(List.of(
                "Datadog",
                "Synthetics",
                "Pingdom",
                "UptimeRobot",
                "StatusCake",
                "kube-probe",
                "ELB-HealthChecker",
                "GoogleHC",
                "Prometheus",
                "Blackbox",
                "Nagios",
                "Zabbix",
                "Site24x7",
                "NewRelic",
                "Googlebot",
                "bingbot"));
    }

    /** In lower case, without what is empty: that would stand in every text. */
    public ConnectTransformSettings {
        monitorUserAgents = monitorUserAgents.stream()
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    boolean isMonitor(@Nullable String userAgent) {
        if (userAgent == null) {
            return false;
        }
        String plain = userAgent.toLowerCase(Locale.ROOT);
        return monitorUserAgents.stream().anyMatch(plain::contains);
    }

    /** Text that changes whenever a setting does. */
    public String fingerprint() {
        return "connect 1 " + String.join("|", monitorUserAgents);
    }
}
