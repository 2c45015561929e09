package org.scewarehouse.model.hr;

import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Who was taken for whom. */
@Table(
        schema = "hr",
        grain = "one identifier in one published source-day",
        about = "Readable by bi_hr only. Tells which days are to be built again when an identifier is found to mean "
                + "somebody else.",
        key = {"source", "day", "system_name", "identifier", "user_id"},
        kind = Table.Kind.DERIVED)
public record IdentityUse(
        @Column("Source of the rows") String source,
        @Column("Day of the rows") LocalDate day,

        @Column("Where the identifier is used: login, email, connect, gitlab ...")
        String systemName,

        @Column("Login, e-mail or account, lower case") String identifier,

        @Column("Person it was taken for; the key of mart.dim_user_now")
        long userId,

        @Column("Rule that matched: override, employee_id, login, email or inferred")
        String matchRule) {}
