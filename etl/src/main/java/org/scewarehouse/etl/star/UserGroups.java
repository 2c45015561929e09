package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The groups that people are in on one day. */
public final class UserGroups {

    private final Map<Long, TreeSet<String>> byUserId = new HashMap<>();

    /** Groups by the reference files, of people as the identities know them that day. */
    public UserGroups(Dimensions dimensions, LocalDate day) {
        for (UserGroup membership : dimensions.reference().userGroups()) {
            if (membership.isValidOn(day)) {
                long userId =
                        dimensions.identities().person(membership.login(), day).userId();
                byUserId.computeIfAbsent(userId, key -> new TreeSet<>()).add(membership.group());
            }
        }
    }

    /** The groups a person counts in, {@link UserGroup#EVERYBODY} first, then by name; nobody known is everybody. */
    public List<String> of(long userId) {
        List<String> groups = new java.util.ArrayList<>(List.of(UserGroup.EVERYBODY));
        groups.addAll(byUserId.getOrDefault(userId, new TreeSet<>()));
        return groups;
    }
}
