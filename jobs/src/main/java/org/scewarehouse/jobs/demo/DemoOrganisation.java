package org.scewarehouse.jobs.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An organisation grown from a seed: what its Prometheus has scraped, and what is true of it. */
public final class DemoOrganisation {

    private final DemoSettings settings;
    private final List<Person> people;
    private final List<Pod> pods;
    private final Metrics metrics;
    private final HomeScans homes;
    private final BatchWork batch;
    private final DemoHr hr;
    private final Truth truth;
    private final DemoContent content;
    private final DemoCode code;
    private final List<PastContainer> past;
    private final Stories stories;
    private final Map<String, Person> peopleByLogin;
    private final Truth.Departments departments;

    /** Grows it; equal settings give an equal organisation. */
    public DemoOrganisation(DemoSettings settings) {
        this.settings = settings;
        this.people = List.copyOf(People.of(settings));
        Cluster cluster = new Cluster(settings);
        PodMaker maker = new PodMaker(settings, cluster);
        this.stories = Stories.of(people);
        List<ContainerPlan> plans = new ContainerDeal(settings, new Images(), people, stories).plans();
        List<Pod> all = new ArrayList<>(new InteractivePods(maker).of(plans));
        all.addAll(new BatchPods(
                        maker, people.stream().filter(Person::hasContainers).toList())
                .pods());
        all.addAll(new SystemPods(maker).pods());
        this.pods = List.copyOf(all);
        this.past = PastContainer.of(settings, people, plans);
        this.peopleByLogin = people.stream().collect(Collectors.toMap(Person::login, Function.identity()));
        this.metrics = new Metrics(settings, cluster, pods, peopleByLogin);
        this.homes = new HomeScans(settings, people);
        List<Person> working = people.stream().filter(Person::hasContainers).toList();
        this.batch = new BatchWork(settings, working, stories);
        this.content = new DemoContent(settings, people, stories);
        this.code = new DemoCode(settings, working);
        this.hr = new DemoHr(settings, people);
        this.departments = (login, day) -> {
            Person person = peopleByLogin.get(login);
            return person == null ? "" : hr.department(person, day);
        };
        this.truth = new Truth(settings, cluster, pods, batch, homes, departments);
    }

    /** What it was grown from. */
    public DemoSettings settings() {
        return settings;
    }

    /** Names of the metrics that its Prometheus has. */
    public Set<String> metrics() {
        return metrics.names();
    }

    /** The series of a metric in no particular order, made up while they are read. */
    Stream<DemoSeries> series(String metric) {
        return metrics.series(metric, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** At least those series of a metric that have samples in {@code [from, to)}. */
    Stream<DemoSeries> series(String metric, long from, long to) {
        return metrics.series(metric, from, to);
    }

    /** How large it is, in words. */
    public String description() {
        long interactive = pods.stream()
                .filter(pod -> pod.containers().get(0).kind() == Kind.INTERACTIVE)
                .map(pod -> pod.workload().identity())
                .distinct()
                .count();
        return people.size() + " people, " + interactive + " containers they work in, " + pods.size() + " pods";
    }

    /**
     * Writes the reference files that a site would keep: which namespaces are which environment, who runs the platform,
     * groups of people, projects, holidays.
     *
     * @param folder for {@code sce.reference}; made if it is not there
     */
    public void writeReference(Path folder) {
        new DemoReference(people, past).write(folder);
    }

    /**
     * Writes what scans of home drives have found.
     *
     * @param folder for {@code sce.sources.home-drive.path}; made if it is not there
     */
    public void writeScans(Path folder) {
        homes.write(folder);
    }

    /** Writes HR's snapshots of all days, for {@code sce.sources.hr.path}; the folder is made if it is not there. */
    public void writeHr(Path folder) {
        hr.write(folder);
    }

    /** All pods there ever were. */
    List<Pod> pods() {
        return pods;
    }

    /** What its people run on AWS Batch. */
    BatchWork batch() {
        return batch;
    }

    /** What its people publish and view. */
    DemoContent content() {
        return content;
    }

    /** What its people write. */
    DemoCode code() {
        return code;
    }

    /** All tables of the truth, where nothing goes wrong. */
    List<TruthTable> tables() {
        return tables(Chaos.none(settings));
    }

    /** All tables of the truth, as far as it can be known in that chaos. */
    List<TruthTable> tables(Chaos chaos) {
        OrganisationNumbers numbers =
                new OrganisationNumbers(settings, peopleByLogin, truth.containerDays(), past, homes, content);
        List<ContainerDay> days = truth.containerDays();
        Activity activity = new Activity(settings, chaos, days, batch, content, code);
        List<TruthTable> known = List.of(
                numbers.overview(),
                numbers.departmentFrequency(departments),
                new FrequencyTruth(settings, activity, peopleByLogin, hr, days, past).table(),
                new ContainerTimeTruth(settings, days, pods).table(),
                peopleNumbers().table());
        return Stream.of(
                        truth.tables(),
                        content.tables(),
                        code.tables(),
                        known,
                        new RuntimeGroupTruth(settings, days, peopleByLogin, departments).tables(),
                        new ReportTruth(settings, days, activity, batch, content, code, homes, hr).tables())
                .flatMap(List::stream)
                .toList();
    }

    private PeopleNumbers peopleNumbers() {
        return new PeopleNumbers(truth.containerDays(), batch, content, homes);
    }

    /** What is told of some of its people. */
    TruthTable stories() {
        return peopleNumbers().stories(stories);
    }

    /** What is true of it. */
    public Truth truth() {
        return truth;
    }

    /**
     * Writes the truth as CSV files into the folder {@code truth} of a folder.
     *
     * @return the tables that a warehouse can be held against
     */
    List<TruthTable> writeTruth(Path folder, Chaos chaos) {
        List<TruthTable> tables = tables(chaos);
        Truth.write(folder.resolve("truth"), tables);
        Truth.write(folder.resolve("truth"), List.of(stories()));
        return tables;
    }
}
