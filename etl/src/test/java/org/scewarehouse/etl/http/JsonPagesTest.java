package org.scewarehouse.etl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.json.FieldPicker;

class JsonPagesTest {

    private final Map<String, HttpAnswer> answers = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private final Retry once = new Retry(
            new Retry.Policy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO), () -> Instant.EPOCH, time -> {}, () -> 0);

    private JsonPages pages() {
        return new JsonPages(
                path -> {
                    asked.add(path);
                    HttpAnswer answer = answers.get(path);
                    if (answer == null) {
                        throw new SourceUnavailable("nothing at " + path);
                    }
                    return answer;
                },
                once);
    }

    private void answer(String path, int status, String body, String... link) {
        answers.put(path, answerOf(path, status, body, link));
    }

    private static HttpAnswer answerOf(String path, int status, String body, String... link) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Link", List.of(link)), (name, value) -> true);
        InputStream text = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return new HttpAnswer(path, status, headers, text, Set.of());
    }

    @Test
    void anArrayIsReadRecordByRecord() {
        answer("/list", 200, "[{\"a\":1}, {\"a\":2}]");
        assertThat(pages().array("/list", record -> records.add(record.toString())))
                .isEqualTo(2);
        assertThat(records).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void whatIsNoArrayOfObjectsIsNotAsDocumented() {
        for (String body : List.of("{}", "[1]", "[{\"a\":1}] {}", "<html>")) {
            answer("/list", 200, body);
            assertThatThrownBy(() -> pages().array("/list", record -> {}))
                    .as(body)
                    .isInstanceOf(SourceChanged.class)
                    .hasMessageContaining("/list");
        }
    }

    @Test
    void anAnswerThatEndsEarlyIsAskedForAgain() {
        for (String body : List.of("", "[", "[{\"a\":1}", "[{\"a\":1},", "[{\"a\":\"b", "[{\"a\":[1,", "[{\"a\":1,")) {
            answer("/list", 200, body);
            assertThatThrownBy(() -> pages().array("/list", record -> {}))
                    .as(body)
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("/list: expected the whole answer");
            for (String page : List.of(body, body.isEmpty() ? "" : "{\"results\":" + body)) {
                List<String> cutThenWhole = new ArrayList<>(List.of(page, "{\"results\":[{\"a\":1}],\"paging\":{}}"));
                assertThat(twice(cutThenWhole).keyset("/k", record -> {}))
                        .as(page)
                        .isEqualTo(1);
                assertThat(cutThenWhole).isEmpty();
            }
            assertThat(twice(new ArrayList<>(List.of(body, "[{\"a\":1}]")))
                            .links("/k", () -> false, FieldPicker.of("a"), record -> {}))
                    .as(body)
                    .isEqualTo(1);
        }
    }

    private static JsonPages twice(List<String> bodies) {
        Retry retry = new Retry(
                new Retry.Policy(2, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                () -> Instant.EPOCH,
                time -> {},
                () -> 0);
        return new JsonPages(path -> answerOf(path, 200, bodies.remove(0)), retry);
    }

    @Test
    void anAnswerWithoutContentIsAnEmptyList() {
        answer("/list", 204, "");
        answer("/pages?page_number=1&page_size=2", 204, "");
        answer("/keys", 204, "");
        assertThat(pages().array("/list", record -> {})).isZero();
        assertThat(pages().offset("/pages", 2, record -> {}).records()).isZero();
        assertThat(pages().keyset("/keys", record -> {})).isZero();
    }

    @Test
    void numberedPagesEndAtTheTotalEvenIfAPageIsShort() {
        answer("/p?page_number=1&page_size=2", 200, "{\"results\":[{\"a\":1}],\"current_page\":1,\"total\":2}");
        answer("/p?page_number=2&page_size=2", 200, "{\"results\":[{\"a\":2}],\"current_page\":2,\"total\":2}");
        JsonPages.Listed listed = pages().offset("/p", 2, record -> records.add(record.toString()));
        assertThat(records).hasSize(2);
        assertThat(listed.hasChanged()).isFalse();
    }

    @Test
    void aTotalThatChangesIsSaid() {
        answer("/p?page_number=1&page_size=1", 200, "{\"results\":[{\"a\":1}],\"current_page\":1,\"total\":3}");
        answer("/p?page_number=2&page_size=1", 200, "{\"results\":[],\"current_page\":2,\"total\":1}");
        assertThat(pages().offset("/p", 1, record -> {}).hasChanged()).isTrue();
    }

    @Test
    void aListThatGrowsWhileItIsReadIsReadToItsEnd() {
        answer("/p?a=b&page_number=1&page_size=1", 200, "{\"results\":[{\"a\":1}],\"current_page\":1,\"total\":2}");
        answer("/p?a=b&page_number=2&page_size=1", 200, "{\"results\":[{\"a\":2}],\"current_page\":2,\"total\":3}");
        answer("/p?a=b&page_number=3&page_size=1", 200, "{\"results\":[{\"a\":3}],\"current_page\":3,\"total\":2}");
        JsonPages.Listed listed = pages().offset("/p?a=b", 1, record -> records.add(record.toString()));
        assertThat(records).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
        assertThat(listed).isEqualTo(new JsonPages.Listed(3, true));
    }

    @Test
    void anEmptyPageIsTheLastThoughTheTotalSaysThereAreMore() {
        answer("/p?page_number=1&page_size=1", 200, "{\"results\":[{\"a\":1}],\"current_page\":1,\"total\":3}");
        answer("/p?page_number=2&page_size=1", 200, "{\"results\":[],\"current_page\":1,\"total\":3}");
        assertThat(pages().offset("/p", 1, record -> {}).records()).isEqualTo(1);
    }

    @Test
    void aPageThatIsCutIsAskedForAgainAndOthersAreNot() {
        List<String> bodies = new ArrayList<>(List.of(
                "{\"results\":[{\"a\":1}],\"current_page\":1,\"total\":2}",
                "{\"results\":[{\"a\":",
                "{\"results\":[{\"a\":2}],\"current_page\":2,\"total\":2}"));
        twice(bodies).offset("/p", 1, record -> records.add(record.toString()));
        assertThat(records).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void theNextPageIsFoundInWhicheverOfTheLinkHeadersItIs() {
        answer("/l", 200, "[{}]", "<http://h/l?page=1>; rel=\"first\"", "<http://h/l?page=2>; rel=\"next\"");
        answer("/l?page=2", 200, "[{}]", "<http://h/l?page=1>; rel=\"prev\"");
        assertThat(pages().links("/l", record -> {})).isEqualTo(2);
    }

    @Test
    void aCursorIsGivenBackAsItCame() {
        answer("/k", 200, cursor("http://h/k?next=a%2Bb%26c"));
        answer("/k?next=a%2Bb%26c", 200, "{\"results\":[{}],\"paging\":{\"next\":\"\"}}");
        assertThat(pages().keyset("/k", record -> {})).isEqualTo(2);
    }

    @Test
    void aPageThatComesAgainIsNotAsDocumented() {
        answer("/p?page_number=1&page_size=1", 200, "{\"results\":[{\"a\":1}],\"current_page\":1,\"total\":3}");
        answer("/p?page_number=2&page_size=1", 200, "{\"results\":[{\"a\":1}],\"current_page\":1,\"total\":3}");
        assertThatThrownBy(() -> pages().offset("/p", 1, record -> {}))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("expected page 2, got page 1 again");
    }

    @Test
    void theNextPageIsAskedOfTheConfiguredHost() {
        answer("/k?limit=1", 200, cursor("http://connect.internal:3939/__api__/v1/k?next=7&limit=1"));
        answer("/k?next=7&limit=1", 200, "{\"results\":[],\"paging\":{\"next\":null,\"previous\":\"x\"}}");
        assertThat(pages().keyset("/k?limit=1", record -> {})).isEqualTo(1);
        assertThat(asked).containsExactly("/k?limit=1", "/k?next=7&limit=1");
    }

    private static String cursor(String next) {
        return "{\"results\":[{\"a\":1}],\"paging\":{\"next\":\"" + next + "\"}}";
    }

    @Test
    void aCursorThatLoopsIsNotAsDocumented() {
        answer("/k", 200, cursor("http://h/k?next=7"));
        answer("/k?next=7", 200, cursor("http://h/k?next=7"));
        assertThatThrownBy(() -> pages().keyset("/k", record -> {}))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("the same cursor twice");
    }

    @Test
    void aNextAddressThatIsNoneIsNotAsDocumented() {
        answer("/k", 200, cursor("http://h/k"));
        assertThatThrownBy(() -> pages().keyset("/k", record -> {})).isInstanceOf(SourceChanged.class);
        answer("/k", 200, cursor("http://a b?next=1"));
        assertThatThrownBy(() -> pages().keyset("/k", record -> {})).isInstanceOf(SourceChanged.class);
    }

    @Test
    void enoughIsEnough() {
        answer("/k", 200, cursor("http://h/k?next=7"));
        assertThat(pages().keyset("/k", () -> true, record -> {})).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            answer("/l", 200, "[{\"a\":1}]", "<http://h/l?page=2>; rel=\"next\"");
            assertThat(
                            i == 0
                                    ? pages().links("/l", () -> true, record -> {})
                                    : pages().links("/l", () -> true, FieldPicker.of("a"), record -> {}))
                    .isEqualTo(1);
        }
        assertThat(asked).containsExactly("/k", "/l", "/l");
    }

    /** Else a server that answers otherwise would have no accounts, and no groups. */
    @Test
    void aPageWithoutAListIsNotAsDocumented() {
        for (String body : List.of("{\"total\":0}", "{\"results\":{},\"total\":0}", "{\"results\":null,\"total\":0}")) {
            answer("/k", 200, body);
            answer("/p?page_number=1&page_size=1", 200, body);
            assertThatThrownBy(() -> pages().keyset("/k", record -> {}))
                    .as(body)
                    .isInstanceOf(SourceChanged.class)
                    .hasMessageContaining("expected an array 'results'");
            assertThatThrownBy(() -> pages().offset("/p", 1, record -> {}))
                    .as(body)
                    .isInstanceOf(SourceChanged.class)
                    .hasMessageContaining("expected an array 'results'");
        }
    }

    @Test
    void linksInTheHeaderAreFollowed() {
        answer(
                "/l?per_page=1",
                200,
                "[{\"a\":1}]",
                "<http://h/l?page=2>; rel=\"next\", <http://h/l?page=1>; rel=\"first\"");
        answer("/l?page=2", 200, "[{\"a\":2}]", "<http://h/l?page=1>; rel=\"prev\"");
        assertThat(pages().links("/l?per_page=1", record -> records.add(record.toString())))
                .isEqualTo(2);
        assertThat(records).containsExactly("{\"a\":1}", "{\"a\":2}");
    }
}
