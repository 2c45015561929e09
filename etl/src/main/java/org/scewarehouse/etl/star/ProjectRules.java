package org.scewarehouse.etl.star;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimProject;

/** Which project work belongs to, by the site's ordered rules: the first that matches has the say. Pure. */
public final class ProjectRules {

    private final List<ProjectRule> rules;
    private final Map<String, Long> keyByProject = new LinkedHashMap<>();
    private final Map<Long, String> projectByKey = new HashMap<>();

    /**
     * The rules of one installation.
     *
     * @param rules in the order in which they are asked
     */
    public ProjectRules(Keys keys, List<ProjectRule> rules) {
        this.rules = List.copyOf(rules);
        for (ProjectRule rule : rules) {
            keyByProject.computeIfAbsent(rule.project(), name -> keys.key("project", name));
        }
        keyByProject.forEach((name, key) -> projectByKey.put(key, name));
    }

    /** A project as its rules describe it on one day. */
    public record Project(
            long key,
            String name,
            @Nullable String study,
            @Nullable String costCenter,
            @Nullable String parent,
            @Nullable String ownerLogin,
            @Nullable String account,
            @Nullable Double quotaCoreHours) {

        /**
         * The member of {@code dim_project}.
         *
         * @param ownerUserId the owner as a person; null where there is none
         */
        public DimProject row(@Nullable Long ownerUserId, LocalDate day) {
            return new DimProject(key, name, study, account, parent, ownerUserId, costCenter, quotaCoreHours, day, day);
        }
    }

    /** Whether there is no rule at all, so that evidence need not be gathered. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * The project that work belongs to, 0 where no rule matches.
     *
     * @param evidence what is known of the work, by the words of {@link ProjectRule#evidence}; empty texts are none
     */
    public long projectKey(Map<String, String> evidence, LocalDate day) {
        for (ProjectRule rule : rules) {
            String value = evidence.get(rule.evidence());
            if (value != null
                    && !value.isEmpty()
                    && rule.isValidOn(day)
                    && rule.pattern().matcher(value).matches()) {
                return Objects.requireNonNull(keyByProject.get(rule.project()));
            }
        }
        return Warehouse.UNKNOWN;
    }

    /**
     * The project of that key as it is on a day.
     *
     * @throws IllegalArgumentException for a key that {@link #projectKey} has not given
     */
    public Project project(long projectKey, LocalDate day) {
        String name = projectByKey.get(projectKey);
        if (name == null) {
            throw new IllegalArgumentException("no rule leads to project " + projectKey);
        }
        BigDecimal quota = said(name, day, ProjectRule::quotaCoreHours);
        return new Project(
                projectKey,
                name,
                said(name, day, ProjectRule::study),
                said(name, day, ProjectRule::costCenter),
                said(name, day, ProjectRule::parent),
                said(name, day, ProjectRule::owner),
                said(name, day, ProjectRule::account),
                quota == null ? null : (Double) quota.doubleValue());
    }

    /** Every project that a rule leads to on a day, in the order of the rules. */
    public List<Project> projects(LocalDate day) {
        return rules.stream()
                .filter(rule -> rule.isValidOn(day))
                .map(ProjectRule::project)
                .distinct()
                .map(name -> project(Objects.requireNonNull(keyByProject.get(name)), day))
                .toList();
    }

    private <T> @Nullable T said(String project, LocalDate day, Function<ProjectRule, @Nullable T> attribute) {
        for (ProjectRule rule : rules) {
            T value = rule.project().equals(project) && rule.isValidOn(day) ? attribute.apply(rule) : null;
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
