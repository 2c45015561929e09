package org.scewarehouse.etl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;

class RetryTest {

    private Instant now = Instant.parse("2026-08-20T00:00:00Z");
    private final List<Duration> waits = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final Retry retry = new Retry(
            new Retry.Policy(4, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMinutes(40)),
            () -> now,
            wait -> {
                waits.add(wait);
                now = now.plus(wait);
            },
            () -> 0.5);
    private final Supplier<String> call = () -> {
        if (failures.isEmpty()) {
            return "done";
        }
        throw failures.remove(0);
    };

    @Test
    void waits_longer_each_time_up_to_a_bound() {
        failures.addAll(List.of(unavailable(), unavailable(), unavailable()));
        assertThat(retry.call(call)).isEqualTo("done");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(2500));
    }

    @Test
    void waits_as_long_as_the_system_asks() {
        failures.addAll(List.of(new RetryLater("429", Duration.ofMinutes(7)), new RetryLater("503", null)));
        assertThat(retry.call(call)).isEqualTo("done");
        assertThat(waits).containsExactly(Duration.ofMinutes(7), Duration.ofSeconds(2));
    }

    @Test
    void waits_nearly_the_longest_time_where_it_was_asked_too_often_and_does_not_say_for_how_long() {
        failures.addAll(List.of(new RetryLater("429", null, true), new RetryLater("429", Duration.ZERO, true)));
        assertThat(retry.call(call)).isEqualTo("done");
        assertThat(waits).containsExactly(Duration.ofMillis(4375), Duration.ZERO);
    }

    @Test
    void gives_up_after_the_last_attempt_and_says_so() {
        for (int i = 0; i < 9; i++) {
            failures.add(new RetryLater("status 503", null));
        }
        assertThatThrownBy(() -> retry.call(call))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessage("status 503; asked 4 times in 5 s, run again later");
        assertThat(failures).hasSize(5);
    }

    @Test
    void asks_no_more_where_a_retry_within_has_asked_in_vain() {
        for (int i = 0; i < 9; i++) {
            failures.add(new RetryLater("status 503", null));
        }
        assertThatThrownBy(() -> retry.call(() -> retry.call(call)))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessage("status 503; asked 4 times in 5 s, run again later");
        assertThat(failures).hasSize(5);
    }

    @Test
    void counts_no_times_where_it_asked_once() {
        Retry once = new Retry(
                new Retry.Policy(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),
                () -> now,
                time -> {},
                () -> 0);
        failures.add(unavailable());
        assertThatThrownBy(() -> once.call(call)).hasMessageEndingWith("; run again later");
    }

    @Test
    void tells_of_each_wait_before_it_begins() {
        List<String> heard = new ArrayList<>();
        failures.addAll(List.of(new RetryLater("429", Duration.ofMinutes(7)), new RetryLater("503", null)));
        retry.heardBy((failure, wait, spent, attempt) -> heard.add(failure + " " + wait + " " + spent + " " + attempt))
                .call(call);
        assertThat(heard).containsExactly("429 PT7M PT0S 2", "503 PT2S PT7M 3");
    }

    @Test
    void gives_up_when_the_budget_would_be_overdrawn() {
        for (int i = 0; i < 9; i++) {
            failures.add(new RetryLater("429", Duration.ofMinutes(15)));
        }
        assertThatThrownBy(() -> retry.call(call)).hasMessageContaining("asked 3 times in 1800 s");
    }

    @Test
    void lets_other_errors_pass_at_once() {
        failures.add(new SourceChanged("new format"));
        assertThatThrownBy(() -> retry.call(call)).isInstanceOf(SourceChanged.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void stops_waiting_when_interrupted() {
        Retry interrupted = new Retry(
                Retry.Policy.STANDARD,
                () -> now,
                wait -> {
                    throw new InterruptedException();
                },
                () -> 0.5);
        failures.add(unavailable());
        assertThatThrownBy(() -> interrupted.call(call))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("stopped while waiting");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A signal may come while it asks: nobody waits for the next answer then. */
    @Test
    void asks_no_more_when_interrupted_meanwhile() {
        failures.addAll(List.of(unavailable(), unavailable()));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> retry.call(call)).isInstanceOf(SourceUnavailable.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(waits).isEmpty();
        assertThat(failures).hasSize(1);
    }

    @Test
    void reads_every_form_of_Retry_After() {
        assertThat(RetryAfter.parse("120", now)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse(" 0 ", now)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.parse("Thu, 20 Aug 2026 00:01:30 GMT", now)).isEqualTo(Duration.ofSeconds(90));
        assertThat(RetryAfter.parse("Wed, 19 Aug 2026 00:00:00 GMT", now)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.parse("99999999999999999999999", now)).isEqualTo(Duration.ofMinutes(15));
        assertThat(RetryAfter.parse("Thu, 20 Aug 2099 00:01:30 GMT", now)).isEqualTo(Duration.ofMinutes(15));
        assertThat(RetryAfter.parse("soon", now)).isNull();
        assertThat(RetryAfter.parse("-5", now)).isNull();
        assertThat(RetryAfter.parse(null, now)).isNull();
    }

    @Test
    void waits_until_the_limit_is_reset_where_nothing_else_is_said() {
        String reset = Long.toString(now.getEpochSecond() + 90);
        assertThat(RetryAfter.of(headers(Map.of("RateLimit-Reset", reset)), now))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(RetryAfter.of(headers(Map.of("RateLimit-Reset", reset, "Retry-After", "5")), now))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(RetryAfter.of(headers(Map.of("RateLimit-Reset", "1")), now)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.of(headers(Map.of("RateLimit-Reset", "999999999999")), now))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(RetryAfter.of(headers(Map.of("RateLimit-Reset", "soon")), now))
                .isNull();
    }

    private static HttpHeaders headers(Map<String, String> values) {
        Map<String, List<String>> all = new TreeMap<>();
        values.forEach((name, value) -> all.put(name, List.of(value)));
        return HttpHeaders.of(all, (name, value) -> true);
    }

    private static SourceUnavailable unavailable() {
        return new SourceUnavailable("away");
    }
}
