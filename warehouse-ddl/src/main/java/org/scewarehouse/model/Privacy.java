package org.scewarehouse.model;

import java.util.Collection;
import java.util.Set;

/** How near to a person the rows of a table or view are, told by where it lies and which columns it has. */
enum Privacy {
    /** Names, logins, original texts. */
    IDENTIFIED("identified: names, logins or texts that may hold them; role `bi_hr` only"),
    /** A pseudonym or a key of a person. */
    PSEUDONYMOUS("pseudonymous: a row can be one person's; still personal data"),
    /** Neither. */
    IMPERSONAL("no person");

    private static final Set<String> PERSONAL =
            Set.of("user_id", "user_key", "manager_user_id", "owner_manager_user_id", "pseudonym");

    private final String text;

    Privacy(String text) {
        this.text = text;
    }

    static Privacy of(String schema, Collection<String> columns) {
        if (schema.equals("hr")) {
            return IDENTIFIED;
        }
        return columns.stream().anyMatch(PERSONAL::contains) ? PSEUDONYMOUS : IMPERSONAL;
    }

    /** The class in words. */
    String text() {
        return text;
    }
}
