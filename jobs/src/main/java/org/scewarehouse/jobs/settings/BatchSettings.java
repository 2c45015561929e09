package org.scewarehouse.jobs.settings;

import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.awsbatch.AwsBatchSettings;
import org.scewarehouse.etl.source.awsbatch.PersonRules;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * AWS Batch in one account and region, {@code sce.sources.aws-batch.*}; what is not described here is in
 * {@link AwsBatchSettings} and {@link PersonRules}.
 *
 * @param region region whose API is asked; null = only the archive is read
 * @param events folder or {@code s3://} address of the archive of state changes; null = only the API is asked
 * @param since first day to be loaded; null = as far back as the source answers
 * @param optional whether a failure leaves the run at "published with warnings"
 * @param userOrder which evidence tells who ran a job, best first: tag, parameter, name, variable, role
 * @param userTags tags that hold a login
 * @param userParameters parameters that hold a login
 * @param userNames patterns over job names with a group {@code user}
 * @param userVariables variables that hold a login
 * @param userRoles patterns over ARNs of job roles with a group {@code user}
 * @param keptParameters further parameters that reach raw
 */
public record BatchSettings(
        @Nullable String region,
        @Nullable URI endpoint,
        @DefaultValue List<String> queues,
        @Nullable String events,
        @DefaultValue("5") double describeRate,
        @DefaultValue("15m") Duration throttleLimit,
        @DefaultValue("7d") Duration retention,
        @DefaultValue("1h") Duration edge,
        @DefaultValue("2d") Duration lateness,
        @DefaultValue("30d") Duration carry,
        @DefaultValue("2") int restateDays,
        @Nullable LocalDate since,
        @DefaultValue("false") boolean optional,
        @Nullable List<PersonRules.Evidence> userOrder,
        @Nullable List<String> userTags,
        @Nullable List<String> userParameters,
        @DefaultValue List<String> userNames,
        @DefaultValue List<String> userVariables,
        @DefaultValue List<String> userRoles,
        @DefaultValue Set<String> keptParameters,
        @DefaultValue Set<String> serviceLogins) {

    /** Whether the source is asked at all. */
    public boolean isConfigured() {
        return region != null || events != null;
    }

    /**
     * How AWS Batch is asked and read.
     *
     * @throws IllegalArgumentException if a pattern is none
     */
    public AwsBatchSettings source() {
        PersonRules standard = PersonRules.standard();
        List<String> parameters = requireNonNullElse(userParameters, standard.parameters());
        Set<String> kept = new TreeSet<>(keptParameters);
        kept.addAll(parameters);
        PersonRules people = new PersonRules(
                requireNonNullElse(userOrder, standard.order()),
                requireNonNullElse(userTags, standard.tags()),
                parameters,
                patterns(userNames),
                userVariables,
                patterns(userRoles),
                serviceLogins.stream()
                        .map(login -> login.toLowerCase(Locale.ROOT))
                        .collect(java.util.stream.Collectors.toSet()));
        return new AwsBatchSettings(
                region,
                endpoint,
                queues,
                events,
                describeRate,
                throttleLimit,
                retention,
                edge,
                lateness,
                carry,
                restateDays,
                kept,
                people);
    }

    private static List<Pattern> patterns(List<String> texts) {
        return texts.stream().map(Pattern::compile).toList();
    }
}
