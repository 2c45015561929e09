package org.scewarehouse.etl.simulator.awsbatch;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob.Platform;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob.Run;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob.Shape;

/**
 * Makes jobs of every kind: arrays, retries, several nodes, fractions of a vCPU, pods, jobs that run for days, that are
 * cancelled, that never get a node. Equal arguments make equal jobs.
 */
public final class SyntheticJobs {

    private static final long SECOND = 1000;
    private static final long HOUR = 3600 * SECOND;
    private static final List<String> QUEUES = List.of("prio", "standard", "gpu", "fargate");
    private static final String REGISTRY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/";

    private final Random random;
    private final List<String> users;
    private final List<SimulatedJob> jobs = new ArrayList<>();

    private SyntheticJobs(long seed, List<String> users) {
        this.random = new Random(seed);
        this.users = users;
    }

    /**
     * Jobs submitted over days.
     *
     * @param perDay how many jobs a day, children of arrays included
     * @param users logins; some jobs belong to nobody
     */
    public static List<SimulatedJob> make(long seed, LocalDate first, int days, int perDay, List<String> users) {
        SyntheticJobs synthetic = new SyntheticJobs(seed, users);
        for (int day = 0; day < days; day++) {
            long begin = first.plusDays(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * SECOND;
            int target = synthetic.jobs.size() + perDay;
            while (synthetic.jobs.size() < target) {
                synthetic.submit(begin + synthetic.random.nextLong(24 * HOUR), target - synthetic.jobs.size());
            }
        }
        return List.copyOf(synthetic.jobs);
    }

    private void submit(long created, int room) {
        int kind = random.nextInt(100);
        int person = random.nextInt(users.size() + 1);
        String user = person == users.size() ? null : users.get(person);
        String queue = QUEUES.get(random.nextInt(QUEUES.size()));
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        Shape shape = shape(queue, kind >= 90 && kind < 94 ? 2 + random.nextInt(3) : 1);
        String name = user != null && random.nextInt(10) == 0 ? "run-" + user + "-dock" : "dock-screen";
        if (kind < 10 && room >= 4) {
            int size = Math.min(room, 4 + random.nextInt(20));
            for (int index = 0; index < size; index++) {
                jobs.add(job(id + ":" + index, name, queue, user, shape, created, random.nextInt(100), index));
            }
        } else {
            jobs.add(job(id, name, queue, user, shape, created, kind, -1));
        }
    }

    private Shape shape(String queue, int nodes) {
        String image = REGISTRY + "chem/r:4.3." + (1 + random.nextInt(3));
        if (queue.equals("fargate")) {
            return new Shape(
                    Platform.FARGATE, image, List.of("0.25", "0.5", "1").get(random.nextInt(3)), 1024, 0, 1);
        }
        int cores = 1 << random.nextInt(5);
        int gpus = queue.equals("gpu") ? 1 + random.nextInt(2) : 0;
        boolean isPod = queue.equals("standard") && nodes == 1 && random.nextInt(5) == 0;
        return new Shape(
                isPod ? Platform.EKS : Platform.EC2, image, Integer.toString(cores), 2048 * cores, gpus, nodes);
    }

    private SimulatedJob job(
            String id,
            String name,
            String queue,
            @org.jspecify.annotations.Nullable String user,
            Shape shape,
            long created,
            int kind,
            int index) {
        if (kind >= 94 && kind < 97) {
            long ended = created + random.nextLong(12 * HOUR);
            return made(id, name, queue, user, shape, created, List.of(), ended, false, true, "not needed", index);
        }
        List<Run> runs = new ArrayList<>();
        int attempts = kind >= 70 && kind < 80 ? 2 + random.nextInt(2) : 1;
        long at = created;
        for (int attempt = 1; attempt < attempts; attempt++) {
            long start = at + 31 * SECOND + random.nextLong(HOUR);
            long end = start + random.nextLong(3 * HOUR);
            runs.add(new Run(start, end, 1, "Host EC2 (instance i-0f3) terminated."));
            at = end;
        }
        long start = at + 31 * SECOND + random.nextLong(2 * HOUR);
        long wall = kind >= 80 && kind < 90 ? HOUR * 20 + random.nextLong(80 * HOUR) : random.nextLong(6 * HOUR);
        long end = start + (kind == 0 ? 0 : wall);
        int fate = random.nextInt(20);
        int exitCode = fate == 0 ? 137 : fate == 1 ? 1 : 0;
        boolean isCancelled = fate == 2;
        String reason = isCancelled ? "stopped by its owner" : "Essential container in task exited";
        runs.add(new Run(start, end, exitCode, reason));
        boolean isSucceeded = exitCode == 0 && !isCancelled;
        return made(id, name, queue, user, shape, created, runs, end, isSucceeded, isCancelled, reason, index);
    }

    private static SimulatedJob made(
            String id,
            String name,
            String queue,
            @org.jspecify.annotations.Nullable String user,
            Shape shape,
            long created,
            List<Run> runs,
            long ended,
            boolean isSucceeded,
            boolean isCancelled,
            String reason,
            int index) {
        return new SimulatedJob(
                id,
                name,
                queue,
                "dock:12",
                user,
                shape,
                created,
                List.copyOf(runs),
                ended,
                isSucceeded,
                isCancelled,
                reason,
                index);
    }

    /** As long as AWS promises to keep ended jobs. */
    public static final Duration RETENTION = Duration.ofDays(7);
}
