package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a job came to its end. */
class JobRecordTest {

    private static String outcome(@Nullable Integer exitCode, @Nullable String error, @Nullable Integer status) {
        return new JobRecord("1", null, "item", null, null, null, null, null, null, null, null, exitCode, error, status)
                .outcome();
    }

    @Test
    void anErrorFailsAJobAndOneThatWasSkippedDidNotFail() {
        assertThat(outcome(0, null, 1)).isEqualTo("succeeded");
        assertThat(outcome(1, null, 1)).isEqualTo("failed");
        assertThat(outcome(0, "no mail was sent", 1)).isEqualTo("failed");
        assertThat(outcome(null, "killed", null)).isEqualTo("failed");
        assertThat(outcome(null, null, 1)).isEqualTo("aborted");
        assertThat(outcome(1, "an older one runs", 3)).isEqualTo("skipped");
    }
}
