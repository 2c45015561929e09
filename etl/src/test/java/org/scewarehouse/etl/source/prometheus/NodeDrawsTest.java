package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scewarehouse.model.fact.FactRightsizingDay;

class NodeDrawsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final int CELLS = 4;

    private static NodeDraws.Demander constant(double cores, double bytes) {
        float[] used = new float[CELLS];
        float[] kept = new float[CELLS];
        Arrays.fill(used, (float) cores);
        Arrays.fill(kept, (float) bytes);
        return new NodeDraws.Demander(used, kept);
    }

    private static List<FactRightsizingDay> draw(
            String group, double cores, @Nullable Double bytes, NodeDraws.Demander... containers) {
        return NodeDraws.rows(DAY, 1, group, List.of(containers), new NodeDraws.Node(cores, bytes), CELLS);
    }

    private static long count(List<FactRightsizingDay> rows, int reservation, int fromStep) {
        return rows.stream()
                .filter(row -> row.reservationCores() == reservation && row.demandStep() >= fromStep)
                .mapToLong(FactRightsizingDay::drawCount)
                .sum();
    }

    @Test
    void equalContainersFillANodeEqually() {
        List<FactRightsizingDay> rows = draw("all", 16, 33e9, constant(1, 2e9), constant(1, 2e9));
        assertThat(rows)
                .extracting(
                        FactRightsizingDay::reservationCores,
                        FactRightsizingDay::containersPerNode,
                        FactRightsizingDay::demandStep,
                        FactRightsizingDay::drawCount,
                        FactRightsizingDay::memoryExceededDrawCount)
                .as("1, 2, 4, 8 and 16 containers at one core: 6.25, 12.5, 25, 50 and 100 percent; 32 GB fit")
                .containsExactly(
                        tuple(1, 16, 50, 4000L, 0L),
                        tuple(2, 8, 25, 4000L, 0L),
                        tuple(4, 4, 12, 4000L, 0L),
                        tuple(8, 2, 6, 4000L, 0L),
                        tuple(16, 1, 3, 4000L, 0L));
        assertThat(draw("all", 16, 31e9, constant(1, 2e9)))
                .filteredOn(row -> row.reservationCores() == 1)
                .extracting(FactRightsizingDay::memoryExceededDrawCount)
                .containsExactly(4000L);
    }

    @Test
    void whatIsUnknownIsNotNothing() {
        assertThat(draw("all", 16, null, constant(1, 2e9)))
                .as("of a node whose memory nobody knows")
                .extracting(FactRightsizingDay::memoryExceededDrawCount)
                .containsOnlyNulls();
        assertThat(draw("all", 16, 31e9, constant(1, Double.NaN)))
                .as("of containers whose memory nobody knows")
                .extracting(FactRightsizingDay::memoryExceededDrawCount)
                .hasSize(5)
                .containsOnlyNulls();
        assertThat(draw("all", 16, 31e9, constant(1, 2e9), constant(Double.NaN, 2e9), constant(1, Double.NaN)))
                .as("drawn are those of which all is known")
                .isEqualTo(draw("all", 16, 31e9, constant(1, 2e9)));
    }

    @Test
    void unequalContainersFillANodeAsChanceHasIt() {
        List<FactRightsizingDay> rows = draw("all", 16, null, constant(0, 0), constant(2, 0));
        for (int reservation : NodeDraws.RESERVATIONS) {
            assertThat(count(rows, reservation, 0)).isEqualTo(4000);
        }
        assertThat(count(rows, 16, 6) / 4000.0).as("one of two").isCloseTo(0.5, within(0.03));
        assertThat(count(rows, 1, 50) / 4000.0)
                .as("at least 8 of 16 heads: 0.598")
                .isCloseTo(0.598, within(0.03));
    }

    @Test
    void drawsDependOnDayEnvironmentAndGroupAlone() {
        NodeDraws.Demander[] containers = {constant(0, 0), constant(2, 0)};
        assertThat(draw("all", 16, null, containers)).isEqualTo(draw("all", 16, null, containers));
        assertThat(histogram(draw("all", 16, null, containers)))
                .isNotEqualTo(histogram(draw("other", 16, null, containers)));
        List<NodeDraws.Demander> all = List.of(containers);
        NodeDraws.Node node = new NodeDraws.Node(16, null);
        assertThat(List.of(
                        histogram(NodeDraws.rows(DAY, 1, "all", all, node, CELLS)),
                        histogram(NodeDraws.rows(DAY, 2, "all", all, node, CELLS)),
                        histogram(NodeDraws.rows(DAY.plusDays(1), 1, "all", all, node, CELLS))))
                .doesNotHaveDuplicates();
    }

    private static Map<String, Long> histogram(List<FactRightsizingDay> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> row.reservationCores() + "/" + row.demandStep(), FactRightsizingDay::drawCount));
    }

    @Test
    void whatDoesNotFitOnANodeHasNoRows() {
        assertThat(draw("all", 7.9, null, constant(1, 0)))
                .extracting(FactRightsizingDay::reservationCores, FactRightsizingDay::containersPerNode)
                .containsExactly(tuple(1, 7), tuple(2, 3), tuple(4, 1));
        NodeDraws.Demander stopped = constant(Double.NaN, 0);
        assertThat(draw("all", 16, null, stopped)).isEmpty();
        assertThat(draw("all", 1000, null, constant(1, 0)))
                .filteredOn(row -> row.reservationCores() == 1)
                .extracting(FactRightsizingDay::containersPerNode)
                .containsExactly(110);
    }

    @Test
    void theFullestNodesAreTwiceFullAndMore() {
        assertThat(draw("all", 16, 32e9, constant(5, 2e9)))
                .extracting(
                        FactRightsizingDay::reservationCores,
                        FactRightsizingDay::demandStep,
                        FactRightsizingDay::memoryExceededDrawCount)
                .as("16, 8, 4, 2 and 1 containers at five cores: 500, 250, 125, 62.5 and 31.25 percent")
                .containsExactly(
                        tuple(1, 100, 0L), tuple(2, 100, 0L), tuple(4, 62, 0L), tuple(8, 31, 0L), tuple(16, 15, 0L));
    }

    /** One container of two takes 3 GB and the other none: 16 of them take over 24 GB where more than 8 are the one. */
    @Test
    void memoryIsDrawnContainerByContainer() {
        long exceeded = draw("all", 16, 24e9, constant(1, 3e9), constant(1, 0)).stream()
                .filter(row -> row.reservationCores() == 1)
                .mapToLong(row -> row.memoryExceededDrawCount() == null ? -1 : row.memoryExceededDrawCount())
                .sum();
        assertThat(exceeded / 4000.0).as("at least 9 of 16 heads: 0.402").isCloseTo(0.402, within(0.03));
    }

    @Test
    void memoryIsKnownOnlyOfWhatIsDrawn() {
        float[] cores = {Float.NaN, 1, 1, 1};
        NodeDraws.Demander never = new NodeDraws.Demander(cores, new float[] {2, Float.NaN, Float.NaN, Float.NaN});
        assertThat(draw("all", 16, 31e9, never))
                .as("known only while it did not run")
                .hasSize(5)
                .allSatisfy(row -> {
                    assertThat(row.drawCount()).isEqualTo(3000);
                    assertThat(row.memoryExceededDrawCount()).isNull();
                });
        NodeDraws.Demander late = new NodeDraws.Demander(cores, new float[] {Float.NaN, Float.NaN, Float.NaN, 2});
        assertThat(draw("all", 16, 31e9, late))
                .as("known in the last cell alone")
                .hasSize(5)
                .allSatisfy(row -> {
                    assertThat(row.drawCount()).isEqualTo(1000);
                    assertThat(row.memoryExceededDrawCount()).isZero();
                });
    }
}
