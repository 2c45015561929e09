package org.scewarehouse.jobs.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.Settings;

/**
 * A source as the settings configure it.
 *
 * @param source the source
 * @param since first day to be loaded; null = as far back as the source answers
 * @param isOptional whether its failure leaves the run at "published with warnings"
 */
record ConfiguredSource(Source source, @Nullable LocalDate since, boolean isOptional) {

    /** Every source that the settings name, those first whose rows the others refer to. */
    static List<ConfiguredSource> all(Session session) {
        Settings settings = session.settings();
        List<ConfiguredSource> sources = new ArrayList<>();
        if (settings.reference() != null) {
            sources.add(new ConfiguredSource(
                    SourceFactory.reference(settings.reference(), settings, session.clock()), null, false));
        }
        if (settings.sources().prometheus().isConfigured()) {
            sources.add(new ConfiguredSource(
                    SourceFactory.prometheus(settings, session.clock()),
                    settings.sources().prometheus().since(),
                    settings.sources().prometheus().optional()));
        }
        if (settings.sources().connect().isConfigured()) {
            sources.add(new ConfiguredSource(
                    SourceFactory.connect(settings, session.clock()),
                    settings.sources().connect().since(),
                    settings.sources().connect().optional()));
        }
        return List.copyOf(sources);
    }

    /** What to set so that the source is there. */
    static String remedy(String name) {
        return switch (name) {
            case "connect" ->
                "set sce.sources.connect.url and .api-key (or SCE_SOURCES_CONNECT_URL and SCE_SOURCES_CONNECT_API_KEY)";
            case "prometheus" -> "set sce.sources.prometheus.url (or SCE_SOURCES_PROMETHEUS_URL)";
            case "reference" -> "set sce.reference (or SCE_REFERENCE) to a folder of CSV files";
            default -> "the sources are prometheus, connect and reference";
        };
    }
}
