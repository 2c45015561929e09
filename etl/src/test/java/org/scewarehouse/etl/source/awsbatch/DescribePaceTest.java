package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceUnavailable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.batch.model.BatchException;

/** How fast AWS is asked while it answers, refuses, and answers again; no time passes here. */
class DescribePaceTest {

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final SleptTime time = new SleptTime();
    private final DescribePace pace = new DescribePace(5, LIMIT, time, time);

    @Test
    void callsBeginAtTheRateThatIsSet() {
        for (int i = 0; i < 101; i++) {
            pace.describe("DescribeJobs", () -> 1);
        }
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void otherCallsAreNotPaced() {
        for (int i = 0; i < 1000; i++) {
            pace.ask("ListJobs", () -> 1);
        }
        assertThat(time.passed()).isZero();
    }

    @Test
    void aRefusalHalvesAndAnswersGiveALittleBack() {
        assertThat(pace.atOnce()).isEqualTo(8);
        assertThat(pace.describe("DescribeJobs", refusedTimes(1))).isEqualTo("answer");
        assertThat(pace.atOnce()).isEqualTo(4);
        assertThat(pace.describe("DescribeJobs", refusedTimes(2))).isEqualTo("answer");
        assertThat(pace.atOnce()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            pace.describe("DescribeJobs", () -> 1);
        }
        assertThat(pace.atOnce()).isEqualTo(8);
    }

    @Test
    void aRefusalKeepsEverybodyQuiet() {
        List<Duration> begun = new ArrayList<>();
        pace.ask("ListJobs", refusedTimes(1));
        begun.add(time.passed());
        pace.describe("DescribeJobs", refusedTimes(1));
        begun.add(time.passed());
        assertThat(begun.get(0)).isEqualTo(Duration.ofMillis(400));
        assertThat(begun.get(1).minus(begun.get(0))).isBetween(Duration.ofMillis(700), Duration.ofMillis(800));
    }

    @Test
    void aRateBelowTheLimitOfAwsIsFound() {
        // AWS takes one call a second here.
        Duration[] free = {Duration.ZERO};
        AtomicInteger refused = new AtomicInteger();
        for (int i = 0; i < 300; i++) {
            pace.describe("DescribeJobs", () -> {
                if (time.passed().compareTo(free[0]) < 0) {
                    refused.incrementAndGet();
                    throw tooManyRequests();
                }
                free[0] = time.passed().plusSeconds(1);
                return 1;
            });
        }
        assertThat(time.passed()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(8));
        assertThat(refused.get()).isLessThan(60);
    }

    @Test
    void minutesOfRefusalsAreWaitedOutWithFewCalls() {
        AtomicInteger calls = new AtomicInteger();
        pace.describe("DescribeJobs", () -> {
            calls.incrementAndGet();
            if (time.passed().compareTo(Duration.ofMinutes(14)) < 0) {
                throw tooManyRequests();
            }
            return 1;
        });
        assertThat(time.passed()).isBetween(Duration.ofMinutes(14), LIMIT);
        assertThat(calls.get()).isLessThan(60);
    }

    @Test
    void refusalsBeyondTheLimitEndTheCallAndTheNextOneBeginsAnew() {
        assertThatThrownBy(() -> pace.describe("DescribeJobs", refusedTimes(Integer.MAX_VALUE)))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("DescribeJobs was refused as too frequent for 9")
                .hasMessageContaining("sce.sources.aws-batch.describe-rate");
        assertThat(time.passed()).isBetween(LIMIT, LIMIT.plusSeconds(40));
        assertThat(pace.describe("DescribeJobs", refusedTimes(5))).isEqualTo("answer");
    }

    @Test
    void otherFaultsAreNotWaitedOut() {
        assertThatThrownBy(() -> pace.describe("DescribeJobs", () -> {
                    throw fault(400, "ClientException");
                }))
                .isInstanceOf(BatchException.class);
        assertThat(pace.atOnce()).isEqualTo(8);
        assertThat(time.passed()).isZero();
    }

    private static Supplier<String> refusedTimes(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return () -> {
            if (left.getAndDecrement() > 0) {
                throw tooManyRequests();
            }
            return "answer";
        };
    }

    private static AwsServiceException tooManyRequests() {
        return fault(429, "TooManyRequestsException");
    }

    private static AwsServiceException fault(int status, String code) {
        return BatchException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
