package org.scewarehouse.model.bridge;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Who is in which group of the content server. */
@Table(
        grain = "one group of the content server x person in it",
        about = "Groups are given permissions on content. Still a member where last_seen_on is the last day on which "
                + "groups were listed.",
        key = {"group_key", "user_id"},
        kind = Table.Kind.DIMENSION)
public record BridgeContentGroup(
        @Column("Hash of the group's identifier; no other group has it")
        long groupKey,

        @Column(value = "Person, durable", references = "dim_user_now")
        long userId,

        @Column("Name of the group, logins masked; null = not said") @Nullable
        String groupName,

        @Column("First day on which the list showed the person in the group: member from here")
        LocalDate firstSeenOn,

        @Column("Last day on which the list showed the person in the group: member to here, included")
        LocalDate lastSeenOn) {}
