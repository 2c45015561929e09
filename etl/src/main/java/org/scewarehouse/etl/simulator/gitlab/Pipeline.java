package org.scewarehouse.etl.simulator.gitlab;

import java.time.Instant;
import java.util.List;

/** A pipeline with its jobs, retried ones included. */
public record Pipeline(long id, String source, Instant createdAt, List<Job> jobs, int person) {

    /** What began a pipeline that another one of its project began. */
    public static final String CHILD = "parent_pipeline";

    /** One of its jobs; its seconds are whole. */
    public record Job(long id, Instant startedAt, long seconds, boolean hasFailed) {

        Instant finishedAt() {
            return startedAt.plusSeconds(seconds);
        }

        boolean isDone(Instant now) {
            return !finishedAt().isAfter(now);
        }
    }

    /** As it is at that moment. */
    public String status(Instant now) {
        if (!jobs.get(jobs.size() - 1).isDone(now)) {
            return "running";
        }
        return jobs.get(jobs.size() - 1).hasFailed() ? "failed" : "success";
    }
}
