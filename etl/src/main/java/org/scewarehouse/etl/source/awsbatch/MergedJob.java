package org.scewarehouse.etl.source.awsbatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Attempt;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Seen;

/**
 * One truth about a job out of everything that was seen of it, in any order and any number of times: the furthest
 * state, and what it lacks from the states before.
 *
 * @param job the truth
 * @param seenAt when the furthest state was seen
 * @param vias who knows the job: {@code api}, {@code event} or both
 */
record MergedJob(Job job, long seenAt, Set<String> vias) {

    private static final List<String> PROGRESS =
            List.of("SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "FAILED", "SUCCEEDED");

    private static final Comparator<Seen> FURTHEST_LAST = Comparator.comparing(
                    (Seen seen) -> seen.job().isTerminal())
            .thenComparing(seen -> seen.job().allAttempts().size())
            .thenComparing(seen -> PROGRESS.indexOf(seen.job().status()))
            .thenComparing(Seen::seenAt)
            .thenComparing(Seen::via)
            .thenComparing(Seen::toString);

    /** Merges what was seen of one job; not empty. */
    static MergedJob of(List<Seen> seen) {
        Set<String> vias = new HashSet<>();
        seen.forEach(each -> vias.add(each.via()));
        if (seen.size() == 1) {
            return new MergedJob(seen.get(0).job(), seen.get(0).seenAt(), vias);
        }
        List<Seen> furthestFirst = new ArrayList<>(seen);
        furthestFirst.sort(FURTHEST_LAST.reversed());
        List<Job> jobs = furthestFirst.stream().map(Seen::job).toList();
        return new MergedJob(merged(jobs), furthestFirst.get(0).seenAt(), vias);
    }

    private static Job merged(List<Job> jobs) {
        Job best = jobs.get(0);
        return new Job(
                best.jobId(),
                first(jobs, Job::jobArn),
                first(jobs, Job::jobName),
                first(jobs, Job::jobQueue),
                first(jobs, Job::jobDefinition),
                best.status(),
                first(jobs, Job::statusReason),
                first(jobs, Job::created),
                best.isTerminal() || "RUNNING".equals(best.status()) ? first(jobs, Job::started) : null,
                best.isTerminal() ? first(jobs, Job::stopped) : null,
                first(jobs, Job::cancelled),
                first(jobs, Job::terminated),
                first(jobs, Job::shareIdentifier),
                attempts(jobs),
                null,
                first(jobs, Job::container),
                first(jobs, Job::arrayProperties),
                first(jobs, Job::nodeProperties),
                first(jobs, Job::ecsProperties),
                first(jobs, Job::eksProperties),
                first(jobs, Job::tags),
                first(jobs, Job::parameters),
                first(jobs, Job::platformCapabilities));
    }

    /** Each attempt as whoever knows its end tells it. */
    private static List<Attempt> attempts(List<Job> jobs) {
        List<Attempt> attempts = new ArrayList<>();
        for (Job job : jobs) {
            List<Attempt> told = job.allAttempts();
            for (int i = 0; i < told.size(); i++) {
                if (i == attempts.size()) {
                    attempts.add(told.get(i));
                } else if (attempts.get(i).stopped() == null && told.get(i).stopped() != null) {
                    attempts.set(i, told.get(i));
                }
            }
        }
        return attempts;
    }

    private static <T> @Nullable T first(List<Job> jobs, Function<Job, @Nullable T> field) {
        return jobs.stream().map(field).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
