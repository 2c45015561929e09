package org.scewarehouse.etl.simulator.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.Matcher.Operator;

/** The part of PromQL that selects series: {@code name{label="value",...}}. */
public final class Selector {

    private static final Pattern SELECTOR = Pattern.compile("([A-Za-z_:][\\w:]*)?\\s*(?:\\{(.*)})?", Pattern.DOTALL);
    private static final Pattern MATCHER =
            Pattern.compile("\\s*(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(,|$)", Pattern.DOTALL);

    private Selector() {}

    /**
     * Reads a selector.
     *
     * @throws IllegalArgumentException if it is none
     */
    static List<Matcher> parse(String text) {
        java.util.regex.Matcher selector = SELECTOR.matcher(text);
        if (text.isBlank() || !selector.matches()) {
            throw new IllegalArgumentException("parse error: unexpected \"" + text + "\"");
        }
        List<Matcher> matchers = new ArrayList<>();
        if (selector.group(1) != null) {
            matchers.add(Matcher.equal(Labels.METRIC, selector.group(1)));
        }
        String rest = selector.group(2) == null ? "" : selector.group(2);
        java.util.regex.Matcher part = MATCHER.matcher(rest);
        while (!rest.isBlank()) {
            if (!part.lookingAt()) {
                throw new IllegalArgumentException("parse error: unexpected \"" + rest + "\" in label matching");
            }
            String value =
                    part.group(3).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
            matchers.add(new Matcher(operator(part.group(2)), part.group(1), value));
            rest = rest.substring(part.end());
            part.reset(rest);
        }
        return matchers;
    }

    /** Whether a series fulfils all matchers; a label that it lacks counts as empty. */
    public static boolean matches(Labels labels, List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            String found = labels.value(matcher.label());
            String value = found == null ? "" : found;
            boolean isMatch = switch (matcher.operator()) {
                case EQUAL -> value.equals(matcher.value());
                case NOT_EQUAL -> !value.equals(matcher.value());
                case MATCHES -> value.matches(matcher.value());
                case MATCHES_NOT -> !value.matches(matcher.value());
            };
            if (!isMatch) {
                return false;
            }
        }
        return true;
    }

    private static Operator operator(String symbol) {
        return switch (symbol) {
            case "=" -> Operator.EQUAL;
            case "!=" -> Operator.NOT_EQUAL;
            case "=~" -> Operator.MATCHES;
            default -> Operator.MATCHES_NOT;
        };
    }
}
