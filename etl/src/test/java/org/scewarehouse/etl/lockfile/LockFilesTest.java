package org.scewarehouse.etl.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.lockfile.LockFiles.Reading;

/** One file of each kind, as its tool writes it, and what nobody should write. */
class LockFilesTest {

    private static final int LIMIT = 1_000_000;

    private static Reading read(LockFileKind kind, String text) {
        return LockFiles.read(kind, text.getBytes(StandardCharsets.UTF_8), LIMIT);
    }

    private static List<String> file(LockFileKind kind, String name) throws IOException {
        Reading reading = LockFiles.read(kind, Files.readAllBytes(Path.of("src/test/resources/lockfile", name)), LIMIT);
        assertThat(reading.toString())
                .doesNotContain("geheim")
                .doesNotContain("Ada")
                .doesNotContain("ada");
        return texts(reading);
    }

    private static List<String> texts(Reading reading) {
        assertThat(reading.fault()).isNull();
        return reading.dependencies().stream()
                .map(d -> d.ecosystem() + " " + d.name() + " " + d.version() + " " + d.origin() + " " + d.host())
                .toList();
    }

    @Test
    void renvLocksOfEveryGenerationAreRead() throws IOException {
        assertThat(file(LockFileKind.RENV_LOCK, "renv.lock"))
                .containsExactly(
                        "r BiocGenerics 0.48.1 Bioconductor null",
                        "r dplyr 1.1.4 CRAN null",
                        "r mypkg 0.2.0 GitLab gitlab.example",
                        "r old 0.1-3 CRAN null",
                        "runtime Python 3.11.4 null null",
                        "runtime R 4.3.2 null null");
        assertThat(file(LockFileKind.RENV_LOCK, "renv-v2.lock"))
                .containsExactly("r R6 2.6.1 CRAN null", "runtime R 4.4.1 null null");
        assertThat(file(LockFileKind.RENV_LOCK, "renv-ini.lock"))
                .containsExactly("r markdown 1.0 CRAN null", "runtime R 3.5.3 null null");
    }

    @Test
    void aSectionSaysNothingOfTheNext() {
        String text = "[renv]\nVersion=0.6.0\n[R]\nVersion=3.5.3\n[R/Package/a]\nPackage=a\nVersion=1.0\n"
                + "Source=GitLab\nRemoteHost=gitlab.example\n[R/Package/b]\nPackage=b\nVersion=2.0\n";
        assertThat(texts(read(LockFileKind.RENV_LOCK, text)))
                .containsExactly("r a 1.0 GitLab gitlab.example", "r b 2.0 null null", "runtime R 3.5.3 null null");
    }

    @Test
    void aServerOfTheSitesOwnNetworkNeedsNoDot() {
        String text = "{\"Packages\": {\"tools\": {\"Package\": \"tools\", \"Version\": \"1.0\","
                + " \"Source\": \"GitLab\", \"RemoteHost\": \"GitLab:8443/prefix\"}}}";
        assertThat(read(LockFileKind.RENV_LOCK, text).dependencies())
                .singleElement()
                .satisfies(used -> assertThat(used.host()).isEqualTo("gitlab"));
    }

    @Test
    void packratLocksAreRead() throws IOException {
        assertThat(file(LockFileKind.PACKRAT_LOCK, "packrat.lock"))
                .containsExactly(
                        "r R6 2.5.1 CRAN null", "r scales 1.3.0.9000 GitHub null", "runtime R 4.2.1 null null");
    }

    @Test
    void requirementsAreReadAsPipReadsThem() throws IOException {
        assertThat(file(LockFileKind.REQUIREMENTS, "requirements.txt"))
                .containsExactly(
                        "python flask-sqlalchemy 3.1.1 index pypi.example",
                        "python numpy 1.26.4 index pypi.example",
                        "python other null Git gitlab.example",
                        "python pandas null index pypi.example",
                        "python scipy null index pypi.example",
                        "python sitetools null URL files.example",
                        "python tool-box null Git gitlab.example");
    }

