package org.scewarehouse.etl.source.awsbatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Attempt;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Exit;

/**
 * One attempt of a job. Times are milliseconds.
 *
 * @param number from 1
 * @param start null = never started, or unknown
 * @param end null = still running, or unknown
 * @param isStarted whether it got a node
 * @param isContradictory whether it is said to have ended before it started, so that its times mean nothing
 * @param isLast whether the job ended with it
 * @param reason what AWS says of its end; null = nothing
 * @param exitReason what AWS says of its container's end; null = nothing
 * @param exitCode exit code; null = unknown
 */
record JobAttempt(
        int number,
        @Nullable Long start,
        @Nullable Long end,
        boolean isStarted,
        boolean isContradictory,
        boolean isLast,
        @Nullable String reason,
        @Nullable String exitReason,
        @Nullable Integer exitCode) {

    /**
     * The attempts of a job in order. The API lists attempts that have ended; the one that runs, and on some stacks the
     * only one, is told by the job's own times.
     */
    static List<JobAttempt> of(Job job) {
        List<Attempt> told = job.allAttempts();
        List<JobAttempt> attempts = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            boolean isLast = job.isTerminal() && i == told.size() - 1;
            Attempt attempt = told.get(i);
            Long start = attempt.started();
            Long end = attempt.stopped() == null && isLast ? job.stopped() : attempt.stopped();
            attempts.add(attempt(i + 1, start, end, isLast, job, attempt));
        }
        JobAttempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        if (job.isTerminal() && last == null) {
            attempts.add(attempt(1, job.started(), job.stopped(), true, job, null));
        } else if ("RUNNING".equals(job.status()) && job.started() != null && isAnother(last, job.started())) {
            attempts.add(attempt(attempts.size() + 1, job.started(), null, false, job, null));
        }
        return attempts;
    }

    private static boolean isAnother(@Nullable JobAttempt last, long started) {
        return last == null || (last.end != null && (last.start == null || started > last.start));
    }

    private static JobAttempt attempt(
            int number, @Nullable Long start, @Nullable Long end, boolean isLast, Job job, @Nullable Attempt told) {
        boolean isContradictory = start != null && end != null && end < start;
        String reason = told == null || told.statusReason() == null ? null : told.statusReason();
        Exit exit = exit(job, told, isLast);
        return new JobAttempt(
                number,
                isContradictory ? null : start,
                end,
                start != null,
                isContradictory,
                isLast,
                reason == null && isLast ? job.statusReason() : reason,
                exit == null ? null : exit.reason(),
                exit == null ? null : exit.exitCode());
    }

    /** Of several containers the first that failed; where none did, or the job went well all the same, the first. */
    private static @Nullable Exit exit(Job job, @Nullable Attempt told, boolean isLast) {
        List<Exit> exits = told == null ? List.of() : exits(told);
        if (!exits.isEmpty()) {
            boolean hasSucceeded = isLast && "SUCCEEDED".equals(job.status());
            return exits.stream()
                    .filter(exit -> !hasSucceeded && exit.exitCode() != null && exit.exitCode() != 0)
                    .findFirst()
                    .orElse(exits.get(0));
        }
        return isLast && job.container() != null
                ? new Exit(job.container().exitCode(), job.container().reason())
                : null;
    }

    private static List<Exit> exits(Attempt told) {
        return Stream.concat(
                        Stream.ofNullable(told.container()),
                        Stream.concat(
                                Stream.ofNullable(told.containers()).flatMap(List::stream),
                                Stream.ofNullable(told.taskProperties())
                                        .flatMap(List::stream)
                                        .flatMap(task -> Stream.ofNullable(task.containers())
                                                .flatMap(List::stream))))
                .filter(exit -> exit.exitCode() != null || exit.reason() != null)
                .toList();
    }

    /** How it ended, in the words that all schedulers share. */
    String state(Job job) {
        if (isLast && "SUCCEEDED".equals(job.status())) {
            return "succeeded";
        }
        String text = Objects.requireNonNullElse(reason, "") + " " + Objects.requireNonNullElse(exitReason, "");
        if (text.contains("OutOfMemory") || text.contains("OOMKilled")) {
            return "out_of_memory";
        }
        if (text.contains("duration exceeded timeout")) {
            return "timeout";
        }
        String plain = text.toLowerCase(java.util.Locale.ROOT);
        if (plain.contains("spot") && plain.contains("interrupt")) {
            return "preempted";
        }
        if (text.contains("Host EC2")) {
            return "node_fail";
        }
        boolean isCancelled = Boolean.TRUE.equals(job.cancelled()) || Boolean.TRUE.equals(job.terminated());
        return isLast && isCancelled ? "cancelled" : "failed";
    }
}
