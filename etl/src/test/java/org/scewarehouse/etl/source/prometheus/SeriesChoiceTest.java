package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/** Series of one metric of one pod, of which the day lasts from 100 to 200. */
class SeriesChoiceTest {

    private final SeriesChoice choice = new SeriesChoice(List.of("replica"), 100, 200);

    /** A series with these labels and samples. */
    private static Series series(String labels, long... times) {
        List<String> all = new ArrayList<>();
        for (String label : labels.split(" ", -1)) {
            all.addAll(List.of(label.split("=", 2)));
        }
        Samples samples = new Samples(0, 1000);
        for (long time : times) {
            samples.add(time, 1);
        }
        return new Series(Labels.of(all), samples);
    }

    private List<String> once(Series... series) {
        return choice.once(List.of(series)).stream().map(SeriesChoiceTest::text).toList();
    }

    private static String text(Series series) {
        StringBuilder text = new StringBuilder(series.labels().toString());
        for (int i = 0; i < series.samples().size(); i++) {
            text.append(' ').append(series.samples().time(i));
        }
        return text.toString();
    }

    @Test
    void ofReplicasTheOneWithMoreSamplesInTheDayStands() {
        assertThat(once(series("id=x replica=a", 10, 20, 30, 110), series("id=x replica=b", 120, 130)))
                .containsExactly("{id=\"x\",replica=\"b\"} 120 130");
        assertThat(once(series("id=x replica=b", 110, 120), series("id=x replica=a", 130, 140)))
                .as("at a tie that of the smallest labels")
                .containsExactly("{id=\"x\",replica=\"a\"} 130 140");
        assertThat(choice.dropped()).as("replicas are no surprise").isZero();
    }

    @Test
    void ofTwoScrapesAtOneTimeTheOneWithMoreSamplesInTheDayStands() {
        assertThat(once(series("id=x job=a", 110, 150), series("id=x job=b", 111, 120, 150, 160)))
                .containsExactly("{id=\"x\",job=\"b\"} 111 120 150 160");
        assertThat(choice.dropped()).isEqualTo(1);
        assertThat(once(series("id=x job=a", 150, 160), series("id=x job=b", 110, 120, 150)))
                .as("they meet in one moment")
                .containsExactly("{id=\"x\",job=\"b\"} 110 120 150");
        assertThat(choice.dropped()).isEqualTo(2);
    }

    @Test
    void scrapesAfterEachOtherAreJoinedInOrderOfTime() {
        assertThat(once(
                        series("id=x instance=1", 150, 160, 170),
                        series("id=x instance=2", 110, 120),
                        series("id=x instance=3", 190)))
                .containsExactly("{id=\"x\",instance=\"1\"} 110 120 150 160 170 190");
        assertThat(choice.dropped()).isZero();
    }

    @Test
    void differentThingsStandBesideEachOther() {
        assertThat(once(
                        series("id=x cpu=0", 110),
                        series("id=x cpu=1", 110),
                        series("id=x device=a", 110),
                        series("id=x device=b", 110),
                        series("id=x interface=a", 110),
                        series("id=x interface=b", 110),
                        series("id=x", 110),
                        series("id=y", 110),
                        series("container=c id=y", 110)))
                .hasSize(9);
        assertThat(once(series("container=POD id=x", 110, 120), series("id=x", 110)))
                .as("both are the pod as a whole")
                .containsExactly("{container=\"POD\",id=\"x\"} 110 120");
    }

    /** The scrape in which one container has ended and the next has begun shows both. */
    @Test
    void withoutCgroupsTheNameInTheRuntimeTellsOneRunFromTheNext() {
        assertThat(once(series("name=first", 110, 120, 130), series("name=next", 130, 140)))
                .containsExactly("{name=\"first\"} 110 120 130", "{name=\"next\"} 130 140");
        assertThat(choice.dropped()).isZero();
        assertThat(once(series("name=first job=a", 110, 120), series("name=first job=b", 115)))
                .hasSize(1);
        assertThat(once(series("id=x name=first", 110, 120), series("id=x name=next", 120)))
                .as("a cgroup is told by itself")
                .hasSize(1);
    }
}
