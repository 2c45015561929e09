package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.ImageReference;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.etl.star.Person;
import org.scewarehouse.etl.star.ProjectRules;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimPlatformRule;

/** Writes the members that facts of one day name, each once, and gives their keys. */
final class StarRows {

    private final PrometheusTransformSettings settings;
    private final java.util.List<Rule> environmentRules;
    private final java.util.List<Rule> ideRules;
    final Day day;
    final Dimensions dimensions;
    final Masker masker;
    private final Consumer<Record> rows;
    private final Set<Long> written = new HashSet<>();
    private final Set<Person> people = new HashSet<>();

    StarRows(
            PrometheusTransformSettings settings,
            Day day,
            Dimensions dimensions,
            Masker masker,
            Consumer<Record> rows) {
        this.settings = settings;
        this.environmentRules = Rule.parseAll(settings.environmentRules());
        this.ideRules = Rule.parseAll(settings.ideRules());
        this.day = day;
        this.dimensions = dimensions;
        this.masker = masker;
        this.rows = rows;
    }

    void add(Record row) {
        rows.accept(row);
    }

    /** Whether no member with this key has been written yet; from now on it counts as written. */
    boolean isNew(long key) {
        return written.add(key);
    }

    long key(String entity, @Nullable String... natural) {
        return dimensions.keys().key(entity, natural);
    }

    /** The person behind a login, 0 where there is none. */
    long userId(@Nullable String login) {
        if (login == null) {
            return Warehouse.UNKNOWN;
        }
        Person person = dimensions.identities().person(login, day.date());
        if (people.add(person)) {
            dimensions.identities().rows(person, day.date()).forEach(rows);
        }
        return person.userId();
    }

    /** What stands for a text of which any part may be a login that is not known. */
    String hidden(String text) {
        return "hidden-" + dimensions.pseudonyms().containerId("hidden", text).substring(0, 8);
    }

    /** A text of the user's own, without any login. */
    String masked(String text, @Nullable String login) {
        return login == null
                ? masker.mask(text)
                : masker.mask(
                        text,
                        login,
                        dimensions.identities().person(login, day.date()).mask());
    }

    /** The cluster as a whole. */
    long cluster(String cluster) {
        return computeSystem(cluster, null, settings.region());
    }

    /** The environment that a namespace belongs to. */
    long environment(String cluster, String namespace) {
        Reference.Environment listed = dimensions.reference().environment(namespace);
        String region = listed == null ? null : listed.region();
        return computeSystem(cluster, environmentName(namespace), region == null ? settings.region() : region);
    }

    /** The name of the environment that a namespace belongs to; without a rule the namespace itself. */
    String environmentName(String namespace) {
        Reference.Environment listed = dimensions.reference().environment(namespace);
        if (listed != null) {
            return listed.environment();
        }
        String byRule = Rule.first(environmentRules, trait -> trait.equals("namespace") ? namespace : null);
        return masker.mask(byRule == null ? namespace : byRule.replace('_', ' '));
    }

    /** The project that work with this evidence belongs to, 0 where no rule says. */
    long project(Map<String, String> evidence) {
        ProjectRules rules = dimensions.projects();
        long key = rules.projectKey(evidence, day.date());
        if (key != Warehouse.UNKNOWN && written.add(key)) {
            ProjectRules.Project project = rules.project(key, day.date());
            Long owner = project.ownerLogin() == null ? null : (Long) userId(project.ownerLogin());
            add(project.row(owner, day.date()));
        }
        return key;
    }

    private long computeSystem(String cluster, @Nullable String environment, @Nullable String region) {
        String name = environment == null ? cluster : cluster + "/" + environment;
        long key = key("compute_system", name);
        if (written.add(key)) {
            add(new DimComputeSystem(key, name, cluster, "kubernetes", environment, region, day.date(), day.date()));
            if (environment != null) {
                Duration limit = settings.idleLimits().of(environment);
                add(new DimPlatformRule(key, limit == null ? null : (Long) limit.toSeconds(), day.date(), day.date()));
            }
        }
        return key;
    }

    /** An image, 0 for an unknown one. */
    long image(@Nullable ImageReference image) {
        if (image == null) {
            return Warehouse.UNKNOWN;
        }
        String repository = maskedPath(image.repository());
        long key = key("image", image.registry(), repository, image.tag(), image.digest());
        if (written.add(key)) {
            String ide = Rule.first(ideRules, trait -> trait.equals("image") ? image.shortName() : null);
            String ideName = ide == null ? null : ide.replace('_', ' ');
            add(dimensions.reference().image(key, image, repository, ideName, day.date()));
        }
        return key;
    }

    /** Folders of a registry may be people's; names of images are not, and logins that look like them are common. */
    private String maskedPath(String repository) {
        int slash = repository.lastIndexOf('/');
        return slash < 0 ? repository : masker.mask(repository.substring(0, slash)) + repository.substring(slash);
    }
}
