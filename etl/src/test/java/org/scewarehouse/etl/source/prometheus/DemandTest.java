package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.etl.star.UserGroups;
import org.scewarehouse.model.fact.FactDemand5min;
import org.scewarehouse.model.fact.FactRightsizingDay;

/** What containers ask for in a quarter of an hour that begins one minute after a full five minutes. */
class DemandTest {

    private static final LocalDate DAY = LocalDate.of(1970, 1, 1);
    private static final long MINUTE = 60_000;
    private static final Grid GRID = new Grid(MINUTE, 16 * MINUTE, Grid.FIVE_MINUTES);

    private final Dimensions dimensions = new Dimensions(
            "",
            new byte[32],
            Reference.parse(Map.of("user_groups.csv", bytes("login,group,valid_from,valid_to\nanna,a,,\nbo,a,,\n"))));
    private final Demand demand = new Demand(GRID, new UserGroups(dimensions, DAY));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long user(String login) {
        return dimensions.identities().person(login, DAY).userId();
    }

    /** Runs from one minute to another at so many cores and bytes; null = nobody knows. */
    private static ContainerUse use(long from, long to, @Nullable Double cores, @Nullable Double bytes) {
        Intervals.Builder running = new Intervals.Builder();
        running.add(from * MINUTE, to * MINUTE);
        return new ContainerUse(
                "c",
                false,
                running.build(),
                amounts(from, to, cores),
                amounts(from, to, bytes),
                new ContainerUse.Hours(GRID),
                0,
                0,
                0,
                null);
    }

    private static Segments amounts(long from, long to, @Nullable Double rate) {
        Segments amounts = new Segments();
        if (rate != null) {
            amounts.add(from * MINUTE, to * MINUTE, rate * (to - from) * 60, true);
        }
        return amounts;
    }

    private static String text(FactDemand5min row) {
        return row.intervalStartAt().getEpochSecond() / 60 + ": " + row.runningContainerCount() + " for "
                + row.runningSeconds() + " s, " + row.observedContainerCount() + " at " + row.cpuCoreSeconds() + ", "
                + row.memoryByteSeconds();
    }

    @Test
    void containersAddUpByFiveMinutesAndGroup() {
        demand.add(7, "k", "n", user("anna"), use(2, 11, 2.0, 100.0));
        demand.add(7, "k", "n", user("bo"), use(1, 16, 1.0, null));
        demand.add(7, "k", "n", user("eve"), use(5, 10, null, 10.0));
        Map<String, List<String>> rows = new TreeMap<>();
        demand.write(DAY, row -> {
            FactDemand5min five = (FactDemand5min) row;
            assertThat(five.computeSystemKey()).isEqualTo(7);
            rows.computeIfAbsent(five.userGroup(), group -> new ArrayList<>()).add(text(five));
        });
        assertThat(rows)
                .isEqualTo(Map.of(
                        "a",
                        List.of(
                                "0: 2 for 420.0 s, 2 at 600.0, 18000.0",
                                "5: 2 for 600.0 s, 2 at 900.0, 30000.0",
                                "10: 2 for 360.0 s, 2 at 420.0, 6000.0",
                                "15: 1 for 60.0 s, 1 at 60.0, null"),
                        "all",
                        List.of(
                                "0: 2 for 420.0 s, 2 at 600.0, 18000.0",
                                "5: 3 for 900.0 s, 2 at 900.0, 33000.0",
                                "10: 2 for 360.0 s, 2 at 420.0, 6000.0",
                                "15: 1 for 60.0 s, 1 at 60.0, null")));
    }

    @Test
    void nodesAreFilledWithTheMeanOfTheCell() {
        // All four minutes of the first cell and one of the last at 8 of 16 cores and 20 bytes.
        demand.add(7, "k", "n1", user("eve"), use(1, 5, 8.0, 20.0));
        demand.add(7, "k", "n1", user("eve"), use(15, 16, 8.0, 20.0));
        demand.add(7, "k", "n2", user("eve"), use(7, 8, 5.0, 100.0));
        demand.add(7, "k", null, user("eve"), use(1, 5, 16.0, null)); // not drawn, as its memory is unknown
        demand.add(9, "large", "n3", user("eve"), use(1, 5, 8.0, 20.0));
        demand.add(8, "other", null, user("eve"), use(7, 8, 5.0, 100.0));
        Map<String, Map<String, Double>> asked = new TreeMap<>();
        List<String> rows = new ArrayList<>();
        demand.writeRightsizing(
                DAY,
                (cluster, seconds) -> {
                    asked.put(cluster, seconds);
                    return switch (cluster) {
                        case "k" -> new NodeDraws.Node(16, 19.0);
                        case "large" -> new NodeDraws.Node(16, 21.0);
                        default -> null;
                    };
                },
                row -> {
                    FactRightsizingDay filled = (FactRightsizingDay) row;
                    if (filled.reservationCores() == 16) {
                        rows.add(filled.computeSystemKey() + ": step " + filled.demandStep() + ", " + filled.drawCount()
                                + " draws, " + filled.memoryExceededDrawCount() + " exceed");
                    }
                });
        assertThat(asked)
                .isEqualTo(
                        Map.of("k", Map.of("n1", 300.0, "n2", 60.0), "large", Map.of("n3", 240.0), "other", Map.of()));
        assertThat(rows)
                .as("1 of 5 minutes at 5 cores is 1 core and 20 bytes")
                .containsExactly(
                        "7: step 3, 1000 draws, 1000 exceed",
                        "7: step 25, 2000 draws, 2000 exceed",
                        "9: step 25, 1000 draws, 0 exceed");
    }

    @Test
    void whatUsedOnlyWhileItDidNotRunIsNotDrawn() {
        ContainerUse stopped = new ContainerUse(
                "c",
                false,
                use(6, 7, null, null).running(),
                amounts(11, 12, 8.0),
                new Segments(),
                new ContainerUse.Hours(GRID),
                0,
                0,
                0,
                null);
        demand.add(7, "k", null, user("eve"), stopped);
        List<Record> rows = new ArrayList<>();
        demand.write(DAY, rows::add);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(((FactDemand5min) row).intervalStartAt()).isEqualTo(Instant.ofEpochSecond(300));
            assertThat(((FactDemand5min) row).cpuCoreSeconds()).isNull();
        });
        rows.clear();
        demand.writeRightsizing(DAY, (cluster, seconds) -> new NodeDraws.Node(16, null), rows::add);
        assertThat(rows).isEmpty();
    }
}
