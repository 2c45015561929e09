package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;

/**
 * What people have decided about identifiers, before any rule: that one means whom another one means, or, where both
 * are the same, that it is a person of its own.
 *
 * <p>The reference file {@value #FILE} has the columns {@code system,identifier,same_system,same_identifier,valid_from,
 * valid_to}.
 */
public final class IdentityOverrides {

    /** The reference file. */
    public static final String FILE = "identity_overrides.csv";

    /** No decision at all. */
    public static final IdentityOverrides NONE = new IdentityOverrides(List.of());

    /** All names of somebody who was erased are this one: that two of them meant one person says nothing any more. */
    private static final Pattern ERASED = Pattern.compile("erased[0-9a-f]{16}");

    static final CsvFile.Columns COLUMNS = CsvFile.Columns.of("system", "identifier", "same_system", "same_identifier")
            .orAlso("valid_from", "valid_to");

    private final List<Decision> decisions;
    private final Map<String, Map<String, List<Decision>>> bySystem = new HashMap<>();

    /**
     * One decision.
     *
     * @param identifier lower case
     * @param sameSystem where the identifier is used that says whom it means
     * @param sameIdentifier lower case
     * @param validTo exclusive
     */
    public record Decision(
            String system,
            String identifier,
            String sameSystem,
            String sameIdentifier,
            LocalDate validFrom,
            LocalDate validTo) {

        /** Whether the identifier is made a person of its own. */
        boolean isSplit() {
            return system.equals(sameSystem) && identifier.equals(sameIdentifier);
        }

        /** Whether both are about one identifier on one day. */
        boolean overlaps(Decision other) {
            return system.equals(other.system)
                    && identifier.equals(other.identifier)
                    && validFrom.isBefore(other.validTo)
                    && other.validFrom.isBefore(validTo);
        }
    }

    /** These decisions; one that is about an identifier and day of an earlier one is left out. */
    public IdentityOverrides(List<Decision> decisions) {
        List<Decision> counting = new ArrayList<>();
        for (Decision decision : decisions) {
            List<Decision> same = bySystem.computeIfAbsent(decision.system(), system -> new HashMap<>())
                    .computeIfAbsent(decision.identifier(), identifier -> new ArrayList<>());
            if (same.stream().noneMatch(decision::overlaps)) {
                same.add(decision);
                counting.add(decision);
            }
        }
        this.decisions = List.copyOf(counting);
    }

    /**
     * Parses a file.
     *
     * @param name its name, for messages
     * @throws DataRejected naming every fault with its line
     */
    public static IdentityOverrides parse(String name, byte[] content) {
        List<String> faults = new ArrayList<>();
        IdentityOverrides overrides = of(CsvFile.rows(name, content, COLUMNS, faults));
        if (!faults.isEmpty()) {
            throw new DataRejected(faults.size() + " faults; correct the file\n  " + String.join("\n  ", faults));
        }
        return overrides;
    }

    /** Reads rows, adding what is wrong to their faults. */
    static IdentityOverrides of(List<CsvRow> rows) {
        List<Decision> decisions = new ArrayList<>();
        for (CsvRow row : rows) {
            Decision decision = new Decision(
                    row.required("system"),
                    Identities.plain(row.required("identifier")),
                    row.required("same_system"),
                    Identities.plain(row.required("same_identifier")),
                    row.validFrom(),
                    row.validTo());
            boolean isAgain = decisions.stream().anyMatch(decision::overlaps);
            if (ERASED.matcher(decision.identifier()).matches() && (isAgain || decision.isSplit())) {
                continue;
            }
            if (isAgain) {
                row.fault("identifier", "one row for an identifier on a day");
            }
            decisions.add(decision);
        }
        return new IdentityOverrides(decisions);
    }

    /** These decisions, and those of another list after them. */
    public IdentityOverrides then(IdentityOverrides others) {
        List<Decision> all = new ArrayList<>(decisions);
        all.addAll(others.decisions);
        return new IdentityOverrides(all);
    }

    /** All decisions that count, in order. */
    public List<Decision> decisions() {
        return decisions;
    }

    /** Whether any decision is about an identifier of that system. */
    boolean isAbout(String system) {
        return bySystem.containsKey(system);
    }

    /** The decisions about the identifier, lower case, on any day. */
    List<Decision> about(String system, String identifier) {
        return bySystem.getOrDefault(system, Map.of()).getOrDefault(identifier, List.of());
    }

    /** The decision about the identifier, lower case, on the day; null if there is none. */
    @Nullable
    Decision of(String system, String identifier, LocalDate day) {
        for (Decision decision : about(system, identifier)) {
            if (!day.isBefore(decision.validFrom()) && day.isBefore(decision.validTo())) {
                return decision;
            }
        }
        return null;
    }
}
