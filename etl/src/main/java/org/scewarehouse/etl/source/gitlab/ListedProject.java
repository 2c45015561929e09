package org.scewarehouse.etl.source.gitlab;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.json.FieldPicker;
import org.scewarehouse.etl.json.PageRecord;

/**
 * A project of the listing.
 *
 * @param lastActivityAt as the server says, which is late by up to an hour and leaves some events out; null = not said
 * @param hasFiles whether its repository has a commit
 * @param hasPipelines whether it can have pipelines
 * @param line what is kept of it, as a line of raw
 * @param name what is kept of it where only its name is wanted, as a line of raw
 */
@SuppressWarnings("ArrayRecordComponent") // projects are told apart by their numbers and never compared
record ListedProject(
        long id,
        @Nullable Instant lastActivityAt,
        @Nullable String defaultBranch,
        boolean hasFiles,
        boolean hasPipelines,
        byte[] line,
        byte[] name) {

    /** What decides on what is asked about it. */
    static final FieldPicker DECIDING = FieldPicker.of("id default_branch last_activity_at empty_repo"
            + " builds_access_level jobs_enabled repository_access_level");

    /** Of the record, of which these fields were picked. */
    static ListedProject of(PageRecord record) {
        String branch = record.text(1);
        boolean isEmpty = record.text(3).equals("true");
        boolean isOff = record.text(4).equals("disabled") || record.text(5).equals("false");
        boolean isHidden = record.text(6).equals("disabled");
        byte[] line = GitlabFields.PROJECT.line(record);
        return new ListedProject(
                number(record.text(0)),
                GitlabTimes.parse(record.text(2)),
                branch.isEmpty() ? null : branch,
                !branch.isEmpty() && !isEmpty && !isHidden,
                !isOff,
                line,
                GitlabFields.NAMED_PROJECT.line(PageRecord.of(line))); // the names are among what is kept
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new SourceChanged("expected the number of a project in id, got '" + id + "'", e);
        }
    }
}
