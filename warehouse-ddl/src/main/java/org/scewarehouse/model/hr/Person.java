package org.scewarehouse.model.hr;

import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Names of people. */
@Table(
        schema = "hr",
        grain = "one person whom HR knows",
        about = "Readable by bi_hr only. As HR showed the person last; earlier logins and addresses are in "
                + "hr.bridge_identity.",
        key = {"user_id"},
        natural = {"employee_id"},
        kind = Table.Kind.VERSIONED)
public record Person(
        @Column("Durable key of the person; the key of mart.dim_user_now")
        long userId,

        @Column("What HR calls the person") String employeeId,
        @Column("Login as given; null = none") @Nullable String login,

        @Column("E-mail address as given; null = none") @Nullable
        String email,

        @Column("Given name; null = not delivered") @Nullable
        String givenName,

        @Column("Family name; null = not delivered") @Nullable
        String familyName) {}
