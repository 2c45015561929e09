package org.scewarehouse.etl.source.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a record that may reach raw; everything else is left out, whatever later servers add. */
final class KeptFields {

    static final KeptFields CONTENT =
            of("guid id name title app_mode content_category bundle_id created_time last_deployed_time r_version"
                    + " py_version quarto_version node_version r_environment_management py_environment_management"
                    + " access_type"
                    + " locked cluster_name image_name cpu_request cpu_limit memory_request memory_limit min_processes"
                    + " max_processes owner_guid tags.name schedules.type schedules.schedule schedules.next_run"
                    + " schedules.email schedules.timezone schedules.start_time schedules.end_time"
                    + " schedules.variant.key schedules.variant.name schedules.last_run.job_key"
                    + " schedules.last_run.status schedules.last_run.end_time schedules.last_run.exit_code");
    static final KeptFields CONTENT_MEMBER = of("guid name title app_mode content_category owner_guid created_time");
    static final KeptFields USER = of("guid username email user_role created_time active_time confirmed locked");
    static final KeptFields GROUP = of("guid name");
    static final KeptFields HIT = of("id user_guid content_guid timestamp data.user_agent");
    static final KeptFields VISIT =
            of("content_guid user_guid variant_key time rendering_id bundle_id user_agent data_version");
    static final KeptFields SESSION = of("content_guid user_guid started ended data_version");
    static final KeptFields JOB = of("id key content_guid variant_id variant_key bundle_id start_time end_time"
            + " last_heartbeat_time queued_time queue_name tag exit_code error status image skip_reason");
    static final KeptFields BUNDLE = of("id created_time active size r_version py_version quarto_version"
            + " metadata.source metadata.source_repo metadata.source_commit");
    static final KeptFields PERMISSION = of("principal_type role");
    static final KeptFields PACKAGE = of("language language_version name version content_guid app_guid bundle_id");
    static final KeptFields AUDIT = of("id time user_id user_guid action");
    static final KeptFields MEMBER = of("guid");
    static final KeptFields STORAGE = of("content_guid bundles.count bundles.bytes_total bundles.bytes_active");
    static final KeptFields ACTIVE = of("total admin publisher viewer");
    static final KeptFields INSTALLATION = of("version cluster_name image_name");

    private final Map<String, KeptFields> fields = new LinkedHashMap<>();

    private KeptFields() {}

    private static KeptFields of(String names) {
        KeptFields all = new KeptFields();
        for (String name : names.split(" ")) {
            KeptFields at = all;
            for (String step : name.split("\\.")) {
                at = at.fields.computeIfAbsent(step, key -> new KeptFields());
            }
        }
        return all;
    }

    /** Copies the record at whose begin the parser stands, less what is not kept; leaves it at the record's end. */
    void copy(JsonParser in, JsonGenerator out) {
        out.writeStartObject();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            KeptFields inner = fields.get(name);
            in.nextToken();
            if (inner == null) {
                in.skipChildren();
            } else {
                out.writeName(name);
                inner.copyInside(in, out);
            }
        }
        out.writeEndObject();
    }

    private void copyInside(JsonParser in, JsonGenerator out) {
        if (!fields.isEmpty() && in.currentToken() == JsonToken.START_OBJECT) {
            copy(in, out);
        } else if (!fields.isEmpty() && in.currentToken() == JsonToken.START_ARRAY) {
            out.writeStartArray();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                copyInside(in, out);
            }
            out.writeEndArray();
        } else {
            out.copyCurrentStructure(in);
        }
    }

    /** The record without what is not kept; a field that is kept whole is kept with all that is in it. */
    ObjectNode keep(ObjectNode record) {
        record.retain(fields.keySet());
        fields.forEach((name, inner) -> {
            if (!inner.fields.isEmpty()) {
                inner.keepInside(record.path(name));
            }
        });
        return record;
    }

    private void keepInside(JsonNode value) {
        if (value instanceof ObjectNode object) {
            keep(object);
        } else {
            value.forEach(this::keepInside);
        }
    }
}
