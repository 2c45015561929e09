package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lockfile.Dependency;
import org.scewarehouse.etl.lockfile.LockFiles.Reading;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.source.SourceContractTest;
import org.scewarehouse.etl.source.answers.RawLines;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/** The documented examples, and what the documentation warns of. */
class GitlabSourceTest extends SourceContractTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 14), ZoneOffset.UTC);
    private static final String BLOB = "a11bb22cc33dd44ee55ff66778899aabbccdd";

    @Override
    protected String source() {
        return "gitlab";
    }

    @Override
    protected Day day() {
        return DAY;
    }

    @Override
    protected List<String> endpoints() {
        return GitlabEndpoints.all().stream().map(Endpoint::name).toList();
    }

    @Override
    protected List<TableSpec<?>> tables() {
        return GitlabTransform.tables();
    }

    @Override
    protected Dimensions dimensions() {
        return GitlabRig.DIMENSIONS;
    }

    @Override
    protected List<RawFixture.Part> fixture() throws IOException {
        return parts("");
    }

    @Override
    protected List<RawFixture.Part> fixtureWithUnknownFields() throws IOException {
        return parts("\"later\":{\"x\":[1]},");
    }

    private static List<RawFixture.Part> parts(String further) throws IOException {
        List<RawFixture.Part> parts = new ArrayList<>();
        parts.add(part(GitlabEndpoints.DIRECTORY, GitlabEndpoints.USERS, "users", further));
        parts.add(part(GitlabEndpoints.DIRECTORY, GitlabEndpoints.PROJECTS, "names", further));
        for (String endpoint : List.of("commits", "pipelines", "projects", "languages", "members", "lock_files")) {
            parts.add(part(endpoint, endpoint, endpoint, further));
        }
        return parts;
    }

    private static RawFixture.Part part(String endpoint, String of, String file, String further) throws IOException {
        String lines = Files.readString(Path.of("src/test/resources/raw/gitlab", file + ".jsonl"));
        String text = lines.lines()
                .map(line -> "{" + further + line.substring(1) + "\n")
                .reduce("", String::concat);
        return RawFixture.Part.text(endpoint, of, "jsonl", lines.lines().count(), text, Map.of(RawLines.OF, of));
    }

    @Override
    protected void transform(Day day, RawZone.Reader raw, CuratedZone.Writer rows, Path tempFolder) {
        LocalStore lake = new LocalStore(tempFolder.resolveSibling("readings"));
        Readings readings = new Readings(lake);
        readings.ensure(
                "00a" + BLOB + "-renv_lock-1",
                () -> new Reading(
                        List.of(
                                new Dependency("r", "dplyr", "1.1.4", "CRAN", null),
                                new Dependency("r", "sitetools", "0.2.1", "GitLab", "gitlab.example"),
                                new Dependency("runtime", "R", "4.3.2", null, null)),
                        null));
        readings.ensure("11a" + BLOB + "-uv_lock-1", () -> Reading.failed("is no TOML"));
        new GitlabTransform(new GitlabTransformSettings(Set.of("GitLab.example")), lake, tempFolder, 1 << 20)
                .transform(day, raw, new byte[0], dimensions(), rows, Progress.NONE);
    }

    private List<Map<String, String>> rows(Built built, String table) {
        return CuratedText.rows(built.zone(), source(), DAY, Warehouse.table(table));
    }

    @Test
    void documentedExamplesHaveTheirDocumentedMeaning() throws IOException {
        Built built = build("documented", fixture());
        assertThat(rows(built, "dim_repository"))
                .hasSize(3)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("gitlab_project_id", "512")
                        .containsEntry("topic_names", "phase 1,r")
                        .containsEntry("valid_from", "1900-01-01"));
        assertThat(rows(built, "dim_repository").toString())
                .doesNotContain("adoe")
                .contains("biostat/trial-user-");
        assertThat(rows(built, "fact_commit_day"))
                .hasSize(4)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("commit_count", "1")
                        .containsEntry("added_line_count", "15")
                        .containsEntry("deleted_line_count", "3"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("commit_count", "0")
                        .containsEntry("merge_commit_count", "1")
                        .containsEntry("added_line_count", ""))
                .anySatisfy(
                        row -> assertThat(row).containsEntry("user_id", "0").containsEntry("added_line_count", "1"));
        assertThat(rows(built, "fact_pipeline"))
                .hasSize(2)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("outcome", "failed")
                        .containsEntry("wait_seconds", "2")
                        .containsEntry("run_seconds", "240")
                        .containsEntry("job_seconds", "300")
                        .containsEntry("failed_job_count", "1"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("trigger_name", "unknown")
                        .containsEntry("job_seconds", "")
                        .containsEntry("started_at", ""));
        assertThat(rows(built, "fact_repository_day"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("storage_bytes", "73400320")
                        .containsEntry("member_count", "7")
                        .containsEntry("lock_file_count", "2")
                        .containsEntry("package_count", "3")
                        .containsEntry("author_count", "2"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("is_listed", "true")
                        .containsEntry("storage_bytes", "")
                        .containsEntry("member_count", ""));
    }

    @Test
    void gapsOfFilesAndAuthorsAreCounted() throws IOException {
        Built built = build("gaps", fixture());
        assertThat(built.manifest().findings().toString())
                .contains("subject=lock file, reason=is no TOML, count=1")
                .contains("subject=commit, reason=its author has no address, count=1");
        assertThat(rows(built, "dim_package"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("package_name", "sitetools")
                        .containsEntry("is_internal", "true"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("package_name", "dplyr")
                        .containsEntry("origin_name", "CRAN")
                        .containsEntry("is_internal", "false"));
    }
}
