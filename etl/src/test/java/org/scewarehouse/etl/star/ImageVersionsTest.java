package org.scewarehouse.etl.star;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.DataRejected;

/** Versions that a site's own names of images tell. */
class ImageVersionsTest {

    private static ImageVersions versions(String lines) {
        byte[] file = ("language,pattern,version\n" + lines).getBytes(StandardCharsets.UTF_8);
        return Reference.parse(Map.of("image_versions.csv", file)).imageVersions();
    }

    private static ImageReference image(String name) {
        return Objects.requireNonNull(ImageReference.parse(name));
    }

    @Test
    void theSitesRulesComeBeforeTheUsualOnesAndTheFirstDecides() {
        ImageVersions versions = versions("""
                R,science/analysis:2024-06,4.3.1
                R,science/analysis:.*_(?<version>4\\.\\d+\\.\\d+)_.*,
                python,.*/tools:.*,none
                python,.*/tools:py3.9,3.9
                R,odd:(?<version>.*),
                """);
        assertThat(versions.r(image("registry.example.org:5000/science/analysis:2024-06")))
                .isEqualTo("4.3.1");
        assertThat(versions.r(image("science/analysis:base_4.2.3_7"))).isEqualTo("4.2.3");
        assertThat(versions.python(image("science/analysis:base_4.2.3_7"))).isNull();
        assertThat(versions.python(image("science/tools:py3.9"))).isNull();
        assertThat(versions.r(image("odd:latest"))).isNull();
        assertThat(versions.r(image("rstudio/workbench-session:ubuntu2204-r4.5.2_4.4.3-py3.13.9")))
                .isEqualTo("4.5.2");
        assertThat(versions.python(image("rstudio/workbench-session:ubuntu2204-r4.5.2_4.4.3-py3.13.9")))
                .isEqualTo("3.13.9");
        assertThat(Reference.none().imageVersions().quarto(image("a/b:quarto-1.4.550")))
                .isEqualTo("1.4.550");
    }

    @Test
    void faultsNameFileAndLine() {
        assertThatThrownBy(() -> versions("Julia,a,1.9\nR,a:.*,\nR,(,1.2\nR,a,four\n"))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("image_versions.csv:2: column language: expected R, Python or Quarto")
                .hasMessageContaining("image_versions.csv:3: column pattern: expected a group (?<version>...)")
                .hasMessageContaining("image_versions.csv:4: column pattern: expected a regular expression")
                .hasMessageContaining("image_versions.csv:5: column version: expected a version such as 4.3.1");
    }
}
