package org.scewarehouse.etl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class PageRecordTest {

    private static final FieldPicker FIELDS = FieldPicker.of("id pipeline.id name isOpen pipeline.by.name");

    @Test
    void valuesAreInTheOrderOfTheNamesInWhicheverOrderTheyCome() {
        String page = "[ {\"pipeline\": {\"status\": \"ok\", \"id\": 7, \"by\": {\"name\": \"schedule\"}},"
                + " \"name\": \"\\u00e4\\n\", \"other\": {\"id\": 9, \"in\": [1, {\"id\": 3}]}, \"id\": 12,"
                + " \"isOpen\": true} ]";

        assertThat(values(page)).containsExactly(List.of("12", "7", "ä\n", "true", "schedule"));
    }

    @Test
    void whatIsNullOrAbsentOrOfAnotherShapeIsEmpty() {
        String page =
                "[{\"id\":null,\"pipeline\":null,\"name\":[\"a\"]},{\"id\":{\"id\":1},\"pipeline\":[{\"id\":1}]},{}]";

        assertThat(values(page)).containsOnly(List.of("", "", "", "", "")).hasSize(3);
    }

    @Test
    void aRecordThatIsWantedIsReadAsItCame() {
        String page = "[{\"id\":1,\"x\":\"é€😀\"}, {\"id\":2,\"x\":[{\"y\":1.50}]}\n,{\"id\":3}]";
        List<String> read = new ArrayList<>();

        for (PageRecord record : list(page)) {
            record.read(parser -> read.add(new JsonMapper().readTree(parser).toString()));
        }

        assertThat(read).containsExactly("{\"id\":1,\"x\":\"é€😀\"}", "{\"id\":2,\"x\":[{\"y\":1.5}]}", "{\"id\":3}");
    }

    @Test
    void aPageThatIsNoListOfRecordsIsRefused() {
        for (String page : List.of("", "{}", "[1]", "[{\"id\":1}", "[{\"id\":1}] 2", "[{\"id\":1},[]]", "<html>")) {
            assertThatThrownBy(() -> list(page)).as(page).isInstanceOf(JacksonException.class);
        }
    }

    private static List<PageRecord> list(String page) {
        return PageRecord.list(page.getBytes(StandardCharsets.UTF_8), FIELDS);
    }

    private static List<List<String>> values(String page) {
        return list(page).stream()
                .map(record -> List.of(record.text(0), record.text(1), record.text(2), record.text(3), record.text(4)))
                .toList();
    }
}
