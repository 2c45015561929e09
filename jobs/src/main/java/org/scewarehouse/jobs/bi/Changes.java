package org.scewarehouse.jobs.bi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Differences between Metabase and what it should hold: told, and put right if so asked. */
final class Changes {
    private final MetabaseApi api;
    private final boolean isWriting;
    private final List<String> told = new ArrayList<>();
    private int left;

    Changes(MetabaseApi api, boolean isWriting) {
        this.api = api;
        this.isWriting = isWriting;
    }

    MetabaseApi api() {
        return api;
    }

    boolean isWriting() {
        return isWriting;
    }

    /** Something is missing. Gives the id of what was made; null where nothing is to be made. */
    @Nullable
    Integer make(String what, String path, Map<String, ?> body) {
        told.add(what + " is missing");
        if (!isWriting) {
            return null;
        }
        JsonNode made = api.post(path, body);
        if (!made.path("id").isInt()) {
            throw new MetabaseUnusable("Metabase answered POST " + path + " without the id of what it made");
        }
        return made.path("id").asInt();
    }

    /** Something is there and differs. */
    void change(String what, String path, Map<String, ?> body) {
        told.add(what);
        if (isWriting) {
            api.put(path, body);
        }
    }

    /** Something differs that Metabase alone can put right. */
    void tell(String what) {
        told.add(what);
        left++;
    }

    Differences told() {
        return new Differences(List.copyOf(told), left);
    }
}
