package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChronicleRecordsTest {

    @Test
    void anItemIsWhatConnectItselfWouldTellOfIt() {
        ChronicleRecords.Content told = new ChronicleRecords.Content(
                "id",
                "name",
                "title",
                "mode",
                "type",
                "category",
                "bundle",
                "created",
                "deployed",
                "r",
                "py",
                "quarto",
                "acl",
                true,
                0.5,
                "owner");
        assertThat(told.item())
                .isEqualTo(new ConnectRecords.Content(
                        "id",
                        "name",
                        "title",
                        "mode",
                        "category",
                        "bundle",
                        "created",
                        "deployed",
                        "r",
                        "py",
                        "quarto",
                        "acl",
                        true,
                        0.5,
                        "owner",
                        null));
    }
}
