package org.scewarehouse.model.bridge;

import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Groups of people that a site's analysts define. */
@Table(
        grain = "one person x user group x stretch of membership",
        about = "By the reference file user_groups.csv, as it was on the last loaded day; a person may be in several "
                + "groups, so sums over groups count people more than once.",
        key = {"user_id", "group_name", "valid_from"},
        kind = Table.Kind.LISTING)
public record BridgeUserGroup(
        @Column(value = "Person in the group", references = "dim_user_now")
        long userId,

        @Column("Name of the group") String groupName,
        @Column("First day of the membership") LocalDate validFrom,

        @Column("Day after its last; 9999-12-31 = open") LocalDate validTo) {}
