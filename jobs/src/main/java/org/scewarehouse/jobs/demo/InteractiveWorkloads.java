package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;
import static org.scewarehouse.jobs.demo.DemoSettings.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.scewarehouse.jobs.demo.Node.Pool;

/**
 * How interactive containers look to Kubernetes: in Ocean each is a Deployment; in Apollo an RStudio container is a
 * Workbench session (a Job) and a Jupyter one a JupyterHub server (a bare pod).
 */
final class InteractiveWorkloads {

    private static final long GIB = 1L << 30;
    private static final int[] CORES = {1, 1, 2, 2, 4, 4, 8, 16};

    private final PodMaker maker;

    InteractiveWorkloads(PodMaker maker) {
        this.maker = maker;
    }

    /**
     * A container that somebody made, ready to be given pods.
     *
     * @param isPaused whether its pod is stopped in the evening
     */
    record Made(Workload workload, Pool pool, List<Recipe> recipes, boolean isPaused) {

        /** Name of its next pod. */
        String podName(SplittableRandom random) {
            return workload.controllerKind().isEmpty()
                    ? workload.topName()
                    : workload.controllerName() + "-" + PodMaker.suffix(random, 5);
        }

        /** Time from the deletion of a pod to the creation of the next: a controller acts at once, people later. */
        long pause(SplittableRandom random) {
            return isPaused() ? 10 * HOUR + random.nextLong(8 * HOUR) / SECOND * SECOND : SECOND;
        }
    }

    Made made(ContainerPlan plan, SplittableRandom random) {
        Image image = plan.image();
        Person person = plan.owner();
        boolean isOcean = random.nextDouble() < (image.isRstudio() ? 0.7 : 0.35);
        int cores = CORES[random.nextInt(CORES.length)];
        boolean hasGpu = !image.isRstudio() && random.nextDouble() < 0.05;
        Load load = new InteractiveLoad(maker.settings(), random.nextLong(), plan, cores);
        Workload workload = isOcean
                ? ocean(person, plan.index(), image, random)
                : image.isRstudio() ? workbench(person, plan.index(), random) : jupyterHub(person, plan.index());
        String name = isOcean
                ? (image.isRstudio() ? "rstudio" : "jupyter")
                : image.isRstudio() ? "rs-launcher-container" : "notebook";
        // Users ask for more than they use: the request is what others cannot have.
        Recipe main = Recipe.lasting(name, Kind.INTERACTIVE, image, cores * 500, cores * 4L * GIB, load)
                .withGpus(hasGpu ? 1 : 0)
                .falling(falls(random));
        List<Recipe> recipes = new ArrayList<>(List.of(main));
        if (!isOcean && image.isRstudio()) {
            recipes.add(proxy(random));
        }
        Pool pool = hasGpu ? Pool.GPU : isOcean ? Pool.OCEAN : Pool.APOLLO;
        boolean isPaused = workload.controllerKind().isEmpty() && plan.isPaused();
        return new Made(workload, pool, List.copyOf(recipes), isPaused);
    }

    private static Workload ocean(Person person, int index, Image image, SplittableRandom random) {
        String deployment = image.ide() + "-" + person.login() + "-" + (index + 1);
        String hash = PodMaker.suffix(random, 10);
        return new Workload(
                "ocean",
                "Ocean",
                "ReplicaSet",
                deployment + "-" + hash,
                "Deployment",
                deployment,
                person.login(),
                Map.of("annotation_user", person.login()),
                Map.of("label_app_kubernetes_io_name", image.ide(), "label_pod_template_hash", hash),
                "home-" + person.login());
    }

    private static Workload workbench(Person person, int index, SplittableRandom random) {
        String job = "session-" + PodMaker.hex(random, 16) + "-" + person.login() + "-rstudio-pro-" + (index + 1);
        return new Workload(
                "apollo",
                "Apollo",
                "Job",
                job,
                "Job",
                job,
                person.login(),
                Map.of("annotation_user", person.login(), "annotation_name", "RStudio Pro Session"),
                Map.of("label_launcher_instance_id", "apollo-workbench"),
                "home-" + person.login());
    }

    private static Workload jupyterHub(Person person, int index) {
        String server = index == 0 ? "" : "--server" + index;
        return new Workload(
                "apollo",
                "Apollo",
                "",
                "",
                "Pod",
                "jupyter-" + person.login() + server,
                person.login(),
                Map.of("annotation_hub_jupyter_org_username", person.login()),
                Map.of(
                        "label_hub_jupyter_org_username",
                        person.login(),
                        "label_component",
                        "singleuser-server",
                        "label_app",
                        "jupyterhub"),
                "claim-" + person.login() + server);
    }

    private static Recipe proxy(SplittableRandom random) {
        Recipe proxy =
                Recipe.lasting("istio-proxy", Kind.SIDECAR, Images.ISTIO, 0, 0, Load.around(0.004, random.nextLong()));
        return random.nextBoolean() ? proxy.asInit() : proxy;
    }

    /** Now and then a container runs out of memory and is started again in the same pod. */
    private List<Long> falls(SplittableRandom random) {
        DemoSettings settings = maker.settings();
        List<Long> falls = new ArrayList<>();
        for (int day = 0; day < settings.days(); day++) {
            long time = settings.dayStart(day) + HOUR + random.nextLong(22 * HOUR) / SECOND * SECOND;
            if (random.nextDouble() < 0.01) {
                falls.add(time);
            }
        }
        // Two falls must be far enough apart for monitoring to see each of them.
        for (int i = falls.size() - 1; i > 0; i--) {
            if (falls.get(i) - falls.get(i - 1) < 3 * HOUR) {
                falls.remove(i);
            }
        }
        return List.copyOf(falls);
    }
}
