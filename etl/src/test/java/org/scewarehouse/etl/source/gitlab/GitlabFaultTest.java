package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Project;
import org.scewarehouse.etl.simulator.gitlab.Refusal;
import org.scewarehouse.etl.simulator.gitlab.WorldSettings;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;

/** What becomes of a night in which the server, or something before it, does not answer as it should. */
class GitlabFaultTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final GitlabWorld WORLD = new GitlabWorld(WorldSettings.of(DAY, 4, 20, 6, 1));

    @TempDir
    Path folder;

    private @Nullable GitlabRig rig;

    private GitlabRig rig() {
        return rig(GitlabOptions.usual().withQuickLanguages());
    }

    private GitlabRig rig(GitlabOptions options) {
        GitlabRig known = rig == null ? new GitlabRig(folder, WORLD, options) : rig;
        rig = known;
        return known;
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private static long id(Project.Kind kind) {
        return WORLD.projects().stream()
                .filter(p -> p.kind() == kind)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String of(Project.Kind kind, String what) {
        return "/projects/" + id(kind) + what;
    }

    private static Refusal[] times(int count, Refusal refusal) {
        Refusal[] all = new Refusal[count];
        Arrays.fill(all, refusal);
        return all;
    }

    @Test
    void aRevokedTokenAndAMissingScopeNameTheSetting() {
        rig().after(DAY);
        for (String token : List.of("glpat-revoked", GitlabOptions.WEAK_TOKEN)) {
            GitlabSource source =
                    rig().source(GitlabConnection.of(rig().simulator().url(), token));
            assertThatThrownBy(() -> source.reach(Instant.EPOCH))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("sce.sources.gitlab.token")
                    .hasMessageContaining(token.equals("glpat-revoked") ? "revoked or expired" : "read_api");
        }
        assertThat(GitlabConnection.of("http://x", " ").faults().toString()).contains("sce.sources.gitlab.token");
        HttpSettings nowhere = HttpSettings.of("gitlab", GitlabConnection.PROPERTY, "ftp://x");
        assertThat(new GitlabConnection(nowhere, "t", List.of("/a"), 0, -1, 1).faults())
                .hasSize(5);
    }

    @Test
    void aTokenRevokedDuringTheNightEndsIt() {
        rig().simulator().fail(of(Project.Kind.PLAIN_R, "/languages"), Refusal.of(401, "Unauthorized"));
        assertThatThrownBy(() -> rig().night(DAY, List.of(DAY)))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("gitlab, 2026-03-01, endpoint languages");
    }

    @Test
    void stormsPassAndWhatDoesNotEndsTheNightForNow() {
        Refusal storm = Refusal.tooMany(0);
        Refusal full = new Refusal(429, "text/plain", "Retry later\n", Map.of("RateLimit-Reset", "1"));
        rig().simulator().fail("/projects", storm, storm, full, Refusal.of(503, "Unavailable"));
        rig().night(DAY, List.of(DAY));
        assertThat(rig().rows(DAY, "fact_repository_day")).isNotEmpty();
        rig().simulator().fail("/projects", times(5, storm));
        assertThatThrownBy(() -> rig().night(DAY.plusDays(1), List.of(DAY.plusDays(1))))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("Retry later")
                .hasMessageContaining("asked 5 times");
    }

    @Test
    void whatOneProjectLacksIsACountedGapAndAskedAgainTheNextNight() {
        LocalDate next = DAY.plusDays(1);
        GitlabWorld brief = new GitlabWorld(WorldSettings.of(DAY, 1, 20, 6, 1));
        rig = new GitlabRig(folder, brief, GitlabOptions.usual().withQuickLanguages());
        rig().night(DAY, List.of(DAY));
        rig().simulator().fail(of(Project.Kind.UV, "/languages"), times(5, Refusal.of(500, "Error")));
        rig().simulator().fail(of(Project.Kind.PLAIN_R, "/repository/commits"), Refusal.of(404, "Project Not Found"));
        Refusal moved = new Refusal(301, "text/plain", "", Map.of("Location", "http://elsewhere.example/x"));
        rig().simulator().fail(of(Project.Kind.DEEP, "/repository/tree"), moved);
        rig().simulator().fail(of(Project.Kind.CONDA, "/members"), Refusal.of(409, "Resource lock"));
        rig().night(next, List.of(DAY, next));
        assertThat(rig().findings(next).toString())
                .contains("endpoint=languages, kind=WARNING, subject=languages, reason=the server failed every time")
                .contains("endpoint=commits, kind=GAP, subject=commits, reason=gone since the listing")
                .contains("endpoint=lock_files, kind=GAP, subject=lock_files, reason=moved since the listing")
                .contains("reason=holds the marks of a merge conflict, count=1")
                .contains("reason=a pointer to a large file (LFS), count=1")
                .doesNotContain("DROP");
        rig().simulator().takeAsked();
        rig().night(DAY.plusDays(10), List.of(DAY.plusDays(10)));
        assertThat(rig().simulator().takeAsked())
                .contains(of(Project.Kind.UV, "/languages"))
                .noneMatch(path -> path.startsWith(of(Project.Kind.REQUIREMENTS, "/")));
    }

    @Test
    void aDayThatLacksCommitsOfAProjectIsAskedForAgainAndNotForEver() {
        String commits = of(Project.Kind.PLAIN_R, "/repository/commits");
        for (int attempt = 1; attempt <= 3; attempt++) {
            rig().simulator().fail(commits, times(5, Refusal.of(500, "Error")));
            rig().night(DAY, List.of(DAY));
            assertThat(rig().findings(DAY).toString())
                    .contains("kind=WARNING, subject=commits, reason=the server failed every time");
            assertThat(rig().source().isIncomplete(rig().raw(), DAY)).isEqualTo(attempt < 3);
        }
        LocalDate next = DAY.plusDays(1);
        rig().simulator().fail(commits, times(5, Refusal.of(500, "Error")));
        rig().night(next, List.of(next));
        assertThat(rig().source().isIncomplete(rig().raw(), next)).isTrue();
        rig().night(next, List.of(next));
        assertThat(rig().source().isIncomplete(rig().raw(), next)).isFalse();
    }

    @Test
    void aServerThatFailsForEveryProjectIsAwayAndNotFullOfGaps() {
        for (Project project : WORLD.projects()) {
            rig().simulator()
                    .fail("/projects/" + project.id() + "/languages", times(5, Refusal.of(502, "Bad gateway")));
        }
        assertThatThrownBy(() -> rig().night(DAY, List.of(DAY)))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("endpoint languages");
    }

    @Test
    void aLoginPageIsNoAnswer() {
        rig().simulator().fail("/users", new Refusal(200, "text/html", "<html>Sign in</html>", Map.of()));
        assertThatThrownBy(() -> rig().night(DAY, List.of(DAY)))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("login page");
        Refusal signIn = new Refusal(302, "text/plain", "", Map.of("Location", "http://x/users/sign_in"));
        rig().simulator().fail("/version", signIn);
        assertThatThrownBy(() -> rig().night(DAY, List.of(DAY)))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("sign-in page");
    }

    @Test
    void datesThatAreNoneAndDatesAheadAreCounted() {
        String ahead = "[{\"id\":\"0a\",\"author_email\":\"x@y.z\",\"committed_date\":\"2099-01-01T00:00:00Z\","
                + "\"parent_ids\":[]},{\"id\":\"0b\",\"committed_date\":\"soon\",\"parent_ids\":[]},"
                + "{\"id\":\"0c\",\"author_email\":\"\\ufffdx\",\"committed_date\":\"1970-01-01T00:00:00Z\"}]";
        rig().simulator()
                .fail(
                        of(Project.Kind.UV, "/repository/commits"),
                        new Refusal(200, "application/json", ahead, Map.of()));
        rig().night(DAY, List.of(DAY));
        assertThat(rig().findings(DAY).toString())
                .contains("reason=commit dated in the future, count=1")
                .contains("reason=commit dated before the days asked for, count=1")
                .contains("reason=commit or pipeline without a date, count=1");
        String key = rig().rows(DAY, "dim_repository").stream()
                .filter(row -> Long.toString(id(Project.Kind.UV)).equals(row.get("gitlab_project_id")))
                .map(row -> row.get("repository_key"))
                .findFirst()
                .orElseThrow();
        assertThat(rig().rows(DAY, "fact_commit_day")).noneMatch(row -> key.equals(row.get("repository_key")));
    }

    @Test
    void aLockFileOfFiftyMegabytesIsACountedGapAndItsProjectGoesOn() {
        Refusal huge = new Refusal(200, "text/plain", "x".repeat(50_000_000), Map.of());
        rig().simulator().fail(of(Project.Kind.UV, "/repository/blobs"), huge);
        rig().night(DAY, List.of(DAY));
        assertThat(rig().findings(DAY).toString()).contains("reason=longer than 10000000 bytes, count=1");
        assertThat(rig().rows(DAY, "fact_repository_day"))
                .hasSize(WORLD.projects().size() - 1); // one is created later
    }

    @Test
    void aLimitThatIsRaisedLetsFilesBeReadThatWereTooLong() {
        LocalDate later = DAY.plusDays(10);
        rig = new GitlabRig(
                folder,
                new GitlabWorld(WorldSettings.of(DAY, 1, 20, 6, 1)),
                GitlabOptions.usual().withQuickLanguages());
        GitlabConnection usual = GitlabConnection.of(rig().simulator().url(), GitlabOptions.TOKEN);
        GitlabConnection low = new GitlabConnection(usual.http(), usual.token(), List.of(), 8, 4, 1_000);
        for (LocalDate night : List.of(DAY, DAY.plusDays(5))) { // in the second, nothing has happened in any project
            rig().after(night);
            rig().night(rig().source(low), List.of(night));
        }
        List<String> before = rig().findings(DAY);
        assertThat(before.toString()).contains("reason=longer than 1000 bytes");
        rig().after(later);
        rig().night(rig().source(usual), List.of(later));
        assertThat(rig().findings(later).toString()).doesNotContain("longer than");
        assertThat(rig().rows(later, "bridge_repository_package"))
                .hasSizeGreaterThan(rig().rows(DAY, "bridge_repository_package").size());
        rig().build(rig().source(usual), new Day(DAY, ZoneOffset.UTC));
        assertThat(rig().findings(DAY)).as("built again of the same raw").isEqualTo(before);
    }

    @Test
    void emptyRepositoriesOfEitherKindOfServerAreEmpty() {
        rig(GitlabOptions.usual().withQuickLanguages().withoutEmptyLists()).night(DAY, List.of(DAY));
        assertThat(rig().simulator().takeAsked())
                .noneMatch(path -> path.startsWith(of(Project.Kind.EMPTY, "/repository")));
        assertThat(rig().rows(DAY, "fact_repository_day"))
                .hasSize(WORLD.projects().size() - 1);
    }

    @Test
    void aKilledNightGoesOnWhereItStoppedAndAsksNothingTwice() {
        Day day = new Day(DAY, ZoneOffset.UTC);
        rig().after(DAY);
        List<String> first = new ArrayList<>();
        for (Endpoint endpoint : rig().source().endpoints()) {
            if (!endpoint.name().equals(GitlabEndpoints.LOCK_FILES)) {
                RawZone.Writer raw = rig().raw().writer("gitlab", endpoint.name(), DAY, 1);
                rig().source().extract(day, endpoint, raw, Progress.NONE);
            }
        }
        rig().simulator().fail(of(Project.Kind.INTERNAL_PACKAGE, "/repository/blobs"), Refusal.of(401, "Unauthorized"));
        Endpoint lockFiles = rig().source().endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(GitlabEndpoints.LOCK_FILES))
                .findFirst()
                .orElseThrow();
        RawZone.Writer raw = rig().raw().writer("gitlab", GitlabEndpoints.LOCK_FILES, DAY, 1);
        assertThatThrownBy(() -> rig().source().extract(day, lockFiles, raw, Progress.NONE))
                .isInstanceOf(SourceMisconfigured.class);
        first.addAll(rig().simulator().takeAsked());
        rig().night(DAY, List.of(DAY));
        List<String> second = rig().simulator().takeAsked();
        assertThat(second).filteredOn(path -> path.contains("/blobs/")).doesNotContainAnyElementsOf(read(first));
        assertThat(second).filteredOn(path -> path.contains("/blobs/")).isNotEmpty();
    }

    /** Contents that had been read when the night was killed: all that were asked for but the refused one. */
    private static List<String> read(List<String> asked) {
        return asked.stream()
                .filter(path -> path.contains("/blobs/") && !path.startsWith(of(Project.Kind.INTERNAL_PACKAGE, "/")))
                .toList();
    }

    @Test
    void noSecretAndNoNameOfAFileReachesTheLake() throws IOException {
        rig().night(DAY, List.of(DAY));
        try (Stream<Path> files = Files.walk(folder.resolve("lake"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = text(file);
                assertThat(text).as(file.toString()).doesNotContain("s3cr3t");
                assertThat(text).as(file.toString()).doesNotContain("Lovelace").doesNotContain("Some Body");
            }
        }
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".zst")) {
            try (var in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void theRateLimitIsWaitedFor() {
        List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
        Instant now = Instant.ofEpochSecond(1_000);
        RateLimit limit = new RateLimit(() -> now, waits::add);
        limit.note(headers(Map.of("RateLimit-Remaining", "1", "RateLimit-Reset", "1030")));
        limit.await();
        assertThat(waits).isEmpty();
        limit.note(headers(Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "1030")));
        limit.await();
        assertThat(waits).containsExactly(Duration.ofSeconds(30));
        limit.note(headers(Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "999999999999")));
        limit.await();
        assertThat(waits).contains(Duration.ofMinutes(15));
    }

    private static HttpHeaders headers(Map<String, String> values) {
        Map<String, List<String>> all = new TreeMap<>();
        values.forEach((name, value) -> all.put(name, List.of(value)));
        return HttpHeaders.of(all, (name, value) -> true);
    }

    @Test
    void aListingThatLacksMostProjectsDeletesNone() {
        rig().night(DAY, List.of(DAY));
        int known = rig().rows(DAY, "fact_repository_day").size();
        String one = "[{\"id\":100,\"default_branch\":\"main\",\"path_with_namespace\":\"biostat/trials/study-0\"}]";
        // What is asked for first is the greatest number, and then the list.
        rig().simulator().fail("/projects", times(2, new Refusal(200, "application/json", one, Map.of())));
        LocalDate next = DAY.plusDays(1);
        rig().night(next, List.of(next));
        assertThat(rig().findings(next).toString())
                .contains("subject=listing, reason=the listing is held back")
                .contains("count=" + (known - 1));
        assertThat(rig().rows(next, "dim_repository"))
                .allSatisfy(row -> assertThat(row).containsEntry("deleted_observed_on", ""));
        assertThat(rig().rows(next, "fact_repository_day"))
                .allSatisfy(row -> assertThat(row).containsEntry("is_listed", ""));
        rig().night(next.plusDays(1), List.of(next.plusDays(1)));
        assertThat(rig().rows(next.plusDays(1), "fact_repository_day")).hasSizeGreaterThan(known - 3);
    }

    @Test
    void aTokenThatSeesNoAccountsKnowsPeopleByTheirAddresses() {
        rig().simulator().fail("/users", Refusal.of(403, "Forbidden"));
        rig().night(DAY, List.of(DAY));
        assertThat(rig().findings(DAY).toString()).contains("endpoint=directory, kind=GAP");
        assertThat(rig().rows(DAY, "fact_commit_day")).isNotEmpty();
        assertThat(rig().rows(DAY, "bridge_identity"))
                .anySatisfy(row -> assertThat(row).containsEntry("system_name", "email"));
    }
}
