package org.scewarehouse.etl.simulator.awsbatch;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob.Run;

/**
 * What the facts must say of a world, per day, person and queue, worked out from what happened and not from any answer.
 * Days are of UTC.
 */
public final class BatchTruth {

    private static final long DAY = 86_400_000;

    private BatchTruth() {}

    /**
     * Whose share.
     *
     * @param user login; empty = nobody
     */
    public record Place(LocalDate day, String user, String queue) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byDay = day.compareTo(other.day);
            int byUser = byDay == 0 ? user.compareTo(other.user) : byDay;
            return byUser == 0 ? queue.compareTo(other.queue) : byUser;
        }
    }

    /** A share: counts of attempts, and milliseconds times cores. */
    public static final class Share {
        public long submitted;
        public long started;
        public long ended;
        public long succeeded;
        public long running;
        public double coreMillis;
        public double gpuMillis;
        public double nodeMillis;
        public double wallMillis;
        public double waitMillis;

        /** All numbers in one line, times in whole seconds. */
        @Override
        public String toString() {
            return submitted + " submitted, " + started + " started, " + ended + " ended, " + succeeded + " succeeded, "
                    + running + " running, " + Math.round(coreMillis / 1000) + " core s, "
                    + Math.round(gpuMillis / 1000) + " GPU s, " + Math.round(nodeMillis / 1000) + " node s, "
                    + Math.round(wallMillis / 1000) + " s, waited " + Math.round(waitMillis / 1000) + " s";
        }
    }

    /** The shares of days {@code [from, to)}. */
    public static Map<Place, Share> of(List<SimulatedJob> jobs, LocalDate from, LocalDate to) {
        Map<Place, Share> shares = new TreeMap<>();
        for (SimulatedJob job : jobs) {
            share(shares, job, job.created()).submitted++;
            long before = job.created();
            for (int i = 0; i < job.runs().size(); i++) {
                Run run = job.runs().get(i);
                share(shares, job, run.start()).started++;
                share(shares, job, run.start()).waitMillis += run.start() - before;
                spread(shares, job, run);
                if (run.end() != null) {
                    boolean isLast = i == job.runs().size() - 1;
                    share(shares, job, run.end()).ended++;
                    share(shares, job, run.end()).succeeded += isLast && job.isSucceeded() ? 1 : 0;
                    before = run.end();
                }
            }
            if (job.runs().isEmpty() && job.ended() != null) {
                share(shares, job, job.ended()).ended++;
            }
        }
        shares.keySet()
                .removeIf(place -> place.day().isBefore(from) || !place.day().isBefore(to));
        return shares;
    }

    private static void spread(Map<Place, Share> shares, SimulatedJob job, Run run) {
        long end = run.end() == null ? Long.MAX_VALUE / 2 : run.end();
        long horizon = Math.min(end, run.start() + 400 * DAY);
        for (long day = Math.floorDiv(run.start(), DAY) * DAY; day < horizon; day += DAY) {
            double millis = Math.min(end, day + DAY) - Math.max(run.start(), day);
            if (millis > 0) {
                Share share = share(shares, job, Math.max(run.start(), day));
                share.running++;
                share.wallMillis += millis;
                share.coreMillis += millis * job.cores();
                share.gpuMillis += millis * job.shape().gpus() * job.shape().nodes();
                share.nodeMillis += millis * job.shape().nodes();
            }
        }
    }

    private static Share share(Map<Place, Share> shares, SimulatedJob job, long at) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(at, DAY));
        String user = job.user() == null ? "" : job.user();
        return shares.computeIfAbsent(new Place(day, user, job.queue()), place -> new Share());
    }

    /** Midnight at which a day begins, in milliseconds. */
    public static long begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1000;
    }
}
