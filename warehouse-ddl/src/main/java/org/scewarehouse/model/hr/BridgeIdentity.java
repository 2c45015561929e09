package org.scewarehouse.model.hr;

import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Identifiers of people. */
@Table(
        schema = "hr",
        grain = "one identifier that means one person for some time",
        about = "Readable by bi_hr only. Rows whose rule is override, or the system itself, decide whom the identifier "
                + "means; others say through which of them an account was found. An identifier that HR does not know "
                + "is an inferred person.",
        key = {"system_name", "identifier", "user_id", "match_rule", "valid_from"},
        kind = Table.Kind.VERSIONED)
public record BridgeIdentity(
        @Column("Where the identifier is used: employee_id, login, email, connect, gitlab ...")
        String systemName,

        @Column("Login, e-mail or account, lower case") String identifier,

        @Column("Person it means; the key of mart.dim_user_now")
        long userId,

        @Column("Rule that matched: override, employee_id, login, email or inferred")
        String matchRule,

        @Column("First day on which it means the person") LocalDate validFrom,
        @Column("Day after the last one; 9999-12-31 = open") LocalDate validTo) {}
