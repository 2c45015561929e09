package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Environment;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Queue;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.fact.FactBatchJobDay;

/** Jobs that run as pods of a cluster which Prometheus may watch too, on 1970-01-02. */
class JobsOnKubernetesTest {

    private static final Day DAY = new Day(LocalDate.EPOCH.plusDays(1), ZoneOffset.UTC);
    private static final String ARN = "arn:aws:batch:eu-west-1:111122223333:";
    private static final String POD = ",\"eksProperties\":{\"podProperties\":{\"containers\":[{}]}}";

    private final Map<String, Queue> queues = new TreeMap<>();
    private final Map<String, Environment> environments = new TreeMap<>();

    /** A queue with an environment for each cluster; an empty name is one of instances. */
    private void queue(String name, String... clusters) {
        List<String> order = new ArrayList<>();
        for (String cluster : clusters) {
            String environment = ARN + "compute-environment/" + name + cluster;
            String eks = cluster.isEmpty()
                    ? ""
                    : ",\"eksConfiguration\":{\"eksClusterArn\":\"arn:aws:eks:eu-west-1:111122223333:cluster/" + cluster
                            + "\"}";
            environments.put(
                    environment,
                    BatchRecords.MAPPER.readValue(
                            "{\"computeEnvironmentArn\":\"" + environment + "\"" + eks + "}", Environment.class));
            order.add("{\"order\":1,\"computeEnvironment\":\"" + environment + "\"}");
        }
        queues.put(
                ARN + "job-queue/" + name,
                BatchRecords.MAPPER.readValue(
                        "{\"computeEnvironmentOrder\":[" + String.join(",", order) + "]}", Queue.class));
    }

    /** Name and cluster of where a job of that queue ran. */
    private String place(String queue, String more) {
        Dimensions dimensions = BatchRig.dimensions();
        List<Record> rows = new ArrayList<>();
        BatchMembers members = new BatchMembers(
                DAY.date(), dimensions, dimensions.masker(Map.of(), DAY.date()), queues, environments, rows::add);
        Job job = BatchRecords.MAPPER.readValue(
                "{\"jobId\":\"a\",\"jobArn\":\"" + ARN + "job/a\",\"jobQueue\":\"" + ARN + "job-queue/" + queue
                        + "\",\"status\":\"RUNNABLE\",\"createdAt\":"
                        + DAY.from().toEpochMilli() + more + "}",
                Job.class);
        new BatchRows(DAY, PersonRules.standard(), members, rows::add).write(job, List.of());
        long key = rows.stream()
                .filter(FactBatchJobDay.class::isInstance)
                .map(FactBatchJobDay.class::cast)
                .findFirst()
                .orElseThrow()
                .computeSystemKey();
        return rows.stream()
                .filter(DimComputeSystem.class::isInstance)
                .map(DimComputeSystem.class::cast)
                .filter(system -> system.computeSystemKey() == key)
                .map(system -> system.computeSystemName() + " of " + system.clusterName())
                .findFirst()
                .orElseThrow();
    }

    /** Reports leave out the core time of jobs on clusters whose containers are known, by the cluster's name. */
    @Test
    void aJobThatIsAPodRanOnTheClusterOfItsQueue() {
        queue("pods", "research", "research");
        assertThat(place("pods", POD)).isEqualTo("111122223333/eu-west-1/research of research");
        assertThat(place("pods", ",\"nodeProperties\":{\"nodeRangeProperties\":[{\"targetNodes\":\"0:\"" + POD + "}]}"))
                .isEqualTo("111122223333/eu-west-1/research of research");
    }

    @Test
    void otherwiseAJobRanInItsAccount() {
        queue("instances", "");
        queue("two", "research", "trials");
        for (String queue : List.of("instances", "two", "gone")) {
            assertThat(place(queue, POD)).as(queue).isEqualTo("111122223333/eu-west-1 of 111122223333/eu-west-1");
        }
        queue("pods", "research");
        assertThat(place("pods", ",\"container\":{\"image\":\"r\"}"))
                .isEqualTo("111122223333/eu-west-1 of 111122223333/eu-west-1");
    }
}
