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
}