    @Test
    void filesInTomlAreRead() throws IOException {
        assertThat(file(LockFileKind.POETRY_LOCK, "poetry.lock"))
                .containsExactly("python numpy 1.26.4 PyPI null", "python site-tools 0.3.1 index pypi.example");
        assertThat(file(LockFileKind.UV_LOCK, "uv.lock"))
                .containsExactly("python polars 1.9.0 PyPI pypi.org", "python tool 0.4.0 Git gitlab.example");
        assertThat(file(LockFileKind.PYPROJECT, "pyproject.toml"))
                .containsExactly(
                        "python attrs null null null",
                        "python httpx 0.27.2 null null",
                        "python polars null null null",
                        "python pyarrow 17.0.0 null null",
                        "python pytest null null null",
                        "python tool null Git gitlab.example");
    }

    @Test
    void aFileMayNameManyPackagesButNotAny() {
        String toml = "[[package]]\nname = 'a'\nversion = '1'\n";
        assertThat(read(LockFileKind.POETRY_LOCK, toml.repeat(200)).fault()).isNull();
        String yaml = "  - name: a\n    version: 1.0\n    manager: conda\n    url: " + "x".repeat(100) + "\n";
        assertThat(texts(read(LockFileKind.CONDA_LOCK, "package:\n" + yaml.repeat(2_000))))
                .containsExactly("conda a 1.0 null null");
        assertThat(read(LockFileKind.REQUIREMENTS, "a\n".repeat(50_000)).fault())
                .isNull();
        assertThat(read(LockFileKind.REQUIREMENTS, "a\n".repeat(50_001)).fault())
                .isEqualTo("names more than 50000 packages");
    }

    @Test
    void pipfileLocksAreRead() throws IOException {
        assertThat(file(LockFileKind.PIPFILE_LOCK, "Pipfile.lock"))
                .containsExactly(
                        "python pytest 8.3.3 PyPI pypi.org",
                        "python requests 2.32.3 PyPI pypi.org",
                        "python site-tools 0.3.1 index pypi.example",
                        "python tool null Git gitlab.example",
                        "runtime Python 3.11 null null");
    }

    @Test
    void filesOfCondaAreRead() throws IOException {
        assertThat(file(LockFileKind.CONDA_ENVIRONMENT, "environment.yml"))
                .containsExactly(
                        "conda numpy 1.26.4 conda-forge null",
                        "conda openssl null null null",
                        "conda ours 2.0 study-channel null",
                        "conda pip null null null",
                        "conda scipy null null null",
                        "python polars 1.9.0 null null",
                        "runtime Python 3.11.4 null null",
                        "runtime R 4.3.1 null null");
        assertThat(file(LockFileKind.CONDA_LOCK, "conda-lock.yml"))
                .containsExactly(
                        "conda numpy 1.26.4 conda-forge null",
                        "python polars 1.9.0 PyPI files.pythonhosted.org",
                        "runtime Python 3.11.4 null null");
    }

    @Test
    void descriptionsOfPackagesAreRead() throws IOException {
        assertThat(file(LockFileKind.DESCRIPTION, "DESCRIPTION"))
                .containsExactly("r cpp11 null null null", "r dplyr null null null", "r rlang 1.1.3 null null");
    }

    private static List<String> versions(LockFileKind kind, String name) throws IOException {
        return file(kind, name).stream()
                .map(text -> text.substring(0, text.indexOf(' ', text.indexOf(' ', text.indexOf(' ') + 1) + 1)))
                .toList();
    }

