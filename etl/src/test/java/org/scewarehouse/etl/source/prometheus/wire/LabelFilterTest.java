package org.scewarehouse.etl.source.prometheus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceChanged;

/** Which labels of an answer are left out, and that nothing else is. */
class LabelFilterTest {

    private final LabelFilter filter = new LabelFilter(name -> !name.startsWith("secret") && !name.equals("metric"));

    private String json(String answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        filter.json(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String answer(String... series) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + String.join(",", series)
                + "]}}";
    }

    private static String series(String labels, String values) {
        return "{\"metric\":{" + labels + "},\"values\":[" + values + "]}";
    }

    @Test
    void leavesOutLabelsOfEverySeriesAndCountsThem() throws IOException {
        String values = "[1767225600.123,\"0.10\"],[1.5,\"+Inf\"]";
        assertThat(json(answer(
                        series("\"secret\":\"x\",\"pod\":\"a\"", values),
                        series("\"pod\":\"b\",\"secret_too\":\"y\",\"secret\":\"z\"", values),
                        series("", ""))))
                .isEqualTo(answer(series("\"pod\":\"a\"", values), series("\"pod\":\"b\"", values), series("", "")));
        assertThat(filter.dropped()).isEqualTo(Map.of("secret", 2L, "secret_too", 1L));
    }

    @Test
    void leavesOutLabelsWhateverTheirValueAndNoFieldThatIsNone() throws IOException {
        String more = "{\"metrics\":{\"secret\":1},\"metric\":{\"pod\":\"a\"},\"secret\":{\"secret\":2}}";
        String outside = ",\"secret\":{\"metric\":{\"secret\":3}}}";
        String odd = answer(more.replace("\"pod\"", "\"secret\":[{\"a\":[1]}],\"metric\":{\"secret\":{}},\"pod\""));
        assertThat(json(odd.substring(0, odd.length() - 1) + outside))
                .isEqualTo(answer(more).substring(0, answer(more).length() - 1) + outside);
        assertThat(filter.dropped()).isEqualTo(Map.of("secret", 1L, "metric", 1L));
    }

    @Test
    void writesUnicodeWhateverALabelHolds() throws IOException {
        assertThat(json(answer(series("\"pod\":\"a\\ud800b\\ud83d\\ude00\\u0000\"", ""))))
                .isEqualTo(answer(series("\"pod\":\"a\ufffdb\ud83d\ude00\\u0000\"", "")));
    }

    @Test
    void keepsEverythingElseOfAMessage() {
        ProtoWriter label = new ProtoWriter();
        label.bytes(1, "secret".getBytes(StandardCharsets.UTF_8), 0, 6);
        byte[] more = {42};
        byte[] message = new ProtoWriter()
                .message(
                        1,
                        new ProtoWriter()
                                .message(1, new ProtoWriter().message(1, label).bytes(2, more, 0, 1)))
                .bytes(3, more, 0, 1)
                .toBytes();
        byte[] expected = new ProtoWriter()
                .message(1, new ProtoWriter().message(1, new ProtoWriter().bytes(2, more, 0, 1)))
                .bytes(3, more, 0, 1)
                .toBytes();
        assertThat(filter.samples(message)).isEqualTo(expected);
        assertThat(filter.dropped()).isEqualTo(Map.of("secret", 1L));
    }

    @Test
    void whatIsNoJsonIsTheServersFaultAndAFullDiskIsNot() {
        assertThatThrownBy(() -> json(answer(series("", "")) + "<html>"))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("expected JSON");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        byte[] answer = answer(series("", "")).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> filter.json(new ByteArrayInputStream(answer), full))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
    }
}
