package org.scewarehouse.model.hr;

import java.time.LocalDate;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Identifiers of people. */
@Table(
        schema = "hr",
        grain = "one identifier of a person in one system",
        about = "Readable by bi_hr only. Until HR is loaded every identifier is its own, inferred person.",
        key = {"system_name", "identifier"},
        kind = Table.Kind.DIMENSION)
public record BridgeIdentity(
        @Column("Where the identifier is used: login, email, connect, gitlab ...")
        String systemName,

        @Column("Login, e-mail or account, lower case") String identifier,

        @Column("Person it means; the key of mart.dim_user_now")
        long userId,

        @Column("Rule that matched: override, employee_id, login, email or inferred")
        String matchRule,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}
