package org.scewarehouse.etl.star;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ghcr.io/rstudio/content-base:r4.4.0-py3.11.3-jammy, 4.4.0, 3.11.3, -",
                "rstudio/workbench-session:ubuntu2204-r4.5.2_4.4.3-py3.13.9_3.12.11, 4.5.2, 3.13.9, -",
                "posit/workbench-session:R4.5.2-python3.14.3-ubuntu-24.04, 4.5.2, 3.14.3, -",
                "host:5000/team/ide:R4.3.3-16apr2024, 4.3.3, -, -",
                "team/ide:r4.1.1-rstudio1.4-30aug20, 4.1.1, -, -",
                "rocker/r-ver:4.3.1, 4.3.1, -, -",
                "docker.io/rocker/rstudio:4.3, 4.3, -, -",
                "quay.io/jupyter/r-notebook:r-4.3.1, 4.3.1, -, -",
                "quay.io/jupyter/scipy-notebook:python-3.11.6, -, 3.11.6, -",
                "python:3.12-slim, -, 3.12, -",
                "team/report:r4.4.1-quarto1.5.57, 4.4.1, -, 1.5.57",
                "rocker/r-ver:latest, -, -, -",
                "team/app:4.3.1, -, -, -",
                "postgres:16.2, -, -, -"
            })
    void readsVersionsFromTheTag(String image, String r, String python, String quarto) {
        ImageReference reference = Objects.requireNonNull(ImageReference.parse(image));
        assertThat(reference.rVersion()).isEqualTo(r);
        assertThat(reference.pythonVersion()).isEqualTo(python);
        assertThat(reference.quartoVersion()).isEqualTo(quarto);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "host:5000/x/y:tag@sha256:abc, host:5000, x/y, tag, sha256:abc",
                "host:5000/x, host:5000, x, -, -",
                "localhost/x:1, localhost, x, 1, -",
                "rocker/rstudio, -, rocker/rstudio, -, -",
                "docker-pullable://docker.io/library/python:3.12, docker.io, library/python, 3.12, -"
            })
    void takesNamesApart(String image, String registry, String repository, String tag, String digest) {
        assertThat(ImageReference.parse(image)).isEqualTo(new ImageReference(registry, repository, tag, digest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:0123456789012345678901234567890123456789012345678901234567890123"})
    void namesNothing(String text) {
        assertThat(ImageReference.parse(text)).isNull();
    }

    @Test
    void versionsSortAsVersions() {
        assertThat(ImageReference.sort("4.10.0")).isGreaterThan(ImageReference.sort("4.9.3"));
        assertThat(ImageReference.sort("4.3")).isEqualTo(4_003_000L);
        assertThat(ImageReference.minor("4.3.1")).isEqualTo("4.3");
        assertThat(ImageReference.sort(null)).isNull();
    }
}