    /** Files of {@code tools} that uv and Pipenv have written; what uv locks and what it exports must name the same. */
    @Test
    void filesThatToolsHaveWrittenAreReadAsTheToolsReadThem() throws IOException {
        assertThat(versions(LockFileKind.UV_LOCK, "tools/uv.lock"))
                .containsExactly(
                        "python colorama 0.4.6",
                        "python iniconfig 2.0.0",
                        "python packaging 24.2",
                        "python pluggy 1.5.0",
                        "python python-dateutil 2.9.0.post0",
                        "python six 1.17.0",
                        "python typing-extensions 4.16.0")
                .isEqualTo(versions(LockFileKind.REQUIREMENTS, "tools/requirements.txt"));
        assertThat(versions(LockFileKind.PYPROJECT, "tools/pyproject.toml"))
                .containsExactly(
                        "python colorama 0.4.6",
                        "python iniconfig 2.0.0",
                        "python packaging null",
                        "python pluggy null",
                        "python python-dateutil 2.9.0.post0",
                        "python tomli null",
                        "python typing-extensions null");
        assertThat(file(LockFileKind.PIPFILE_LOCK, "tools/Pipfile.lock"))
                .containsExactly(
                        "python colorama 0.4.6 PyPI pypi.org",
                        "python iniconfig 2.3.1 PyPI pypi.org",
                        "python pluggy 1.5.0 PyPI pypi.org",
                        "python python-dateutil 2.9.0.post0 PyPI pypi.org",
                        "python six 1.17.0 PyPI pypi.org",
                        "runtime Python 3.11 null null");
    }

    @Test
    void furtherGenerationsAreRead() throws IOException {
        assertThat(file(LockFileKind.POETRY_LOCK, "tools/poetry-1.1.lock"))
                .containsExactly(
                        "python colorama 0.4.6 PyPI null",
                        "python numpy 1.24.4 PyPI null",
                        "python pandas 2.0.3 PyPI null",
                        "python tool 0.4.0 Git gitlab.example");
        assertThat(file(LockFileKind.POETRY_LOCK, "tools/poetry-2.1.lock"))
                .containsExactly(
                        "python numpy 1.26.4 PyPI null",
                        "python numpy 2.2.4 PyPI null",
                        "python site-tools 0.3.1 local null",
                        "python wheels 1.0 URL files.example",
                        "runtime Python 3.11.9 null null");
        assertThat(file(LockFileKind.CONDA_ENVIRONMENT, "tools/conda-export.yml"))
                .containsExactly(
                        "conda _libgcc_mutex 0.1 null null",
                        "conda bioconductor-deseq2 1.42.0 null null",
                        "conda ca-certificates 2024.2.2 null null",
                        "conda numpy null null null",
                        "conda pytorch null null null",
                        "python flask-cors 4.0.0 PyPI null",
                        "python jinja2 3.1.3 PyPI null",
                        "runtime Python 3.11.8 null null",
                        "runtime R 4.3.3 null null");
        assertThat(file(LockFileKind.CONDA_LOCK, "tools/conda-lock.yml"))
                .containsExactly(
                        "conda _libgcc_mutex 0.1 conda-forge null",
                        "conda tzdata 2024a conda-forge null",
                        "python idna 3.6 PyPI files.pythonhosted.org",
                        "runtime R 4.3.3 null null");
        assertThat(file(LockFileKind.RENV_LOCK, "tools/renv-1.1.lock"))
                .containsExactly(
                        "r BiocGenerics 0.52.0 Bioconductor null",
                        "r MASS 7.3-65 CRAN null",
                        "r local 0.0.1 local null",
                        "r sitetools 0.2.1 Git gitlab.example",
                        "runtime R 4.4.3 null null");
        assertThat(file(LockFileKind.PACKRAT_LOCK, "tools/packrat.lock"))
                .containsExactly(
                        "r BH 1.72.0-3 CRAN null",
                        "r Biobase 2.46.0 Bioconductor null",
                        "r devtools 2.2.2.9000 GitHub null",
                        "runtime R 3.6.3 null null");
    }

    private static String gitRecord(String source, String address) {
        return "{\"Packages\": {\"tools\": {\"Package\": \"tools\", \"Version\": \"1.0\", \"Source\": \"" + source
                + "\", \"RemoteUrl\": \"" + address + "\"}}}";
    }

