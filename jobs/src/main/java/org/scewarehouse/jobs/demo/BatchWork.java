package org.scewarehouse.jobs.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.awsbatch.BatchTruth;
import org.scewarehouse.etl.simulator.awsbatch.BatchWorld;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob;
import org.scewarehouse.etl.simulator.awsbatch.SyntheticJobs;
import org.scewarehouse.jobs.demo.Person.Frequency;

/** Simulations that people of the organisation run on AWS Batch, and what is true of them. */
final class BatchWork {

    private static final int JOBS_PER_DAY = 150;

    private final DemoSettings settings;
    private final List<SimulatedJob> jobs;

    BatchWork(DemoSettings settings, List<Person> people) {
        this.settings = settings;
        List<String> logins = people.stream()
                .filter(person -> person.frequency() == Frequency.DAILY)
                .map(Person::login)
                .toList();
        // The day before leaves jobs that run into the first one.
        this.jobs = SyntheticJobs.make(
                settings.seed(),
                settings.firstDay().minusDays(1),
                settings.days() + 1,
                settings.scaled(JOBS_PER_DAY),
                logins);
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
