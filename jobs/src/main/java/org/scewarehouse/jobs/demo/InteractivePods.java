package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;
import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;
import static org.scewarehouse.jobs.demo.DemoSettings.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.scewarehouse.jobs.demo.InteractiveWorkloads.Made;

/**
 * The containers people work in: made, used, idled, started anew, deleted by their user or by the rule against
 * forgotten ones. Each comes as the pods it has had.
 */
final class InteractivePods {

    private final PodMaker maker;
    private final DemoSettings settings;
    private final InteractiveWorkloads workloads;

    InteractivePods(PodMaker maker) {
        this.maker = maker;
        this.settings = maker.settings();
        this.workloads = new InteractiveWorkloads(maker);
    }

    /** All pods of all containers planned. */
    List<Pod> of(List<ContainerPlan> plans) {
        List<Pod> pods = new ArrayList<>();
        plans.forEach(plan -> add(pods, plan));
        return pods;
    }

    private void add(List<Pod> pods, ContainerPlan plan) {
        SplittableRandom random = Seeds.stream(plan.owner().seed(), "container", plan.index());
        Made made = workloads.made(plan, random);
        long created = plan.born();
        while (created < plan.ended() && created < settings.to()) {
            Node node = maker.cluster().node(made.pool(), plan.number(), Math.max(created, settings.from()));
            long replaced = Math.min(Cluster.drain(node), nextPause(made, plan, created, random));
            long deletion = Math.min(replaced, plan.ended());
            pods.add(maker.pod(
                    made.workload(),
                    made.podName(random),
                    node,
                    created,
                    deletion,
                    made.recipes(),
                    plan.owner().seed() + plan.index()));
            created = deletion == Run.OPEN ? Run.OPEN : deletion + made.pause(random);
        }
    }

    /** Notebook servers are stopped in the evening and started again; on the last day they stay. */
    private long nextPause(Made made, ContainerPlan plan, long created, SplittableRandom random) {
        if (!made.isPaused()) {
            return Run.OPEN;
        }
        long from = Math.max(created, settings.from());
        long evening = Math.floorDiv(from, DAY) * DAY
                + 18 * HOUR
                - plan.owner().zoneMillis()
                + random.nextLong(2 * HOUR) / SECOND * SECOND;
        long next = evening > created + HOUR ? evening : evening + DAY;
        return next < settings.dayStart(settings.days() - 1) ? next : Run.OPEN;
    }
}