    @Test
    void ofAnAddressOnlyTheHostStaysWhateverItLooksLike() {
        for (String address : List.of(
                "https://gitlab.example/lab/tools.git",
                "https://ada:gehe@im@gitlab.example/lab/tools.git?to=a@b",
                "ssh://git@gitlab.example:2222/lab/tools.git",
                "git@gitlab.example:lab/tools.git",
                "gitlab.example/lab/tools")) {
            assertThat(read(LockFileKind.RENV_LOCK, gitRecord("git", address)).dependencies())
                    .as(address)
                    .singleElement()
                    .satisfies(used -> assertThat(used.host()).isEqualTo("gitlab.example"));
        }
        String endless = "a.".repeat(100_000) + "a";
        assertThat(read(LockFileKind.RENV_LOCK, gitRecord("git", endless)).dependencies())
                .singleElement()
                .satisfies(used -> assertThat(used.host()).isNull());
        assertThat(read(LockFileKind.REQUIREMENTS, "-i " + endless + "\nnumpy==1.0\n")
                        .dependencies())
                .hasSize(1);
    }

    @Test
    void aRegistryIsKnownByItsHostAndMirrorsOfCranAreCran() {
        String record = "{'Package': '%s', 'Version': '1.0', 'Source': 'Repository', 'Repository': '%s'}";
        String lock =
                ("{'R': {'Version': '4.4.3', 'Repositories': [{'Name': 'CRAN', 'URL': 'https://ppm.example/cran'},"
                                + " {'Name': 'lab', 'URL': 'https://t:geheim@ppm.example/lab/latest'}]},"
                                + " 'Packages': {'a': "
                                + record.formatted("a", "lab") + ", 'b': "
                                + record.formatted("b", "https://t:geheim@ppm.example/lab/latest") + ", 'c': "
                                + record.formatted("c", "CRAN") + ", 'd': "
                                + record.formatted("d", "https://ppm.example/cran/__linux__/jammy/latest") + ", 'e': "
                                + record.formatted("e", "https://cloud.r-project.org") + ", 'f': "
                                + record.formatted("f", "lab").replace("'Repository',", "'Bioconductor',") + "}}")
                        .replace('\'', '"');
        assertThat(read(LockFileKind.RENV_LOCK, lock).dependencies().stream()
                        .map(d -> d.name() + " " + d.origin() + " " + d.host())
                        .toList())
                .containsExactly(
                        "a lab ppm.example",
                        "b null ppm.example",
                        "c CRAN null",
                        "d CRAN null",
                        "e CRAN null",
                        "f Bioconductor null",
                        "R null null");
    }

    @Test
    void anOriginThatIsNoNameIsUnknown() {
        for (String origin : List.of("a\\tgitlab.example", "x\\u0000", "/home/ada/tools", "y".repeat(1_000))) {
            assertThat(read(LockFileKind.RENV_LOCK, gitRecord(origin, "")).dependencies())
                    .as(origin)
                    .singleElement()
                    .satisfies(used -> assertThat(used.origin()).isNull());
        }
        assertThat(read(LockFileKind.RENV_LOCK, gitRecord("Our Own-Repo", "")).dependencies())
                .singleElement()
                .satisfies(used -> assertThat(used.origin()).isEqualTo("Our Own-Repo"));
    }

