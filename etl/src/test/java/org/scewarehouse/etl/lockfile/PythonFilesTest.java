package org.scewarehouse.etl.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.lockfile.LockFiles.Reading;

/** Files of pip, Poetry, uv, and Pipenv, and what conda gives pip. */
class PythonFilesTest {

    private static final int LIMIT = 1_000_000;

    private static List<String> packages(LockFileKind kind, String text) {
        Reading reading = LockFiles.read(kind, text.getBytes(StandardCharsets.UTF_8), LIMIT);
        return reading.dependencies().stream()
                .map(d -> d.name() + " " + d.version() + " " + d.origin() + " " + d.host())
                .toList();
    }

    @Test
    void requirementsOfEachFormAreReadAsPipReadsThem() {
        String text = "pkg-a (==1.0)\npkg.b===2.0+local.1\npkg_c ~= 3.1, == 3.1.4 ; python_version > '3'\n"
                + "PKG-D>=1,!=1.5\nhttps://files.example/pkg_e-5.0.1-py3-none-any.whl#sha256=0f\n"
                + "pkg-f @ file:///home/ada/pkg\n--find-links https://x.example\n-e .\npkg-g[one,two]==7 # why\n";
        assertThat(packages(LockFileKind.REQUIREMENTS, text))
                .containsExactly(
                        "pkg-a 1.0 null null",
                        "pkg-b 2.0+local.1 null null",
                        "pkg-c 3.1.4 null null",
                        "pkg-d null null null",
                        "pkg-e 5.0.1 URL files.example",
                        "pkg-f null local null",
                        "pkg-g 7 null null");
    }

    @Test
    void whatIsNoRequirementIsNoPackage() {
        String text = "Install these (in this order):\nThe usual ones, please\n./tools\nvendor/tools\n"
                + "numpy==1.26.4 --config-settings=\"--build-option=x\"\npandas ( >=2 )\nscipy = 1\n";
        assertThat(packages(LockFileKind.REQUIREMENTS, text))
                .containsExactly("numpy 1.26.4 PyPI null", "pandas null PyPI null", "scipy null PyPI null");
    }

    @Test
    void filesOfOnesOwnAreLocal() {
        String text = "wheels/site_tools-0.3.1-py3-none-any.whl\npkg-2.0-1-cp311-cp311-linux_x86_64.whl\n"
                + "./dist/other-1.0.tar.gz\nother-1.0.tar.gz\npkg-c@https://files.example/c-1.0-py3-none-any.whl\n";
        assertThat(packages(LockFileKind.REQUIREMENTS, text))
                .containsExactly("pkg 2.0 local null", "pkg-c null URL files.example", "site-tools 0.3.1 local null");
    }

    @Test
    void anIndexThatIsNotSaidIsNotTheUsualOne() {
        for (String index : List.of("${PIP_INDEX_URL}", "file:///srv/index", "/srv/index")) {
            assertThat(packages(LockFileKind.REQUIREMENTS, "--index-url " + index + "\nsite-tools==0.3.1\n"))
                    .as(index)
                    .containsExactly("site-tools 0.3.1 null null");
        }
    }

    @Test
    void aProjectDoesNotUseItself() {
        String text = """
                [project]
                name = "Site.Tools"
                dependencies = ["numpy==1.26.4"]
                [project.optional-dependencies]
                test = ["pytest==8.0"]
                all = ["site-tools[test]"]
                """;
        assertThat(packages(LockFileKind.PYPROJECT, text))
                .containsExactly("numpy 1.26.4 null null", "pytest 8.0 null null");
    }

    @Test
    void theBuildInBracketsIsNotOfTheVersion() {
        String text = "dependencies:\n- pytorch=2.1[build=*cuda*]\n- conda-forge::numpy==1.26.4=py311_0\n"
                + "- scipy[version='>=1']\n- python=3.11.4[build=*_cpython]\n";
        assertThat(packages(LockFileKind.CONDA_ENVIRONMENT, text))
                .containsExactly(
                        "numpy 1.26.4 conda-forge null",
                        "pytorch 2.1 null null",
                        "scipy null null null",
                        "Python 3.11.4 null null");
    }

