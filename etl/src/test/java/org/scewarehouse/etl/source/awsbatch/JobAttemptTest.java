package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobAttemptTest {

    /** Its time counts on each day, not only once it has ended. */
    @Test
    void theAttemptThatRunsFollowsThoseThatHaveEnded() {
        String ended = "\"attempts\":[{\"startedAt\":100,\"stoppedAt\":200}],\"status\":\"RUNNING\",\"startedAt\":";
        assertThat(JobAttempt.of(BatchRecords.MAPPER.readValue("{" + ended + "300}", Job.class)))
                .extracting(JobAttempt::number, JobAttempt::start, JobAttempt::end)
                .containsExactly(tuple(1, 100L, 200L), tuple(2, 300L, null));
        assertThat(JobAttempt.of(BatchRecords.MAPPER.readValue("{" + ended + "100}", Job.class)))
                .as("the time of the one that ended is still told")
                .hasSize(1);
    }

    private static JobAttempt last(String status, String attempt) {
        String job = "{\"status\":\"" + status + "\",\"stoppedAt\":200,\"attempts\":[{\"startedAt\":100,"
                + "\"stoppedAt\":200," + attempt + "}]}";
        return JobAttempt.of(BatchRecords.MAPPER.readValue(job, Job.class)).get(0);
    }

    @Test
    void ofSeveralContainersTheOneThatFailedTellsHowTheAttemptEnded() {
        String exits = "[{\"exitCode\":0},{},{\"exitCode\":137,\"reason\":\"OOMKilled\"},{\"exitCode\":1}]";
        for (String attempt : List.of(
                "\"containers\":" + exits,
                "\"taskProperties\":[{\"containers\":[{\"exitCode\":0}]},{\"containers\":" + exits + "}]")) {
            assertThat(last("FAILED", attempt).exitCode()).isEqualTo(137);
            assertThat(last("FAILED", attempt).exitReason()).isEqualTo("OOMKilled");
            assertThat(last("SUCCEEDED", attempt).exitCode())
                    .as("a container that need not succeed")
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OutOfMemoryError: Container killed due to memory usage,out_of_memory",
        "OOMKilled,out_of_memory",
        "Job attempt duration exceeded timeout,timeout",
        "Spot instance was interrupted,preempted",
        "EC2 Spot Instance Interruption,preempted",
        "Host EC2 (instance i-1) terminated.,node_fail",
        "Essential container in task exited,failed"
    })
    void howAnAttemptEndedIsToldByTheReason(String reason, String state) {
        Job job = BatchRecords.MAPPER.readValue("{\"status\":\"FAILED\"}", Job.class);
        assertThat(last("FAILED", "\"statusReason\":\"" + reason + "\"").state(job))
                .isEqualTo(state);
        assertThat(last("FAILED", "\"container\":{\"reason\":\"" + reason + "\"}")
                        .state(job))
                .isEqualTo(state);
    }

    /** Of a job that is given up, only what it was given up in was cancelled. */
    @Test
    void theLastAttemptOfAJobThatIsCancelledIsCancelled() {
        String cancelled = "{\"status\":\"FAILED\",\"isTerminated\":true,\"startedAt\":300,\"stoppedAt\":400,"
                + "\"attempts\":[{\"startedAt\":100,\"stoppedAt\":200},{\"startedAt\":300,\"stoppedAt\":400}]}";
        Job job = BatchRecords.MAPPER.readValue(cancelled, Job.class);
        assertThat(JobAttempt.of(job)).extracting(attempt -> attempt.state(job)).containsExactly("failed", "cancelled");
    }
}
