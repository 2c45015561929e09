package org.scewarehouse.etl.source.gitlab;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.JsonPages;
import org.scewarehouse.etl.source.answers.History;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What happened in one project since a moment. */
final class EventQuestions {

    private static final JsonMapper JSON = new JsonMapper();
    /** Digits of the greatest number. */
    private static final int NUMBER_LENGTH = Long.toString(Long.MAX_VALUE).length();

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
        boolean[] isBefore = {false};
        String path = "/projects/" + project.id() + "/pipelines?order_by=id&sort=desc&per_page=100";
        pages(taker).links(path, () -> isBefore[0], pipeline -> {
            Instant at = GitlabTimes.parse(pipeline.path("created_at").asString(""));
            String id = pipeline.path("id").asString("");
            isBefore[0] = at != null && at.isBefore(since);
            if (at == null) {
                taker.dropped(Gap.WITHOUT_DATE.reason(), 1);
            } else if (!at.isBefore(since) && createdAt.put(id, at) == null) {
                taker.take(at, order(project.id(), id, ""), () -> line(project, GitlabFields.PIPELINE.keep(pipeline)));
            }
        });
        if (!createdAt.isEmpty()) {
            jobs(project, since, createdAt, taker);
        }
    }

    private void jobs(ListedProject project, Instant since, Map<String, Instant> createdAt, History.Taker taker) {
        boolean[] isBefore = {false};
        String path = "/projects/" + project.id()
                + "/jobs?pagination=keyset&order_by=id&sort=desc&per_page=100&include_retried=true";
        pages(taker).links(path, () -> isBefore[0], job -> {
            Instant at = GitlabTimes.parse(job.path("created_at").asString(""));
            isBefore[0] = at != null && at.isBefore(since);
            String pipeline = job.path("pipeline").path("id").asString("");
            @Nullable Instant ofPipeline = createdAt.get(pipeline);
            if (ofPipeline != null) {
                String order = order(project.id(), pipeline, job.path("id").asString(""));
                ObjectNode kept = JSON.createObjectNode().put("project_id", project.id());
                taker.take(ofPipeline, order, () -> kept.set("job", GitlabFields.JOB.keep(job)));
            }
        });
    }

    private JsonPages pages(History.Taker taker) {
        return client.pages().replacing(() -> taker.dropped(Gap.NOT_TEXT.reason(), 1));
    }

    private static ObjectNode line(ListedProject project, ObjectNode pipeline) {
        return JSON.createObjectNode().put("project_id", project.id()).set("pipeline", pipeline);
    }

    private static String order(long project, String id, String further) {
        String number = Long.toString(project);
        return "0".repeat(NUMBER_LENGTH - number.length()) + number + ' ' + id + ' ' + further;
    }
}
