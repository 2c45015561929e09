package org.scewarehouse.etl.source.prometheus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A rule in one line: an outcome, then conditions {@code trait=regex} that all have to hold, such as
 * {@code interactive label_component=singleuser-server}. A trait is one of {@code namespace, pod, container, image,
 * owner, user, claim, init} or the name of a label or annotation as kube-state-metrics shows it. The regex matches the
 * whole value, which is empty where there is none. {@code ${name}} in the outcome stands for a named group.
 */
record Rule(String outcome, Map<String, Pattern> conditions) {

    private static final Pattern GROUP = Pattern.compile("\\$\\{([a-zA-Z][a-zA-Z0-9]*)}");

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException if it is none, saying why
     */
    static Rule parse(String text) {
        String[] words = text.strip().split("\\s+");
        Map<String, Pattern> conditions = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("rule '" + text + "': expected trait=regex, got " + words[i]);
            }
            try {
                conditions.put(words[i].substring(0, equals), Pattern.compile(words[i].substring(equals + 1)));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("rule '" + text + "': " + e.getMessage(), e);
            }
        }
        if (words[0].isEmpty() || conditions.isEmpty()) {
            throw new IllegalArgumentException("rule '" + text + "': expected an outcome and at least one condition");
        }
        return new Rule(words[0], conditions);
    }

    static List<Rule> parseAll(List<String> texts) {
        return texts.stream().map(Rule::parse).toList();
    }

    /** The outcome of the first rule that holds; null where none does. */
    static @Nullable String first(List<Rule> rules, Function<String, @Nullable String> traits) {
        for (Rule rule : rules) {
            String outcome = rule.apply(traits);
            if (outcome != null) {
                return outcome;
            }
        }
        return null;
    }

    /** The outcome where every condition holds; else null. */
    @Nullable
    String apply(Function<String, @Nullable String> traits) {
        String result = outcome;
        for (Map.Entry<String, Pattern> condition : conditions.entrySet()) {
            String value = traits.apply(condition.getKey());
            Matcher matcher = condition.getValue().matcher(value == null ? "" : value);
            if (!matcher.matches()) {
                return null;
            }
            result = filled(result, condition.getValue(), matcher);
        }
        return result;
    }

    private static String filled(String outcome, Pattern pattern, Matcher matcher) {
        if (outcome.indexOf('$') < 0) {
            return outcome;
        }
        return GROUP.matcher(outcome).replaceAll(reference -> {
            String name = reference.group(1);
            boolean isHere = pattern.pattern().contains("(?<" + name + ">");
            String value = isHere ? matcher.group(name) : reference.group();
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
    }
}
