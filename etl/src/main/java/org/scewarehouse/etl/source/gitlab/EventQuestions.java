package org.scewarehouse.etl.source.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.JsonPages;
import org.scewarehouse.etl.json.FieldPicker;
import org.scewarehouse.etl.json.PageRecord;
import org.scewarehouse.etl.source.answers.FieldList;
import org.scewarehouse.etl.source.answers.History;
import org.scewarehouse.etl.source.answers.LineBytes;

/** What happened in one project since a moment. */
final class EventQuestions {

    /** What decides on a pipeline. */
    private static final FieldPicker PIPELINE = FieldPicker.of("id created_at");
    /** What decides on a job; of a page of them, most are older than what is asked for. */
    private static final FieldPicker JOB = FieldPicker.of("id created_at pipeline.id");

    /** Digits of the greatest number. */
    private static final int NUMBER_LENGTH = Long.toString(Long.MAX_VALUE).length();

    /** A pipeline that began earlier than so long before has begun no others since. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final GitlabClient client;
    private final InstantSource clock;

    EventQuestions(GitlabClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Commits of all branches, by the day they were committed. */
    void commits(ListedProject project, Instant since, History.Taker taker) {
        Instant now = clock.instant();
        String path = "/projects/" + project.id() + "/repository/commits?since=" + since
                + "&all=true&with_stats=true&per_page=100";
        pages(taker).links(path, commit -> {
            Instant at = GitlabTimes.parse(commit.path("committed_date").asString(""));
            if (at == null) {
                taker.dropped(Gap.WITHOUT_DATE.reason(), 1);
            } else if (at.isAfter(now)) {
                taker.dropped(Gap.IN_THE_FUTURE.reason(), 1);
            } else if (at.isBefore(since)) {
                taker.dropped(Gap.IN_THE_PAST.reason(), 1);
            } else {
                String order = order(project.id(), commit.path("id").asString(""), "");
                taker.take(at, order, () -> GitlabFields.COMMIT.keep(commit).put("project_id", project.id()));
            }
        });
    }

    /** Pipelines by the day they were created, and their jobs with them: the server lists both newest first. */
    void pipelines(ListedProject project, Instant since, History.Taker taker) {
        Map<String, Instant> createdAt = new HashMap<>();
        Instant newest = listed(project, "", since, createdAt, taker);
        if (newest != null && !newest.isBefore(since.minus(LONGEST))) {
            jobs(project, since, createdAt, taker);
        }
    }

    /** Takes pipelines; when the newest of the project was created, null where it has none. */
    private @Nullable Instant listed(
            ListedProject project, String filter, Instant since, Map<String, Instant> createdAt, History.Taker taker) {
        boolean[] isBefore = {false};
        @Nullable Instant[] newest = {null};
        String path = "/projects/" + project.id() + "/pipelines?order_by=id&sort=desc&per_page=100" + filter;
        pages(taker).links(path, () -> isBefore[0], PIPELINE, pipeline -> {
            String id = pipeline.text(0);
            Instant at = GitlabTimes.parse(pipeline.text(1));
            isBefore[0] = at != null && at.isBefore(since);
            newest[0] = at == null || (newest[0] != null && at.isBefore(newest[0])) ? newest[0] : at;
            if (at == null) {
                taker.dropped(Gap.WITHOUT_DATE.reason(), 1);
            } else if (!at.isBefore(since) && createdAt.put(id, at) == null) {
                taker.takeLine(
                        at,
                        order(project.id(), id, ""),
                        () -> line(project, "pipeline", GitlabFields.PIPELINE, pipeline));
            }
        });
        return newest[0];
    }

    /** Pipelines that others of the project began are in a list of their own, which is asked for by their jobs. */
    private void jobs(ListedProject project, Instant since, Map<String, Instant> createdAt, History.Taker taker) {
        String[] last = {""};
        boolean[] areAllListed = {false};
        String path = "/projects/" + project.id()
                + "/jobs?pagination=keyset&order_by=id&sort=desc&per_page=100&include_retried=true";
        pages(taker).links(path, () -> isBefore(last[0], since), JOB, job -> {
            last[0] = job.text(1);
            String pipeline = job.text(2);
            if (!areAllListed[0] && !createdAt.containsKey(pipeline) && !isBefore(last[0], since)) {
                areAllListed[0] = true;
                listed(project, "&source=parent_pipeline", since, createdAt, taker);
            }
            Instant ofPipeline = createdAt.get(pipeline);
            if (ofPipeline != null) {
                taker.takeLine(
                        ofPipeline,
                        order(project.id(), pipeline, job.text(0)),
                        () -> line(project, "job", GitlabFields.JOB, job));
            }
        });
    }

    private static boolean isBefore(String text, Instant since) {
        Instant at = GitlabTimes.parse(text);
        return at != null && at.isBefore(since);
    }

    private JsonPages pages(History.Taker taker) {
        return client.pages().replacing(() -> taker.dropped(Gap.NOT_TEXT.reason(), 1));
    }

    private static byte[] line(ListedProject project, String name, FieldList kept, PageRecord record) {
        return LineBytes.of(line -> {
            line.writeStartObject();
            line.writeNumberProperty("project_id", project.id());
            line.writeName(name);
            record.read(in -> kept.copy(in, line));
            line.writeEndObject();
        });
    }

    private static String order(long project, String id, String further) {
        String number = Long.toString(project);
        return "0".repeat(NUMBER_LENGTH - number.length()) + number + ' ' + id + ' ' + further;
    }
}
