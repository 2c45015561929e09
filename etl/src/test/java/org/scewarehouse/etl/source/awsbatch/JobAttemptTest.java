package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

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
}
