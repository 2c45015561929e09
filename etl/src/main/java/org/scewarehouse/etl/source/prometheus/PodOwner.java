package org.scewarehouse.etl.source.prometheus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/** Finds the login of the person who uses a pod: in its labels and annotations, else in names. */
final class PodOwner {

    private final PrometheusTransformSettings settings;
    private final List<Rule> rules;

    PodOwner(PrometheusTransformSettings settings) {
        this.settings = settings;
        this.rules = Rule.parseAll(settings.userRules());
    }

    /**
     * The login, null where none is found or an account is no person.
     *
     * @param owner kind of the pod's owner; empty = none known
     * @param marks labels and annotations as kube-state-metrics names them
     * @param claims names of the claims it mounts
     */
    @Nullable
    String login(String namespace, String pod, String owner, Map<String, String> marks, Set<String> claims) {
        for (String name : settings.userLabels()) {
            String value = marks.get(name);
            if (value != null && !value.isBlank()) {
                return person(value);
            }
        }
        for (String claim : claims.isEmpty() ? Set.of("") : new TreeSet<>(claims)) {
            String login = Rule.first(rules, trait -> switch (trait) {
                case "namespace" -> namespace;
                case "pod" -> pod;
                case "claim" -> claim;
                case "owner" -> owner;
                default -> marks.get(trait);
            });
            if (login != null && !login.isBlank()) {
                return person(unescaped(login));
            }
        }
        return null;
    }

    /** Hands over every login that a series alone reveals, so that texts can be masked before pods are whole. */
    void logins(Labels labels, Consumer<String> logins) {
        for (String name : settings.userLabels()) {
            accept(labels.value(name), logins);
        }
        String namespace = Series.label(labels, "namespace");
        String pod = Series.label(labels, "pod");
        String claim = labels.value("persistentvolumeclaim");
        String byRule = Rule.first(rules, trait -> switch (trait) {
            case "namespace" -> namespace;
            case "pod" -> pod;
            case "claim" -> claim;
            default -> labels.value(trait);
        });
        accept(byRule == null ? null : unescaped(byRule), logins);
    }

    private void accept(@Nullable String value, Consumer<String> logins) {
        String login = value == null || value.isBlank() ? null : person(value);
        if (login != null) {
            logins.accept(login);
        }
    }

    private @Nullable String person(String text) {
        String login = text.strip();
        return settings.serviceLogins().contains(login.toLowerCase(Locale.ROOT)) ? null : login;
    }

    /** JupyterHub writes characters that a name may not have as a hyphen and their code. */
    private static String unescaped(String login) {
        return login.replace("-2e", ".").replace("-40", "@").replace("-5f", "_").replace("-2d", "-");
    }
}
