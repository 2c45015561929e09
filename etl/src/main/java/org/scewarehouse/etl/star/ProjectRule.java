package org.scewarehouse.etl.star;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A line of project_rules.csv: work whose evidence matches belongs to the project.
 *
 * @param evidence what is looked at: {@code namespace}, {@code path}, {@code account}, {@code queue}, {@code job},
 *     {@code login}, or {@code label:NAME}, {@code annotation:NAME}, {@code tag:NAME}; names of labels and annotations
 *     as kube-state-metrics writes them
 * @param pattern matches the whole value
 * @param project name of the project
 * @param study study it belongs to; null = not said here
 * @param costCenter cost centre; null = not said here
 * @param parent project above; null = not said here
 * @param owner login of its owner; null = not said here
 * @param account account or allocation that it is charged to; null = not said here
 * @param quotaCoreHours core hours granted to it; null = not said here
 * @param validFrom first day of the rule
 * @param validTo day after its last
 */
public record ProjectRule(
        String evidence,
        Pattern pattern,
        String project,
        @Nullable String study,
        @Nullable String costCenter,
        @Nullable String parent,
        @Nullable String owner,
        @Nullable String account,
        @Nullable BigDecimal quotaCoreHours,
        LocalDate validFrom,
        LocalDate validTo) {

    static final CsvFile.Columns COLUMNS = CsvFile.Columns.of("match_on", "pattern", "project")
            .orAlso("study", "cost_centre", "parent", "owner", "valid_from", "valid_to", "account", "quota_core_hours");

    private static final List<String> ATTRIBUTES =
            List.of("study", "cost_centre", "parent", "owner", "account", "quota_core_hours");
    private static final Set<String> KINDS = Set.of("namespace", "path", "account", "queue", "job", "login");
    private static final Set<String> NAMED_KINDS = Set.of("label", "annotation", "tag");
    private static final String REGEX = "regex:";

    /** Whether the rule is in force on that day. */
    public boolean isValidOn(LocalDate day) {
        return !day.isBefore(validFrom) && day.isBefore(validTo);
    }

    /** Reads project_rules.csv; two rules that say different things of one project at a time are a fault. */
    static List<ProjectRule> all(List<CsvRow> rows) {
        List<ProjectRule> all = new ArrayList<>();
        Map<String, List<CsvRow>> earlier = new HashMap<>();
        for (CsvRow row : rows) {
            ProjectRule rule = of(row);
            List<CsvRow> same = earlier.computeIfAbsent(rule.project(), key -> new ArrayList<>());
            same.forEach(other -> refuseContradiction(row, other));
            same.add(row);
            all.add(rule);
        }
        return List.copyOf(all);
    }

    private static ProjectRule of(CsvRow row) {
        String project = row.required("project");
        if (project.equals(row.text("parent"))) {
            row.fault("parent", "another project");
        }
        String owner = row.textOrNull("owner");
        return new ProjectRule(
                evidence(row),
                pattern(row),
                project,
                row.textOrNull("study"),
                row.textOrNull("cost_centre"),
                row.textOrNull("parent"),
                owner == null ? null : owner.toLowerCase(Locale.ROOT),
                row.textOrNull("account"),
                row.text("quota_core_hours").isEmpty() ? null : row.number("quota_core_hours"),
                row.validFrom(),
                row.validTo());
    }

    private static String evidence(CsvRow row) {
        String text = row.text("match_on");
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        boolean isNamed = NAMED_KINDS.contains(kind) && colon + 1 < text.length();
        if (!isNamed && !KINDS.contains(text)) {
            row.fault(
                    "match_on", "namespace, path, account, queue, job, login, label:NAME, annotation:NAME or tag:NAME");
        }
        return isNamed && !kind.equals("tag") ? kind + ":" + asMetricLabel(text.substring(colon + 1)) : text;
    }

    /** The name that kube-state-metrics makes of a label's or annotation's own. */
    private static String asMetricLabel(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static Pattern pattern(CsvRow row) {
        String text = row.required("pattern");
        int flags = Pattern.DOTALL | (row.text("match_on").equals("login") ? Pattern.CASE_INSENSITIVE : 0);
        try {
            return Pattern.compile(text.startsWith(REGEX) ? text.substring(REGEX.length()) : glob(text), flags);
        } catch (PatternSyntaxException e) {
            row.fault("pattern", "a glob such as study-1*, or regex: and a regular expression");
            return Pattern.compile("");
        }
    }

    private static String glob(String text) {
        return text.codePoints()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .reduce("", String::concat);
    }

    private static void refuseContradiction(CsvRow row, CsvRow other) {
        boolean isApart = !row.dayOr("valid_from", LocalDate.MIN).isBefore(other.dayOr("valid_to", LocalDate.MAX))
                || !other.dayOr("valid_from", LocalDate.MIN).isBefore(row.dayOr("valid_to", LocalDate.MAX));
        for (String attribute : ATTRIBUTES) {
            String said = other.text(attribute);
            if (!isApart && !said.isEmpty() && !row.text(attribute).isEmpty() && !said.equals(row.text(attribute))) {
                row.fault(attribute, "nothing or " + said + ", which line " + other.line() + " says of the project");
            }
        }
    }
}
