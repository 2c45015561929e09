package org.scewarehouse.jobs.demo;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which groups of people reports put together as one, lest anybody be known by their group. */
final class Folding {

    static final String OTHER = "Other";

    private static final int FEWEST_PEOPLE = 5;

    private final Set<String> small = new HashSet<>();

    /**
     * Groups of fewer than five, smallest first, and while these together are fewer than five the next one too.
     *
     * @param groups one for each person
     */
    Folding(Collection<String> groups) {
        Map<String, Long> sizes = groups.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        List<Map.Entry<String, Long>> ascending = sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.<String>naturalOrder())))
                .toList();
        long folded = 0;
        for (Map.Entry<String, Long> group : ascending) {
            if (group.getValue() < FEWEST_PEOPLE || (folded > 0 && folded < FEWEST_PEOPLE)) {
                small.add(group.getKey());
                folded += group.getValue();
            }
        }
    }

    /** The group as it is shown. */
    String shown(String group) {
        return small.contains(group) ? OTHER : group;
    }
}
