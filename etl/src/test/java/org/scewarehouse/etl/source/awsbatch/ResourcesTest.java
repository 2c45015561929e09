package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs of every shape are given. */
class ResourcesTest {

    private static final long MIB = 1 << 20;

    private static Resources of(String fields) {
        return Resources.of(job(fields));
    }

    private static Job job(String fields) {
        return BatchRecords.MAPPER.readValue("{" + fields + "}", Job.class);
    }

    private static String container(String vcpus, String memory) {
        return "{\"image\":\"r\",\"vcpus\":1,\"memory\":2,\"resourceRequirements\":[{\"type\":\"VCPU\",\"value\":\""
                + vcpus + "\"},{\"type\":\"MEMORY\",\"value\":\"" + memory + "\"}]}";
    }

    @Test
    void requirementsComeBeforeTheOlderFields() {
        assertThat(of("\"container\":" + container("0.25", "512"))).isEqualTo(new Resources(0.25, 0.0, 512.0 * MIB));
        assertThat(of("\"container\":{\"vcpus\":4,\"memory\":1024}")).isEqualTo(new Resources(4.0, 0.0, 1024.0 * MIB));
        assertThat(of("\"container\":{\"vcpus\":0,\"memory\":0}")).isEqualTo(Resources.UNKNOWN);
    }

    @Test
    void containersOfATaskAreAddedUp() {
        assertThat(of("\"ecsProperties\":{\"taskProperties\":[{\"containers\":[" + container("1", "100") + ","
                        + container("0.5", "28") + "]}]}"))
                .isEqualTo(new Resources(1.5, 0.0, 128.0 * MIB));
    }

    @Test
    void containersOfAPodAreAddedUpByTheirRequests() {
        assertThat(of("\"eksProperties\":{\"podProperties\":{\"containers\":["
                        + "{\"resources\":{\"requests\":{\"cpu\":\"500m\",\"memory\":\"1Gi\"},"
                        + "\"limits\":{\"cpu\":\"2\"}}},"
                        + "{\"resources\":{\"limits\":{\"cpu\":\"1\",\"nvidia.com/gpu\":\"2\"}}}]}}"))
                .isEqualTo(new Resources(1.5, 2.0, 1024.0 * MIB));
    }

    @Test
    void nodesAreMultipliedByTheirRanges() {
        assertThat(of("\"nodeProperties\":{\"numNodes\":5,\"nodeRangeProperties\":"
                        + "[{\"targetNodes\":\"0\",\"container\":"
                        + container("2", "10") + "},{\"targetNodes\":\"1:\",\"container\":"
                        + container("8", "20")
                        + "}]}"))
                .isEqualTo(new Resources(34.0, 0.0, 90.0 * MIB));
    }

    /** AWS: of 0:10 and 4:5, what 4:5 says overrides what 0:10 says. */
    @Test
    void aRangeWithinARangeOverridesIt() {
        String outer = "{\"targetNodes\":\"0:10\",\"container\":" + container("2", "10") + "}";
        String inner = "{\"targetNodes\":\"4:5\",\"container\":" + container("8", "20") + "}";
        String nodes = "\"nodeProperties\":{\"numNodes\":11,\"nodeRangeProperties\":[";
        assertThat(of(nodes + outer + "," + inner + "]}")).isEqualTo(new Resources(34.0, 0.0, 130.0 * MIB));
        assertThat(of(nodes + inner + "," + outer + "]}")).isEqualTo(new Resources(34.0, 0.0, 130.0 * MIB));
    }

    @Test
    void imagesAreThoseOfWhateverTheJobAndItsNodesRunOn() {
        String container = "\"container\":{\"image\":\"tool:1\"}";
        String ecs = "\"ecsProperties\":{\"taskProperties\":[{\"containers\":[{\"image\":\"tool:1\"}]}]}";
        String eks = "\"eksProperties\":{\"podProperties\":{\"containers\":[{\"image\":\"tool:1\"}]}}";
        for (String each : List.of(container, ecs, eks)) {
            assertThat(job(each).images()).containsExactly("tool:1");
            assertThat(job("\"nodeProperties\":{\"nodeRangeProperties\":[{" + each + "}]}")
                            .images())
                    .containsExactly("tool:1");
        }
    }

    @Test
    void whatHasNoContainerIsUnknown() {
        assertThat(of("\"jobId\":\"a\"")).isEqualTo(Resources.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"2,2", "0.25,0.25", "500m,0.5", "1e3,1000", "2048Mi,2147483648", "1Gi,1073741824", "2k,2000", "3G,3e9"})
    void quantitiesAreReadAsKubernetesWritesThem(String text, double value) {
        assertThat(Resources.quantity(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "1..2", "1 Gi", "2 cores"})
    void whatIsNoQuantityIsUnknown(String text) {
        assertThat(Resources.quantity(text)).isNull();
    }
}
