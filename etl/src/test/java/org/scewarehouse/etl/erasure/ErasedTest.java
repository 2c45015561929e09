package org.scewarehouse.etl.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.source.prometheus.wire.FrameReader;
import org.scewarehouse.etl.source.prometheus.wire.ProtoWriter;
import org.scewarehouse.etl.star.Pseudonyms;

/** What is taken for an erased person's, and what is not. */
class ErasedTest {

    private static final Pseudonyms SECRET = new Pseudonyms("a secret for tests only".getBytes(StandardCharsets.UTF_8));

    private static Erased erased() {
        return new Erased(SECRET, plan().hashed(SECRET, LocalDate.EPOCH));
    }

    private static ErasurePlan plan() {
        ErasurePlan.Builder names = new ErasurePlan.Builder();
        names.login("Anna.Smith");
        names.login("asm@example.org");
        names.employeeId("4711", "employee_id", "manager_employee_id");
        names.givenName("Anna");
        names.familyName("Smith");
        names.name("Anna M. Smith (Basel)");
        names.name("smithy");
        return names.build("erased1", List.of(1L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "session-7f-anna.smith | session-7f-erased1",
                "ANNA.SMITH | erased1",
                "jupyter-anna-2esmith | jupyter-erased1",
                "home/anna_smith/x | home/erased1/x",
                "mail to asm@example.org! | mail to erased1!",
                "Smith, Anna | erased1",
                "Anna Smith's app | erased1's app",
                "CN=Smith\\, Anna,OU=People | CN=erased1,OU=People",
                "CN=Smith\\2C Anna,OU=People | CN=erased1,OU=People",
                "cn=anna m. smith (basel),ou=people | cn=erased1,ou=people",
                "smithy | smithy",
                "susanna.smithson | susanna.smithson",
                "anna | anna",
                "4711 | 4711",
            })
    void wordsAreFoundBetweenEdges(String text, String after) {
        assertThat(erased().text(text)).isEqualTo(after);
    }

    private static String lines(String format, String text) throws IOException {
        return lines(format, text, Integer.MAX_VALUE);
    }

    private static String lines(String format, String text, int step) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        try (OutputStream lines = new ErasingLines(erased(), format, after)) {
            for (int at = 0; at < bytes.length; at += Math.min(step, bytes.length - at)) {
                lines.write(bytes, at, Math.min(step, bytes.length - at));
            }
        }
        return after.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"login\":\"anna.smith\",\"given\":\"Anna\",\"id\":\"4711\",\"n\":4711}"
                        + "|{\"login\":\"erased1\",\"given\":\"erased1\",\"id\":\"erased1\",\"n\":4711}",
                "{\"login\":\"other\",\"manager_employee_id\":\"4711\",\"given\":\"Anna\"}"
                        + "|{\"login\":\"other\",\"manager_employee_id\":\"erased1\",\"given\":\"Anna\"}",
                "{\"a\":[1.50,null,true,{\"b\":\"x\\u0061nna\"}], \"t\":\"\\u0061nna.smith\"}"
                        + "|{\"a\":[1.50,null,true,{\"b\":\"xanna\"}],\"t\":\"erased1\"}",
                "{\"employee_id\":\"4711\",\"given\":\"Anna\"}|{\"employee_id\":\"erased1\",\"given\":\"erased1\"}",
                "{ \"given\" : \"Anna\",  \"v\" : \"4711\" }|{ \"given\" : \"Anna\",  \"v\" : \"4711\" }",
            })
    void recordsOfJson(String line, String after) throws IOException {
        assertThat(lines("jsonl", line + "\n")).isEqualTo(after + "\n");
    }

    @Test
    void linesOfCsvAndLinesThatAreTooLongToBeRecords() throws IOException {
        assertThat(lines("csv", "login,group\nanna.smith,x\nbob,y")).isEqualTo("login,group\nerased1,x\nbob,y");
        String filler = "\"abcdefgh\",".repeat(300_000);
        assertThat(lines("jsonl", "[" + filler + "\"anna.smith\"," + filler + "\"end\"]\n{\"a\":\"Anna\"}\n"))
                .isEqualTo("[" + filler + "\"erased1\"," + filler + "\"end\"]\n{\"a\":\"Anna\"}\n");
    }

    @Test
    void namesInLongLinesAreFoundWhereverTheStreamIsCut() throws IOException {
        String filler = "abcdefgh".repeat(50_000);
        String record = "\"" + filler + "\",\"gr\u00FC\u00DFe an %s\",";
        String line = "[" + record.repeat(6) + "1]\n{\"id\":\"Anna\",\"login\":\"anna.smith\"}\n";
        String after = lines("jsonl", line.replace("%s", "anna.smith"), 4_099);
        assertThat(after.equals(line.replace("%s", "erased1").replaceAll("Anna|anna.smith", "erased1")))
                .isTrue();
    }

    /** Raw had the token already when these names were learnt; sources go on to tell what stood there before. */
    @Test
    void namesThatWereLearntWithATokenInThemAreFoundInWhatStoodThere() throws IOException {
        ErasurePlan.Builder learnt = new ErasurePlan.Builder();
        learnt.login("erased1.jones@new.example");
        learnt.employeeId("x-erased1", "employee_id", "manager_employee_id");
        learnt.familyName("erased1-jones");
        List<ErasedIdentifier> all = new ArrayList<>(plan().hashed(SECRET, LocalDate.EPOCH));
        all.addAll(learnt.build("erased1", List.of(1L)).hashed(SECRET, LocalDate.EPOCH));
        Erased erased = new Erased(SECRET, all);
        assertThat(erased.text("to Anna.Smith.Jones@new.example, anna.smith")).isEqualTo("to erased1, erased1");
        assertThat(erased.record(
                        List.of("employee_id", "email", "name", "other"),
                        List.of("x-anna.smith", "anna.smith.jones@new.example", "anna.smith-Jones", "Anna Lee")))
                .containsExactly("erased1", "erased1", "erased1", "Anna Lee");
    }

    private static ProtoWriter series(String pod) {
        return new ProtoWriter()
                .message(1, new ProtoWriter().text(1, "__name__").text(2, "up"))
                .message(1, new ProtoWriter().text(1, "pod").text(2, pod))
                .message(2, new ProtoWriter().number(1, 5).number(2, 7).text(4, "anna.smith in a chunk"));
    }

    private static byte[] written(byte[] bytes, int step) throws IOException {
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        try (OutputStream frames = new ErasingFrames(erased(), after)) {
            for (int i = 0; i < bytes.length; i += step) {
                frames.write(bytes, i, Math.min(step, bytes.length - i));
            }
        }
        return after.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void labelsOfStreamedFramesChangeAndNothingElse(int step) throws IOException {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (String pod : List.of("x", "session-anna.smith", "y".repeat(70_000))) {
            before.write(FrameReader.frame(
                    new ProtoWriter().message(1, series(pod)).number(2, 3).toBytes()));
            String after = pod.replace("anna.smith", "erased1");
            expected.write(FrameReader.frame(
                    new ProtoWriter().message(1, series(after)).number(2, 3).toBytes()));
        }
        byte[] after = written(before.toByteArray(), step);
        assertThat(after).isEqualTo(expected.toByteArray());
        FrameReader frames = new FrameReader(new ByteArrayInputStream(after));
        while (frames.next()) {
            // next() compares the checksum
        }
        assertThat(frames.frames()).isEqualTo(3);
    }

    @Test
    void labelsOfAMessageOfSamplesChangeAndNothingElse() throws IOException {
        assertThat(written(samples("pod-anna.smith"), 9)).isEqualTo(samples("pod-erased1"));
        assertThat(written(samples("pod"), 9)).isEqualTo(samples("pod"));
        assertThat(written(new byte[0], 9)).isEmpty();
    }

    private static byte[] samples(String pod) throws IOException {
        byte[] message = new ProtoWriter()
                .message(1, new ProtoWriter().message(1, series(pod)).message(1, series("other")))
                .toBytes();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new ProtoWriter().varint(message.length).toBytes());
        bytes.write(message);
        return bytes.toByteArray();
    }

    @Test
    void damagedFramesAreRefused() {
        byte[] frame =
                FrameReader.frame(new ProtoWriter().message(1, series("x")).toBytes());
        frame[frame.length - 1] ^= 1;
        assertThatThrownBy(() -> written(frame, 5))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("damaged");
    }
}
