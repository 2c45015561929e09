package org.scewarehouse.etl.source.connect;

import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.http.JsonPages;
import org.scewarehouse.etl.source.answers.RawLines;
import tools.jackson.databind.json.JsonMapper;

/**
 * All accounts of a server.
 *
 * @param lines one line of JSON for each account, as kept
 * @param hasChanged whether the list changed while it was read
 * @param isOffered whether the server lists accounts
 */
record AccountListing(List<byte[]> lines, boolean hasChanged, boolean isOffered) {

    static final String HAS_CHANGED = "the list changed while it was read: a record may be missing";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 500;

    static AccountListing ask(ConnectClient client) {
        List<byte[]> lines = new ArrayList<>();
        try {
            JsonPages.Listed listed = client.pages()
                    .offset("/v1/users", PAGE, user -> lines.add(JSON.writeValueAsBytes(KeptFields.USER.keep(user))));
            return new AccountListing(lines, listed.hasChanged(), true);
        } catch (NotFound e) {
            return new AccountListing(List.of(), false, false);
        }
    }

    /** Writes them as a part of raw. */
    void write(RawLines part) {
        if (!isOffered) {
            part.attribute("is_offered", "false");
        }
        if (hasChanged) {
            part.warn(HAS_CHANGED);
        }
        lines.forEach(part::add);
    }
}
