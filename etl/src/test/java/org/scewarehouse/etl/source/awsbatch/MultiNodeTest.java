package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.fact.FactBatchJob;
import org.scewarehouse.model.fact.FactBatchJobDay;

/** Jobs of two nodes of four cores each, on 1970-01-02; times are hours of that day. */
class MultiNodeTest {

    private static final Day DAY = new Day(LocalDate.EPOCH.plusDays(1), ZoneOffset.UTC);
    private static final String FOUR =
            ",\"container\":{\"resourceRequirements\":[{\"type\":\"VCPU\",\"value\":\"4\"}]}";
    private static final String RANGES =
            ",\"nodeProperties\":{\"numNodes\":2,\"nodeRangeProperties\":[{\"targetNodes\":\"0:1\"" + FOUR + "}]}";

    private static Job job(String id, String status, int start, int stop, String more) {
        String times = (start == 0 ? "" : ",\"startedAt\":" + millis(start))
                + (stop == 0 ? "" : ",\"stoppedAt\":" + millis(stop));
        return BatchRecords.MAPPER.readValue(
                "{\"jobId\":\"" + id + "\",\"status\":\"" + status + "\",\"createdAt\":" + millis(1) + times + more
                        + "}",
                Job.class);
    }

    private static long millis(int hour) {
        return DAY.from().toEpochMilli() + hour * 3_600_000L;
    }

    /** Rows of a job and its nodes as texts: cores, core hours and node hours. */
    private static List<String> rows(Job job, Job... nodes) {
        Dimensions dimensions = BatchRig.dimensions();
        List<Record> rows = new ArrayList<>();
        BatchMembers members = new BatchMembers(
                DAY.date(), dimensions, dimensions.masker(Map.of(), DAY.date()), Map.of(), Map.of(), rows::add);
        new BatchRows(DAY, PersonRules.standard(), members, rows::add).write(job, Arrays.asList(nodes));
        List<String> texts = new ArrayList<>();
        for (Record row : rows) {
            if (row instanceof FactBatchJobDay day) {
                texts.add("day " + text(day.coreCount(), day.cpuAllocatedCoreSeconds(), day.nodeSeconds()));
            } else if (row instanceof FactBatchJob ended) {
                texts.add("job " + text(ended.coreCount(), ended.cpuAllocatedCoreSeconds(), ended.nodeSeconds()));
            }
        }
        return texts;
    }

    private static String text(@Nullable Double cores, @Nullable Double coreSeconds, @Nullable Double nodeSeconds) {
        return cores + " cores, " + hours(coreSeconds) + " core hours, " + hours(nodeSeconds) + " node hours";
    }

    private static @Nullable Double hours(@Nullable Double seconds) {
        return seconds == null ? null : (Double) (seconds / 3600);
    }

    /** The main node's end is the job's and the others are stopped after it; days add up to their job. */
    @Test
    void aNodeThatIsStoppedAfterItsJobEndsWithIt() {
        Job main = job("a#0", "SUCCEEDED", 2, 5, FOUR);
        Job other = job("a#1", "SUCCEEDED", 3, 6, FOUR);
        assertThat(rows(job("a", "SUCCEEDED", 2, 5, RANGES), main, other))
                .containsExactly(
                        "day 8.0 cores, 20.0 core hours, 5.0 node hours",
                        "job 8.0 cores, 20.0 core hours, 5.0 node hours");
    }

    @Test
    void aNodeThatRepeatsTheShapesOfAllIsOneOfThem() {
        Job main = job("a#0", "SUCCEEDED", 2, 5, FOUR + RANGES);
        Job other = job("a#1", "SUCCEEDED", 3, 4, FOUR + RANGES);
        assertThat(rows(job("a", "SUCCEEDED", 2, 5, RANGES), main, other))
                .containsExactly(
                        "day 8.0 cores, 16.0 core hours, 4.0 node hours",
                        "job 8.0 cores, 16.0 core hours, 4.0 node hours");
    }

    @Test
    void aNodeThatHasNotStartedIsGivenCoresAndNoTime() {
        Job main = job("a#0", "RUNNING", 22, 0, FOUR);
        Job other = job("a#1", "STARTING", 0, 0, FOUR);
        assertThat(rows(job("a", "RUNNING", 22, 0, RANGES), main, other))
                .containsExactly("day 8.0 cores, 8.0 core hours, 2.0 node hours");
        assertThat(rows(
                        job("a", "RUNNABLE", 0, 0, RANGES),
                        job("a#0", "RUNNABLE", 0, 0, FOUR),
                        job("a#1", "RUNNABLE", 0, 0, FOUR)))
                .containsExactly("day 8.0 cores, 0.0 core hours, 0.0 node hours");
    }

    @Test
    void nodesOfWhichNoneIsKnownToHaveStartedStartWithTheirJob() {
        assertThat(rows(
                        job("a", "RUNNING", 22, 0, RANGES),
                        job("a#0", "STARTING", 0, 0, FOUR),
                        job("a#1", "STARTING", 0, 0, FOUR)))
                .containsExactly("day 8.0 cores, 16.0 core hours, 4.0 node hours");
    }
}
