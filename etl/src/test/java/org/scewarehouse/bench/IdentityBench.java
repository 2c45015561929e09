package org.scewarehouse.bench;

import java.time.LocalDate;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.IdentityOverrides;
import org.scewarehouse.etl.star.KnownPeople;
import org.scewarehouse.etl.star.Person;
import org.scewarehouse.etl.star.Reference;

/**
 * What it costs to find out whom a login means, in a company of 200,000 people of whom some had another's login: one of
 * the 4,096 whom a day names, any of all, which no cache of the processor holds, and one that HR does not know.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up.
public class IdentityBench {

    private static final int PEOPLE = 200_000;
    private static final int LOGINS = 1 << 12;
    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);

    private Identities identities;
    private String[] logins;
    private String[] everybody;
    private String[] unknown;
    private int next;

    @Setup
    public void build() {
        KnownPeople.Builder builder = new KnownPeople.Builder();
        for (int person = 0; person < PEOPLE; person++) {
            builder.person(person, String.format("%032x", person * 0x9E3779B97F4A7C15L));
            builder.claim(Identities.EMPLOYEE_ID, "E" + person, LocalDate.EPOCH);
            builder.claim(Identities.LOGIN, "user" + person, DAY.minusDays(400));
            builder.claim(Identities.EMAIL, "user" + person + "@example.org", DAY.minusDays(400));
            if (person % 20 == 0) {
                builder.claim(Identities.LOGIN, "user" + (person + 7) % PEOPLE, DAY.minusDays(person % 300 - 100));
            }
        }
        identities = new Dimensions("", new byte[32], Reference.none())
                .with(builder.build(), IdentityOverrides.NONE)
                .identities();
        logins = logins("user", LOGINS);
        everybody = logins("user", 1 << 18);
        unknown = logins("service", LOGINS);
    }

    private static String[] logins(String name, int count) {
        return new Random(7)
                .ints(count, 0, PEOPLE)
                .mapToObj(person -> name + person)
                .toArray(String[]::new);
    }

    @Benchmark
    public Person login() {
        next = (next + 1) & (LOGINS - 1);
        return identities.person(Identities.LOGIN, logins[next], DAY);
    }

    @Benchmark
    public Person anybody() {
        next = (next + 1) & (everybody.length - 1);
        return identities.person(Identities.LOGIN, everybody[next], DAY);
    }

    @Benchmark
    public Person unknown() {
        next = (next + 1) & (LOGINS - 1);
        return identities.person(Identities.LOGIN, unknown[next], DAY);
    }

    public static void main(String[] arguments) throws RunnerException {
        Measured.machine();
        new Runner(new OptionsBuilder()
                        .include(IdentityBench.class.getSimpleName())
                        .build())
                .run();
    }
}
