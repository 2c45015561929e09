package org.scewarehouse.etl.source.connect;

import org.scewarehouse.etl.source.answers.FieldList;

/** The fields of a record that may reach raw; everything else is left out, whatever later servers add. */
final class KeptFields {

    static final FieldList CONTENT = FieldList.of(
            "guid id name title app_mode content_category bundle_id created_time last_deployed_time r_version"
                    + " py_version quarto_version node_version r_environment_management py_environment_management"
                    + " access_type"
                    + " locked cluster_name image_name cpu_request cpu_limit memory_request memory_limit min_processes"
                    + " max_processes owner_guid tags.name schedules.type schedules.schedule schedules.next_run"
                    + " schedules.email schedules.timezone schedules.start_time schedules.end_time"
                    + " schedules.variant.key schedules.variant.name schedules.last_run.job_key"
                    + " schedules.last_run.status schedules.last_run.end_time schedules.last_run.exit_code");
    static final FieldList CONTENT_MEMBER =
            FieldList.of("guid name title app_mode content_category owner_guid created_time");
    static final FieldList USER =
            FieldList.of("guid username email user_role created_time active_time confirmed locked");
    static final FieldList GROUP = FieldList.of("guid name");
    static final FieldList HIT = FieldList.of("id user_guid content_guid timestamp data.user_agent");
    static final FieldList VISIT =
            FieldList.of("content_guid user_guid variant_key time rendering_id bundle_id user_agent data_version");
    static final FieldList SESSION = FieldList.of("content_guid user_guid started ended data_version");
    static final FieldList JOB = FieldList.of("id key content_guid variant_id variant_key bundle_id start_time end_time"
            + " last_heartbeat_time queued_time queue_name tag exit_code error status image skip_reason");
    static final FieldList BUNDLE = FieldList.of("id created_time active size r_version py_version quarto_version"
            + " metadata.source metadata.source_repo metadata.source_commit");
    static final FieldList PERMISSION = FieldList.of("principal_type role");
    static final FieldList PACKAGE =
            FieldList.of("language language_version name version content_guid app_guid bundle_id");
    static final FieldList AUDIT = FieldList.of("id time user_id user_guid action");
    static final FieldList MEMBER = FieldList.of("guid");
    static final FieldList STORAGE =
            FieldList.of("content_guid bundles.count bundles.bytes_total bundles.bytes_active");
    static final FieldList ACTIVE = FieldList.of("total admin publisher viewer");
    static final FieldList INSTALLATION = FieldList.of("version cluster_name image_name");

    private KeptFields() {}
}
