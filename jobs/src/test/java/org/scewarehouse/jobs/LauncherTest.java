package org.scewarehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The launcher script, with a Maven and a Java that only say how they are called. */
class LauncherTest {
    @TempDir
    Path folder;

    private Path script;
    private Path source;

    @BeforeEach
    void layOut() throws IOException {
        script = folder.resolve("project/sce");
        for (String module : List.of("warehouse-ddl", "etl", "jobs")) {
            Files.createDirectories(folder.resolve("project/" + module + "/src/main"));
            Files.writeString(folder.resolve("project/" + module + "/pom.xml"), "");
        }
        Files.writeString(folder.resolve("project/pom.xml"), "");
        source = Files.writeString(folder.resolve("project/etl/src/main/Source.java"), "");
        Files.copy(Path.of("..", "sce"), script);
        program("mvn", """
                echo build >> %s
                sleep 0.5
                mkdir -p jobs/target
                echo jar > jobs/target/jobs-0.jar
                """.formatted(folder.resolve("builds.txt")));
        program("jdk/bin/java", """
                [ "$*" = "${*#*ArchiveClasses}" ] || exit 0
                if [ "$*" != "${*%-version}" ]; then
                    [ "$*" = "${*#*-Xnope}" ] && exit
                    echo "Unrecognized option: -Xnope"
                    exit 1
                fi
                echo "$*"
                exit 42
                """);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        setExecutable(script);
    }

    @Test
    void buildsOnceForAllWhoWaitAndPassesOnArgumentsAndExitCode() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start(Map.of(), "sql", "select  'a b'"));
        }
        for (Process process : processes) {
            assertThat(output(process)).contains("-Xmx1g").contains("sce.jar sql select  'a b'\n");
            assertThat(process.waitFor()).isEqualTo(42);
        }
        assertThat(buildCount()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewerAndRemovesWhatNobodyUses() throws Exception {
        output(start(Map.of()));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofSeconds(1))));
        output(start(Map.of()));
        assertThat(buildCount()).isEqualTo(2);
        try (Stream<Path> builds = Files.list(folder.resolve("project/jobs/target/app"))) {
            assertThat(builds.filter(path -> path.getFileName().toString().startsWith("build-")))
                    .hasSize(1);
        }
    }

    @Test
    void keepsTheBuildThatARunningProcessCameFrom() throws Exception {
        program("jdk/bin/java", """
                [ "$*" = "${*#*ArchiveClasses}" ] || exit 0
                [ "$*" = "${*#*nightly}" ] || sleep 600
                """);
        Process nightly = start(Map.of(), "nightly");
        while (!isUsed()) {
            Thread.sleep(20);
        }
        Path used = folder.resolve("project/jobs/target/app/current").toRealPath();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofSeconds(1))));
        output(start(Map.of(), "status"));
        assertThat(used).exists();
        nightly.descendants().forEach(ProcessHandle::destroyForcibly);
        nightly.destroyForcibly().waitFor();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofSeconds(60))));
        output(start(Map.of(), "status"));
        assertThat(used).doesNotExist();
    }

    /** As cron starts it: Java would take a folder such as /srv/Größe for one that cannot be. */
    @Test
    void letsJavaReadNamesInUtf8WhereNoLocaleIsGiven() throws Exception {
        program("jdk/bin/java", """
                [ "$*" = "${*#*ArchiveClasses}" ] || exit 0
                locale charmap
                """);
        assertThat(output(start(Map.of("LC_ALL", "POSIX"), "status"))).endsWith("UTF-8\n");
        assertThat(output(start(Map.of("LC_ALL", "no_SUCH.locale"), "status"))).endsWith("UTF-8\n");
        assertThat(output(start(Map.of("LC_ALL", "C.UTF-8"), "status"))).endsWith("UTF-8\n");
    }

    @Test
    void aFailedBuildEndsWithFourAndShowsItsLog() throws Exception {
        program("mvn", "echo 'cannot find symbol'; exit 1");
        Process process = start(Map.of());
        assertThat(output(process)).contains("cannot find symbol").contains("the build failed");
        assertThat(process.waitFor()).isEqualTo(4);
    }

    @Test
    void refusesAnOldOrMissingJava() throws Exception {
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Process old = start(Map.of());
        assertThat(output(old)).contains("is Java 11; 17 or later is needed");
        assertThat(old.waitFor()).isEqualTo(4);
        Process missing = start(Map.of("JAVA_HOME", "/nowhere"));
        assertThat(output(missing)).contains("JAVA_HOME is /nowhere");
        assertThat(missing.waitFor()).isEqualTo(4);
    }

    @Test
    void optionsThatJavaRefusesEndWithFour() throws Exception {
        Process process = start(Map.of("SCE_JAVA_OPTS", "-Xmx2g -Xnope"), "status");
        assertThat(output(process)).contains("SCE_JAVA_OPTS=-Xmx2g -Xnope: Unrecognized option: -Xnope");
        assertThat(process.waitFor()).isEqualTo(4);
    }

    @Test
    void aFolderThatCannotBeMadeEndsWithFour() throws Exception {
        Files.writeString(folder.resolve("project/jobs/target"), "no folder");
        Process process = start(Map.of(), "status");
        assertThat(output(process)).contains("jobs/target");
        assertThat(process.waitFor()).isEqualTo(4);
    }

    @Test
    void aShareOfTheMemoryTakesThePlaceOfAFixedHeap() throws Exception {
        String share = "-XX:MaxRAMPercentage=60";
        assertThat(output(start(Map.of("SCE_JAVA_OPTS", share))))
                .contains(share)
                .doesNotContain("-Xmx");
        assertThat(output(start(Map.of("SCE_JAVA_OPTS", "-Xmx4g")))).contains("-Xmx1g", "-Xmx4g");
    }

    @Test
    void anApplicationWithoutSourcesIsNotBuiltAndGetsAnArchiveWhenAsked() throws Exception {
        Path app = Files.createDirectories(folder.resolve("project/jobs/target/app/build-image"));
        Files.writeString(app.resolve("built"), "");
        Files.createSymbolicLink(app.resolveSibling("current"), Path.of("build-image"));
        FileSystemUtils.deleteRecursively(folder.resolve("project/jobs/src"));
        Process without = start(Map.of(), "--share-classes");
        assertThat(output(without)).contains("no archive was made");
        assertThat(without.waitFor()).isEqualTo(4);

        program("jdk/bin/java", """
                echo "$*"
                for option in "$@"; do
                    case $option in -XX:ArchiveClassesAtExit=*) echo classes > "${option#*=}" ;; esac
                done
                """);
        assertThat(start(Map.of(), "--share-classes").waitFor()).isZero();
        assertThat(output(start(Map.of(), "status"))).contains("-XX:SharedArchiveFile=" + app.resolve("classes.jsa"));
        assertThat(buildCount()).isZero();
    }

    private boolean isUsed() throws IOException {
        return Files.exists(folder.resolve("project/jobs/target/app/current"));
    }

    private long buildCount() throws IOException {
        Path builds = folder.resolve("builds.txt");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void program(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        setExecutable(file);
    }

    private static void setExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
