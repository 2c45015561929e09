package org.scewarehouse.jobs.demo;

import static org.scewarehouse.jobs.demo.DemoSettings.DAY;
import static org.scewarehouse.jobs.demo.DemoSettings.HOUR;
import static org.scewarehouse.jobs.demo.DemoSettings.MINUTE;
import static org.scewarehouse.jobs.demo.DemoSettings.SECOND;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.scewarehouse.jobs.demo.Node.Pool;

/** What comes and goes by itself: batch jobs of people, content that is looked at, pipelines of repositories. */
final class BatchPods {

    private static final long GIB = 1L << 30;

    private final PodMaker maker;
    private final DemoSettings settings;
    private final List<Person> people;

    BatchPods(PodMaker maker, List<Person> people) {
        this.maker = maker;
        this.settings = maker.settings();
        this.people = people;
    }

    /** All pods of all jobs, content and pipelines. */
    List<Pod> pods() {
        List<Pod> pods = new ArrayList<>();
        // The day before leaves jobs that run into the first one.
        for (int day = -1; day < settings.days(); day++) {
            LocalDate date = LocalDate.ofEpochDay(settings.dayStart(day) / DAY);
            boolean isWeekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
            double busy = isWeekend ? 0.15 : 1;
            for (int i = 0; i < settings.scaled(60 * busy); i++) {
                pods.add(job(day, i));
            }
            for (int i = 0; i < settings.scaled(30 * busy); i++) {
                pods.add(content(day, i));
            }
            for (int i = 0; i < settings.scaled(40 * busy); i++) {
                pods.add(pipelineJob(day, i));
            }
            for (int hour = 0; hour < 24; hour += 4) {
                pods.add(scheduled(day, hour));
            }
        }
        pods.removeIf(pod -> pod.created() >= settings.to() || pod.removed() < settings.from());
        return pods;
    }

    /** A simulation: minutes to most of a day, one in eight fails. */
    private Pod job(int day, int number) {
        SplittableRandom random = stream("job", day, number);
        Person person = people.get(random.nextInt(people.size()));
        String environment = random.nextBoolean() ? "ocean" : "apollo";
        String name = "sim-" + person.login() + "-" + PodMaker.suffix(random, 8);
        int cores = 1 << random.nextInt(4);
        boolean isR = random.nextInt(3) > 0;
        long length = length(random, MINUTE, 18 * HOUR);
        Load load = Load.around(cores * 0.8, random.nextLong());
        Recipe recipe = Recipe.ending(
                "main",
                Kind.BATCH,
                isR ? Images.BATCH_R : Images.BATCH_PYTHON,
                cores * 1000,
                cores * 2L * GIB,
                load,
                length);
        if (random.nextInt(8) == 0) {
            recipe = recipe.failing(random.nextBoolean() ? "Error" : "OOMKilled");
        }
        long created = workTime(day, random);
        Workload workload = owned(environment, name, "Job", name, person.login());
        return finished(workload, Pool.BATCH, created, random.nextInt(4) == 0 ? 26 * HOUR : HOUR, recipe, random);
    }

    /** A CronJob that belongs to nobody. */
    private Pod scheduled(int day, int hour) {
        SplittableRandom random = stream("scheduled", day, hour);
        long created = settings.dayStart(day) + hour * HOUR + 7 * SECOND;
        String job = "refresh-catalogue-" + created / MINUTE;
        Load load = Load.around(0.7, random.nextLong());
        Recipe recipe = Recipe.ending(
                "refresh",
                Kind.BATCH,
                Images.BATCH_PYTHON,
                500,
                GIB,
                load,
                2 * MINUTE + PodMaker.seconds(random, 0, 900));
        Workload workload = owned("apollo", job, "CronJob", "refresh-catalogue", "");
        return finished(workload, Pool.BATCH, created, 5 * HOUR, recipe, random);
    }

    /** Content that Connect runs on the cluster: as long as somebody looks at it. */
    private Pod content(int day, int number) {
        SplittableRandom random = stream("content", day, number);
        String job = "run-python-" + PodMaker.hex(random, 12);
        Load load = Load.around(0.15, random.nextLong());
        Recipe recipe = Recipe.ending(
                "rs-launcher-container",
                Kind.CONTENT,
                Images.CONTENT,
                250,
                GIB,
                load,
                length(random, 5 * MINUTE, 4 * HOUR));
        Workload workload = new Workload(
                "connect",
                "connect",
                "Job",
                job,
                "Job",
                job,
                "",
                Map.of("annotation_user", "rstudio-connect", "annotation_name", "Posit Connect content"),
                Map.of("label_launcher_instance_id", "connect-prd"),
                "");
        return finished(workload, Pool.APOLLO, workTime(day, random), 2 * MINUTE, recipe, random);
    }

    /** A job of a pipeline: its runner deletes the pod when it is done. */
    private Pod pipelineJob(int day, int number) {
        SplittableRandom random = stream("pipeline", day, number);
        long created = workTime(day, random);
        long deletion = created + 2 * MINUTE + length(random, 10 * SECOND, 20 * MINUTE);
        String project = "project-" + (100 + random.nextInt(60));
        String name =
                "runner-" + PodMaker.suffix(random, 9) + "-" + project + "-concurrent-0-" + PodMaker.suffix(random, 8);
        Workload workload =
                new Workload("gitlab-runner", "gitlab-runner", "", "", "Pod", name, "", Map.of(), Map.of(), "");
        List<Recipe> recipes = List.of(
                Recipe.lasting("build", Kind.CI, Images.CI_BUILD, 1000, 2 * GIB, Load.around(0.9, random.nextLong())),
                Recipe.lasting(
                        "helper", Kind.CI, Images.CI_HELPER, 100, GIB / 8, Load.around(0.02, random.nextLong())));
        Node node = maker.cluster().node(Pool.BATCH, random.nextInt(1000), Math.max(created, settings.from()));
        return maker.pod(workload, name, node, created, deletion, recipes, random.nextLong());
    }

    private Pod finished(
            Workload workload, Pool pool, long created, long kept, Recipe recipe, SplittableRandom random) {
        Node node = maker.cluster().node(pool, random.nextInt(1000), Math.max(created, settings.from()));
        String name = workload.controllerName() + "-" + PodMaker.suffix(random, 5);
        return maker.finished(workload, name, node, created, kept, List.of(recipe), random.nextLong());
    }

    private static Workload owned(String namespace, String job, String topKind, String topName, String login) {
        String environment = namespace.equals("ocean") ? "Ocean" : "Apollo";
        Map<String, String> annotations = login.isEmpty() ? Map.of() : Map.of("annotation_user", login);
        return new Workload(
                namespace,
                environment,
                "Job",
                job,
                topKind,
                topName,
                login,
                annotations,
                Map.of("label_app_kubernetes_io_managed_by", "simulations"),
                "");
    }

    private SplittableRandom stream(String entity, int day, int number) {
        return Seeds.stream(settings.seed(), entity, (settings.firstDay().toEpochDay() + day) * 100_000L + number);
    }

    private long workTime(int day, SplittableRandom random) {
        return settings.dayStart(day) + 6 * HOUR + random.nextLong(15 * HOUR) / SECOND * SECOND;
    }

    /** Most are short and some are long: evenly spread over the orders of magnitude. */
    private static long length(SplittableRandom random, long from, long to) {
        return (long) (from * Math.pow((double) to / from, random.nextDouble())) / SECOND * SECOND;
    }
}
