package org.scewarehouse.etl.source.prometheus.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void sorts_by_name_and_takes_an_empty_value_for_none() {
        Labels labels = Labels.of("pod", "b", "__name__", "up", "container", "", "job", "a");
        assertThat(labels)
                .hasToString("up{job=\"a\",pod=\"b\"}")
                .isEqualTo(Labels.of("job", "a", "pod", "b", "__name__", "up"));
        assertThat(labels.metric()).isEqualTo("up");
        assertThat(labels.value("container")).isNull();
    }

    @Test
    void survives_being_encoded() {
        Labels labels = Labels.of("pod", "a\"b\n\0é\ud83d\ude00", "x", "y".repeat(100_000));
        byte[] bytes = labels.encode();
        assertThat(Labels.decode(bytes, 0, bytes.length)).isEqualTo(labels).hasSameHashCodeAs(labels);
    }

    @Test
    void keeps_what_is_wanted() {
        Labels labels = Labels.of("pod", "p", "annotation_stdin", "secret");
        assertThat(labels.keeping(name -> !name.equals("annotation_stdin"))).isEqualTo(Labels.of("pod", "p"));
        assertThat(labels.keeping(name -> true)).isSameAs(labels);
    }
}