    @Test
    void whatCannotBeReadIsSaidAndNothingElseComesOfIt() {
        assertThat(read(LockFileKind.RENV_LOCK, "{\n<<<<<<< HEAD\n}\n=======\n>>>>>>> other\n")
                        .fault())
                .isEqualTo("holds the marks of a merge conflict");
        assertThat(read(LockFileKind.UV_LOCK, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
                        .fault())
                .isEqualTo("a pointer to a large file (LFS)");
        assertThat(LockFiles.read(LockFileKind.RENV_LOCK, new byte[LIMIT + 1], LIMIT)
                        .fault())
                .isEqualTo("longer than " + LIMIT + " bytes");
        for (LockFileKind kind : LockFileKind.values()) {
            Reading binary = LockFiles.read(kind, new byte[] {0, 1, (byte) 0xff, (byte) 0xfe, 10, '{'}, LIMIT);
            assertThat(binary.dependencies()).as(kind.name()).isEmpty();
        }
        assertThat(read(LockFileKind.RENV_LOCK, "").fault()).isEqualTo("is neither JSON nor sections of packages");
        assertThat(read(LockFileKind.POETRY_LOCK, "name = = 1").fault()).isEqualTo("is no TOML");
        assertThat(read(LockFileKind.RENV_LOCK, "{\"R\": {}}").fault()).isEqualTo("has no Packages");
        assertThat(read(LockFileKind.PIPFILE_LOCK, "{\"default\": {}}").fault()).isEqualTo("has no _meta");
        assertThat(read(LockFileKind.UV_LOCK, "a = 1").fault()).isEqualTo("has no packages");
        assertThat(read(LockFileKind.CONDA_LOCK, "a: 1").fault()).isEqualTo("has no packages");
        assertThat(read(LockFileKind.CONDA_ENVIRONMENT, "- numpy").fault()).isEqualTo("is no environment");
        assertThat(read(LockFileKind.PACKRAT_LOCK, "a: 1").fault()).isEqualTo("has neither RVersion nor packages");
        assertThat(read(LockFileKind.DESCRIPTION, "").fault()).isEqualTo("has no fields");
    }

    @Test
    void deepNestingIsRefusedBeforeItCostsAnything() {
        String deep = "[".repeat(100_000);
        assertThat(read(LockFileKind.RENV_LOCK, "{\"Packages\": " + deep).fault())
                .contains("nested deeper");
        assertThat(read(LockFileKind.PIPFILE_LOCK, "{\"default\": " + deep).fault())
                .contains("nested deeper");
        assertThat(read(LockFileKind.UV_LOCK, "version = " + deep).fault()).contains("nested deeper");
        assertThat(read(LockFileKind.CONDA_ENVIRONMENT, "dependencies: " + deep).fault())
                .contains("nested deeper");
        StringBuilder indented = new StringBuilder();
        for (int i = 0; i < 1_200; i++) {
            indented.append(" ".repeat(i)).append("a:\n");
        }
        assertThat(read(LockFileKind.CONDA_LOCK, indented.toString()).fault()).isNotNull();
        assertThat(read(LockFileKind.CONDA_ENVIRONMENT, "dependencies: [" + "a".repeat(300_000) + "]")
                        .fault())
                .contains("a line of more than");
    }

    @Test
    void aliasesOfYamlAreRefused() {
        String laughs = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\ndependencies: [*b, *b, *b]\n";
        assertThat(read(LockFileKind.CONDA_ENVIRONMENT, laughs).fault()).isEqualTo("uses YAML aliases");
    }

    @Test
    void filesAreFoundByNameAtTheAllowedDepthAndNotAmongCopies() {
        assertThat(LockFileKind.of("renv.lock", 0)).contains(LockFileKind.RENV_LOCK);
        assertThat(LockFileKind.of("a/b/environment.yaml", 2)).contains(LockFileKind.CONDA_ENVIRONMENT);
        assertThat(LockFileKind.of("a/b/c/renv.lock", 2)).isEmpty();
        assertThat(LockFileKind.of("packrat/packrat.lock", 4)).contains(LockFileKind.PACKRAT_LOCK);
        assertThat(LockFileKind.of("renv/library/R-4.3/x86_64/dplyr/DESCRIPTION", 9))
                .isEmpty();
        assertThat(LockFileKind.of("packrat/lib/dplyr/DESCRIPTION", 9)).isEmpty();
        assertThat(LockFileKind.of("web/node_modules/x/pyproject.toml", 9)).isEmpty();
        assertThat(LockFileKind.of(".venv/lib/site-packages/x/pyproject.toml", 9))
                .isEmpty();
        assertThat(LockFileKind.of("src/renv.lock", 4)).contains(LockFileKind.RENV_LOCK);
        assertThat(LockFileKind.of("my-renv.lock", 4)).isEmpty();
        assertThat(LockFileKind.of("renv/profiles/paper/renv.lock", 4)).contains(LockFileKind.RENV_LOCK);
        assertThat(LockFileKind.of("library/renv.lock", 4)).contains(LockFileKind.RENV_LOCK);
        assertThat(LockFileKind.of("packages/lib-core/pyproject.toml", 4)).contains(LockFileKind.PYPROJECT);
        assertThat(LockFileKind.of("packrat/src/dplyr/DESCRIPTION", 9)).isEmpty();
    }
}
