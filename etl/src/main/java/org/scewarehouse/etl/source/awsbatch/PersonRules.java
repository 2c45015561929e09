package org.scewarehouse.etl.source.awsbatch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who ran a job: the first evidence, in a site's order, that names somebody.
 *
 * @param order which evidence is looked at, best first
 * @param tags tags that hold a login, best first; case does not matter
 * @param parameters parameters that hold a login, best first
 * @param namePatterns patterns over the job's name; the group {@code user} is the login
 * @param variables variables of containers that hold a login, best first; no other variable reaches raw
 * @param rolePatterns patterns over the ARNs of the roles of a job's containers; the group {@code user} is the login
 * @param serviceLogins accounts that are no persons, lower case
 */
public record PersonRules(
        List<Evidence> order,
        List<String> tags,
        List<String> parameters,
        List<Pattern> namePatterns,
        List<String> variables,
        List<Pattern> rolePatterns,
        Set<String> serviceLogins) {

    /** What may tell who ran a job. */
    public enum Evidence {
        /** A tag of the job. */
        TAG,
        /** A parameter of the job. */
        PARAMETER,
        /** The job's name. */
        NAME,
        /** A variable that settings list. */
        VARIABLE,
        /** The role that the job's container takes. */
        ROLE
    }

    /** Takes copies; a pattern without the group {@code user} is an {@link IllegalArgumentException} that quotes it. */
    public PersonRules {
        order = List.copyOf(order);
        tags = List.copyOf(tags);
        parameters = List.copyOf(parameters);
        namePatterns = List.copyOf(namePatterns);
        variables = List.copyOf(variables);
        rolePatterns = List.copyOf(rolePatterns);
        serviceLogins = new TreeSet<>(serviceLogins);
        for (List<Pattern> patterns : List.of(namePatterns, rolePatterns)) {
            for (Pattern pattern : patterns) {
                if (!pattern.pattern().contains("(?<user>")) {
                    throw new IllegalArgumentException(
                            "pattern '" + pattern + "': expected a group (?<user>...) that is the login");
                }
            }
        }
    }

    /** As sites usually tag their jobs. */
    public static PersonRules standard() {
        return new PersonRules(
                List.of(Evidence.values()),
                List.of("user", "owner", "username"),
                List.of("user", "owner"),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    /** The login of whoever ran the job; null where nothing tells, or the account is no person. */
    @Nullable
    String login(Job job) {
        for (Evidence evidence : order) {
            String login = switch (evidence) {
                case TAG -> named(job.tags(), tags);
                case PARAMETER -> named(job.parameters(), parameters);
                case NAME -> matched(job.jobName(), namePatterns);
                case VARIABLE -> variable(job);
                case ROLE ->
                    job.roles()
                            .map(role -> matched(role, rolePatterns))
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null);
            };
            if (login != null && !login.isBlank()) {
                String plain = login.strip().toLowerCase(Locale.ROOT);
                return serviceLogins.contains(plain) ? null : plain;
            }
        }
        return null;
    }

    private static @Nullable String named(@Nullable Map<String, String> values, List<String> names) {
        if (values == null || values.isEmpty()) {
            return null;
        }
        for (String name : names) {
            Predicate<String> isName = name::equalsIgnoreCase;
            for (Map.Entry<String, String> value : values.entrySet()) {
                if (isName.test(value.getKey())
                        && value.getValue() != null
                        && !value.getValue().isBlank()) {
                    return value.getValue();
                }
            }
        }
        return null;
    }

    private static @Nullable String matched(@Nullable String text, List<Pattern> patterns) {
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text == null ? "" : text);
            if (matcher.matches()) {
                return matcher.group("user");
            }
        }
        return null;
    }

    private @Nullable String variable(Job job) {
        for (String name : variables) {
            Optional<String> value = job.variables()
                    .filter(variable -> name.equals(variable.name()))
                    .flatMap(variable -> Stream.ofNullable(variable.value()))
                    .filter(text -> !text.isBlank())
                    .findFirst();
            if (value.isPresent()) {
                return value.get();
            }
        }
        return null;
    }
}
