package org.scewarehouse.etl.source.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.json.FieldPicker;
import org.scewarehouse.etl.json.PageRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FieldListTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aRecordReadAsATreeAndOneCopiedGiveTheSameLine() {
        FieldList kept = FieldList.of("id at topics user.id identities.uid share big none stats.lines");
        String record = "{\"id\":12,\"secret\":\"x\",\"at\":\"2026-01-01T00:00:00Z\",\"topics\":[\"a\",\"\\u00e4\"],"
                + "\"user\":{\"name\":\"Some Body\",\"id\":3},\"identities\":[{\"uid\":\"u\",\"mail\":\"m\"},{}],"
                + "\"share\":12.50,\"big\":123456789012345678901234567890,\"none\":null,\"stats\":null}";

        String tree = JSON.writeValueAsString(kept.keep((ObjectNode) JSON.readTree(record)));
        byte[] page = ("[" + record + "]").getBytes(StandardCharsets.UTF_8);
        byte[] copy = kept.line(PageRecord.list(page, FieldPicker.of("id")).get(0));

        assertThat(new String(copy, StandardCharsets.UTF_8)).isEqualTo(tree).doesNotContain("Some Body", "secret");
    }
}
