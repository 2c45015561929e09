package org.scewarehouse.etl.source.awsbatch;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Environment;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.EnvironmentOrder;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Queue;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.ImageReference;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.etl.star.Person;
import org.scewarehouse.etl.star.ProjectRules;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimJobDefinition;
import org.scewarehouse.model.dim.DimQueue;

/** Writes the members that jobs of one day name, each once, and gives their keys. */
final class BatchMembers {

    private final LocalDate day;
    private final Dimensions dimensions;
    private final Masker masker;
    private final Map<String, Queue> queues;
    private final Map<String, Environment> environments;
    private final Consumer<Record> rows;
    private final Set<Long> written = new HashSet<>();
    private final Set<Person> people = new HashSet<>();

    BatchMembers(
            LocalDate day,
            Dimensions dimensions,
            Masker masker,
            Map<String, Queue> queues,
            Map<String, Environment> environments,
            Consumer<Record> rows) {
        this.day = day;
        this.dimensions = dimensions;
        this.masker = masker;
        this.queues = queues;
        this.environments = environments;
        this.rows = rows;
    }

    /** Key of a member. */
    long key(String entity, @Nullable String... natural) {
        return dimensions.keys().key(entity, natural);
    }

    /** The person behind a login, 0 where there is none. */
    long userId(@Nullable String login) {
        if (login == null) {
            return Warehouse.UNKNOWN;
        }
        Person person = dimensions.identities().person(login, day);
        if (people.add(person)) {
            dimensions.identities().rows(person, day).forEach(rows);
        }
        return person.userId();
    }

    /** The project that a job belongs to, 0 where no rule says. */
    long projectKey(Job job, @Nullable String login) {
        ProjectRules rules = dimensions.projects();
        if (rules.isEmpty()) {
            return Warehouse.UNKNOWN;
        }
        long key = rules.projectKey(evidence(job, login), day);
        if (key != Warehouse.UNKNOWN && written.add(key)) {
            ProjectRules.Project project = rules.project(key, day);
            Long owner = project.ownerLogin() == null ? null : (Long) userId(project.ownerLogin());
            rows.accept(project.row(owner, day));
        }
        return key;
    }

    private static Map<String, String> evidence(Job job, @Nullable String login) {
        Map<String, String> evidence = new TreeMap<>();
        if (job.tags() != null) {
            job.tags().forEach((name, value) -> evidence.put("tag:" + name, value));
        }
        BatchNames names = BatchNames.parse(job.jobArn() == null ? job.jobQueue() : job.jobArn());
        evidence.put("account", names == null ? "" : names.account());
        evidence.put("queue", job.jobQueue() == null ? "" : BatchNames.name(job.jobQueue()));
        evidence.put("job", job.jobName() == null ? "" : job.jobName());
        evidence.put("login", login == null ? "" : login);
        return evidence;
    }

    /** A text without any login. */
    String masked(String text, @Nullable String login) {
        return login == null
                ? masker.mask(text)
                : masker.mask(
                        text, login, dimensions.identities().person(login, day).mask());
    }

    /** The account and region of an ARN, 0 where it is none. */
    long computeSystem(@Nullable String arn) {
        BatchNames names = BatchNames.parse(arn);
        if (names == null) {
            return Warehouse.UNKNOWN;
        }
        String name = names.account() + "/" + names.region();
        return computeSystem(name, name, names.region());
    }

    /**
     * Where a job ran: for pods their cluster, under the name by which metrics know it, so that core time that both
     * tell of counts once; else the account and region of an ARN.
     */
    long computeSystem(Job job, @Nullable String arn) {
        BatchNames names = BatchNames.parse(arn);
        String cluster = job.isPod() && job.jobQueue() != null ? kubernetes(job.jobQueue()) : null;
        return names == null || cluster == null
                ? computeSystem(arn)
                : computeSystem(names.account() + "/" + names.region() + "/" + cluster, cluster, names.region());
    }

    private long computeSystem(String name, String cluster, String region) {
        long key = key("compute_system", name);
        if (written.add(key)) {
            rows.accept(new DimComputeSystem(key, name, cluster, "aws_batch", null, region, day, day));
        }
        return key;
    }

    /** The one Kubernetes cluster that a queue's environments lend from; null where none or several are known. */
    private @Nullable String kubernetes(String queueArn) {
        Queue queue = queues.get(queueArn);
        List<EnvironmentOrder> order = queue == null ? null : queue.computeEnvironmentOrder();
        List<String> clusters = Stream.ofNullable(order)
                .flatMap(List::stream)
                .flatMap(each -> Stream.ofNullable(environments.get(String.valueOf(each.computeEnvironment()))))
                .flatMap(each -> Stream.ofNullable(each.eksConfiguration()))
                .flatMap(each -> Stream.ofNullable(each.eksClusterArn()))
                .map(BatchNames::name)
                .distinct()
                .toList();
        return clusters.size() == 1 ? clusters.get(0) : null;
    }

    /** A queue, 0 where none is named. */
    long queue(@Nullable String queue) {
        if (queue == null) {
            return Warehouse.UNKNOWN;
        }
        long key = key("queue", AwsBatchSettings.SOURCE, queue);
        if (written.add(key)) {
            Queue known = queues.get(queue);
            rows.accept(new DimQueue(
                    key,
                    masker.mask(BatchNames.name(queue)),
                    computeSystem(queue),
                    known == null ? null : known.priority(),
                    known == null ? null : known.state(),
                    known == null ? null : environments(known),
                    day,
                    day));
        }
        return key;
    }

    private @Nullable String environments(Queue queue) {
        List<EnvironmentOrder> order = queue.computeEnvironmentOrder();
        return order == null
                ? null
                : order.stream()
                        .sorted(Comparator.comparing(e -> e.order() == null ? 0 : e.order()))
                        .map(e -> masker.mask(BatchNames.name(String.valueOf(e.computeEnvironment()))))
                        .collect(Collectors.joining(", "));
    }

    /** A job definition, 0 where none is named. */
    long jobDefinition(Job job) {
        String arn = job.jobDefinition();
        if (arn == null) {
            return Warehouse.UNKNOWN;
        }
        long key = key("job_definition", AwsBatchSettings.SOURCE, arn);
        if (written.add(key)) {
            String name = BatchNames.name(arn);
            int colon = name.lastIndexOf(':');
            boolean hasRevision = colon > 0 && name.substring(colon + 1).matches("\\d{1,9}");
            rows.accept(new DimJobDefinition(
                    key,
                    masker.mask(hasRevision ? name.substring(0, colon) : name),
                    hasRevision ? (Integer) Integer.parseInt(name.substring(colon + 1)) : null,
                    platform(job),
                    computeSystem(arn),
                    day,
                    day));
        }
        return key;
    }

    private static @Nullable String platform(Job job) {
        if (job.eksProperties() != null) {
            return "EKS";
        }
        return job.platformCapabilities() == null || job.platformCapabilities().isEmpty()
                ? null
                : job.platformCapabilities().get(0);
    }

    /** The image of a job's first container, 0 where none is known. */
    long image(@Nullable String text) {
        ImageReference image = ImageReference.parse(text);
        if (image == null) {
            return Warehouse.UNKNOWN;
        }
        String path = image.repository();
        int slash = path.lastIndexOf('/');
        // Folders of a registry may be people's; names of images are not.
        String repository = slash < 0 ? path : masker.mask(path.substring(0, slash)) + path.substring(slash);
        long key = key("image", image.registry(), repository, image.tag(), image.digest());
        if (written.add(key)) {
            rows.accept(dimensions.reference().image(key, image, repository, null, day));
        }
        return key;
    }
}
