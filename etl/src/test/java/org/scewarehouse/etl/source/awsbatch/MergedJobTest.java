package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.ExternalSort;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Attempt;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Seen;

/** Events come late, twice and in any order. */
class MergedJobTest {

    private static Seen seen(long at, String status, String more) {
        String job = "{\"jobId\":\"a\",\"status\":\"" + status + "\"" + more + "}";
        return new Seen("event", at, BatchRecords.MAPPER.readValue(job, Job.class));
    }

    /** The truth, which is the same in whatever order it is seen. */
    private static Job merged(Seen... seen) {
        Set<Job> truths = new HashSet<>();
        List<Seen> all = new ArrayList<>(List.of(seen));
        for (int i = 0; i < seen.length; i++) {
            Collections.rotate(all, 1);
            List<Seen> backwards = new ArrayList<>(all);
            Collections.reverse(backwards);
            truths.add(MergedJob.of(all).job());
            truths.add(MergedJob.of(backwards).job());
        }
        assertThat(truths).hasSize(1);
        return truths.iterator().next();
    }

    @Test
    void anEndStandsWhateverIsHeardOfLater() {
        Job job = merged(
                seen(10, "RUNNABLE", ",\"attempts\":[{\"startedAt\":100,\"stoppedAt\":200}]"),
                seen(20, "FAILED", ",\"startedAt\":300,\"stoppedAt\":400"),
                seen(30, "RUNNING", ",\"startedAt\":300,\"container\":{\"image\":\"r\"}"));
        assertThat(job.status()).isEqualTo("FAILED");
        assertThat(job.stopped()).isEqualTo(400);
        assertThat(job.images()).as("what only an earlier state tells").containsExactly("r");
    }

    @Test
    void ofOneAttemptTheFurthestStateStands() {
        Job job = merged(seen(30, "STARTING", ""), seen(20, "RUNNING", ",\"startedAt\":100"), seen(40, "RUNNABLE", ""));
        assertThat(job.status()).isEqualTo("RUNNING");
        assertThat(job.started()).isEqualTo(100);
    }

    /** Else it would run on until somebody tells of its next attempt. */
    @Test
    void aJobThatWaitsForItsSecondAttemptRunsNoMore() {
        Job job = merged(
                seen(20, "RUNNING", ",\"startedAt\":100"),
                seen(30, "RUNNABLE", ",\"startedAt\":100,\"attempts\":[{\"startedAt\":100,\"stoppedAt\":200}]"));
        assertThat(job.status()).isEqualTo("RUNNABLE");
        assertThat(job.started()).isNull();
        assertThat(job.allAttempts()).extracting(Attempt::stopped).containsExactly(200L);
    }

    @Test
    void anAttemptEndsAsWhoeverKnowsItsEndTells() {
        Job job = merged(
                seen(20, "RUNNABLE", ",\"attempts\":[{\"startedAt\":100,\"stoppedAt\":200}]"),
                seen(30, "RUNNING", ",\"attempts\":[{\"startedAt\":100}]"));
        assertThat(job.allAttempts()).extracting(Attempt::stopped).containsExactly(200L);
    }

    @Test
    void nodesAreOfTheirOwnJobOnly(@TempDir Path folder) {
        List<String> groups = new ArrayList<>();
        try (ExternalSort sort = new ExternalSort(folder, 1 << 16)) {
            for (String id : List.of("b", "a", "a#0", "a#1")) {
                byte[] line = ("{\"via\":\"event\",\"seenAt\":1,\"job\":{\"jobId\":\"" + id + "\"}}")
                        .getBytes(StandardCharsets.UTF_8);
                sort.add(JobGroups.baseId(id).getBytes(StandardCharsets.UTF_8), line);
            }
            JobGroups.forEach(
                    sort.sorted(),
                    group -> groups.add(
                            group.nodes().stream().map(Job::jobId).toList().toString()));
        }
        assertThat(groups).containsExactly("[a#0, a#1]", "[]");
    }
}