    @Test
    void anAddressNeedsNoBlankBeforeIt() {
        String text = "pkg-a@https://files.example/a.zip\npkg-b @git+https://gitlab.example/grp/b.git\n"
                + "pkg-c @ https://files.example/c.zip;python_version > '3'\n";
        assertThat(packages(LockFileKind.REQUIREMENTS, text))
                .containsExactly(
                        "pkg-a null URL files.example",
                        "pkg-b null Git gitlab.example",
                        "pkg-c null URL files.example");
    }

    @Test
    void whatCondaGivesPipComesFromTheIndexThatItNames() {
        String text = "dependencies:\n- python\n- r-base>=4\n- pip:\n"
                + "  - --index-url https://robot:geheim@pypi.example/simple\n  - site-tools==0.3.1\n";
        assertThat(packages(LockFileKind.CONDA_ENVIRONMENT, text))
                .containsExactly(
                        "python null null null", "r-base null null null", "site-tools 0.3.1 index pypi.example");
    }

    @Test
    void aRequirementOfManyBlanksIsReadAtOnce() {
        String text = "pkg" + " ".repeat(1_900) + "))x\nnumpy==1.0\n";
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(packages(LockFileKind.REQUIREMENTS, text)).hasSize(1));
    }

    @Test
    void whatPowerShellWritesIsReadAsPipReadsIt() {
        String text = "\uFEFFnumpy==1.26.4\r\npandas==2.2.0\r\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Reading reading = LockFiles.read(LockFileKind.REQUIREMENTS, text.getBytes(charset), LIMIT);
            assertThat(reading.fault()).isNull();
            assertThat(reading.dependencies()).as(charset.name()).hasSize(2);
        }
        byte[] unmarked = text.substring(1).getBytes(StandardCharsets.UTF_16LE);
        assertThat(LockFiles.read(LockFileKind.REQUIREMENTS, unmarked, LIMIT).fault())
                .isEqualTo("is no text");
    }

    @Test
    void whatPoetryIsAskedForIsReadWhereverItStands() {
        String text = """
                [tool.poetry.dependencies]
                python = "3.11.4"
                a = { url = "https://files.example/a.zip" }
                b = { path = "../b" }
                c = [{ version = "1.0", python = "<3.12" }, { version = "^2.0", python = ">=3.12" }]
                [tool.poetry.dev-dependencies]
                d = "4.0"
                [tool.poetry.group.test.dependencies]
                e = { git = "https://gitlab.example/grp/e.git" }
                """;
        assertThat(packages(LockFileKind.PYPROJECT, text))
                .containsExactly(
                        "a null URL files.example",
                        "b null local null",
                        "c null null null",
                        "c 1.0 null null",
                        "d 4.0 null null",
                        "e null Git gitlab.example",
                        "Python 3.11.4 null null");
    }

    @Test
    void ofAProjectThatUvHasLockedItselfIsNoPackage() {
        String text = """
                version = 1
                requires-python = "==3.11.4"
                [[package]]
                name = "study"
                source = { editable = "." }
                [[package]]
                name = "a"
                version = "1.0"
                source = { url = "https://files.example/a.zip" }
                [[package]]
                name = "b"
                source = { directory = "../b" }
                """;
        assertThat(packages(LockFileKind.UV_LOCK, text))
                .containsExactly("a 1.0 URL files.example", "b null local null", "Python 3.11.4 null null");
        assertThat(packages(LockFileKind.UV_LOCK, "version = 1\n")).isEmpty();
    }

    @Test
    void filesOfPipenvMayHaveNoIndex() {
        String text = """
                {"_meta": {}, "default": {"a": {"file": "https://files.example/a.zip"}, "b": {"path": "."},
                "c": {"version": "==1.0", "index": "gone"}}}
                """;
        assertThat(packages(LockFileKind.PIPFILE_LOCK, text))
                .containsExactly("a null URL files.example", "b null local null", "c 1.0 null null");
    }
}
