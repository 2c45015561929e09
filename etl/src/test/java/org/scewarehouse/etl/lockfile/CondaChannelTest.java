package org.scewarehouse.etl.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels of conda that are given as addresses, which can hold credentials. */
class CondaChannelTest {

    private static List<Dependency> from(String channel) {
        String text = "dependencies:\n  - " + channel + "::ours=2.0\n";
        LockFiles.Reading reading =
                LockFiles.read(LockFileKind.CONDA_ENVIRONMENT, text.getBytes(StandardCharsets.UTF_8), 1_000_000);
        assertThat(reading.fault()).isNull();
        return reading.dependencies();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "conda-forge, conda-forge",
                "conda-forge/label/dev, conda-forge/label/dev",
                "https://conda.example/channel, channel",
                "https://robot:geheim@conda.example/a/channel//, channel",
                "https://conda.example/t/geheim/channel, channel",
                "https://conda.example/channel?token=geheim, channel",
                "https://conda.example/channel#geheim/x, channel",
                "https://conda.example/t/geheim, null",
                "https://conda.example/conda/t//geheim/, null",
                "https://robot:geheim@conda.example, null",
                "https://robot:ge/heim@conda.example/, null"
            })
    void onlyTheNameIsKept(String channel, String name) {
        assertThat(from(channel)).extracting(Dependency::origin).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"robot:geheim@conda.example/channel", "//robot:geheim@conda.example/channel"})
    void whatIsNoAddressIsNotRead(String channel) {
        assertThat(from(channel)).isEmpty();
    }
}
