package org.scewarehouse.jobs.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.awsbatch.BatchTruth;
import org.scewarehouse.etl.simulator.awsbatch.BatchWorld;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob.Platform;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob.Shape;
import org.scewarehouse.etl.simulator.awsbatch.SyntheticJobs;
import org.scewarehouse.jobs.demo.Person.Frequency;

/** Simulations that people of the organisation run on AWS Batch, and what is true of them. */
final class BatchWork {

    private static final int JOBS_PER_DAY = 150;

    private final DemoSettings settings;
    private final List<SimulatedJob> jobs;

    /** Cores and hours of the simulator's jobs, as often as they fit into what is left; the last one is shorter. */
    private static final int STORY_CORES = 16;

    private static final int STORY_HOURS = 6;

    BatchWork(DemoSettings settings, List<Person> people, Stories stories) {
        this.settings = settings;
        List<String> logins = people.stream()
                .filter(person -> person.frequency() == Frequency.DAILY
                        && !stories.simulator().equals(person))
                .map(Person::login)
                .toList();
        // The day before leaves jobs that run into the first one.
        List<SimulatedJob> all = new ArrayList<>(SyntheticJobs.make(
                settings.seed(),
                settings.firstDay().minusDays(1),
                settings.days() + 1,
                settings.scaled(JOBS_PER_DAY),
                logins));
        all.addAll(simulations(stories.simulator()));
        this.jobs = List.copyOf(all);
    }

    /** One array of simulations, spread over the days of the period and done before its end. */
    private List<SimulatedJob> simulations(Person person) {
        List<SimulatedJob> simulations = new ArrayList<>();
        int left = Stories.SIMULATED_CORE_HOURS;
        for (int i = 0; left > 0; i++) {
            int hours = left >= STORY_CORES * STORY_HOURS ? STORY_HOURS : Math.max(1, left / STORY_CORES);
            int cores = Math.min(STORY_CORES, left / hours);
            left -= cores * hours;
            long created = settings.dayStart(i % settings.days()) + 7 * DemoSettings.HOUR + i * DemoSettings.MINUTE;
            simulations.add(simulation(person, i, cores, created, hours * DemoSettings.HOUR));
        }
        return simulations;
    }

    private SimulatedJob simulation(Person person, int number, int cores, long created, long length) {
        String id = new UUID(Seeds.of(person.seed(), "simulation", number), person.seed()).toString();
        long start = created + 90 * DemoSettings.SECOND;
        String reason = "Essential container in task exited";
        return new SimulatedJob(
                id,
                "trial-simulation",
                "standard",
                "simulation:3",
                person.login(),
                new Shape(
                        Platform.EC2,
                        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/trial/r:4.3.1",
                        Integer.toString(cores),
                        2048 * cores,
                        0,
                        1),
                created,
                List.of(new SimulatedJob.Run(start, start + length, 0, reason)),
                start + length,
                true,
                false,
                reason,
                -1);
    }

    /** Core hours in the period by login. */
    Map<String, Double> coreHours() {
        Map<String, Double> hours = new TreeMap<>();
        BatchTruth.of(jobs, settings.firstDay(), settings.lastDay().plusDays(1)).forEach((place, share) -> {
            if (!place.user().isEmpty()) {
                hours.merge(place.user(), share.coreMillis / DemoSettings.HOUR, Double::sum);
            }
        });
        return hours;
    }

    /** What each person's jobs did in each queue on each day of the period. */
    Map<BatchTruth.Place, BatchTruth.Share> shares() {
        return BatchTruth.of(jobs, settings.firstDay(), settings.lastDay().plusDays(1));
    }

    /** All of them, with those of the day before the period. */
    List<SimulatedJob> jobs() {
        return jobs;
    }

    /** What the API of the account tells of them. */
    BatchWorld world() {
        return new BatchWorld(jobs, SyntheticJobs.RETENTION);
    }

    /** Jobs and core hours per day, person and queue. */
    TruthTable truth() {
        List<Map<String, @Nullable Object>> rows =
                BatchTruth.of(jobs, settings.firstDay(), settings.lastDay().plusDays(1)).entrySet().stream()
                        .map(share -> row(share.getKey(), share.getValue()))
                        .toList();
        return new TruthTable("batch_day", List.of("day", "owner", "queue_name"), rows);
    }

    private static Map<String, @Nullable Object> row(BatchTruth.Place place, BatchTruth.Share share) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("day", place.day());
        row.put("owner", place.user());
        row.put("queue_name", place.queue());
        row.put("submitted_count", share.submitted);
        row.put("started_count", share.started);
        row.put("ended_count", share.ended);
        row.put("running_count", share.running);
        row.put("allocated_core_hours", share.coreMillis / DemoSettings.HOUR);
        row.put("wait_seconds", share.waitMillis / DemoSettings.SECOND);
        return row;
    }
}
