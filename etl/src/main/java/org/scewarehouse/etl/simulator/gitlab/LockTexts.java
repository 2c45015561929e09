package org.scewarehouse.etl.simulator.gitlab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scewarehouse.etl.simulator.gitlab.Project.Kind;

/** Files of repositories, and the truth about the packages in them. */
final class LockTexts {

    private LockTexts() {}

    /** Versions that a project uses, each as {@code ecosystem name version}, sorted. */
    static SortedSet<String> packages(GitlabWorld world, Project project, Instant now) {
        SortedSet<String> packages = new TreeSet<>();
        int upgrades = world.upgrades(project, now);
        int count = world.settings().packagesPerProject();
        switch (project.kind()) {
            case EMPTY, REPOSITORY_OFF, CONFLICT, LARGE_FILE, DATA -> {}
            case UV, REQUIREMENTS -> {
                LockFormat format = LockFormat.python(project);
                if (format.saysRuntime()) {
                    packages.add("runtime Python " + LockFormat.PYTHON_VERSION);
                }
                for (int i = 0; i < count; i++) {
                    packages.add("python lib-" + i + ' ' + (format.isExact(i) ? version(i, upgrades) : "unpinned"));
                }
            }
            case CONDA -> {
                packages.add("runtime Python " + LockFormat.PYTHON_VERSION);
                packages.add("conda numpy " + version(0, upgrades));
                packages.add("python lib-1 " + version(1, upgrades));
                packages.add("python lib-2 " + (LockFormat.isCondaLock(project) ? version(2, upgrades) : "unpinned"));
            }
            default -> {
                LockFormat format = LockFormat.r(project);
                if (format.saysRuntime()) {
                    packages.add("runtime R " + LockFormat.R_VERSION);
                }
                for (int i = 0; i < count; i++) {
                    packages.add("r pkg" + i + ' ' + (format.isExact(i) ? version(i, upgrades) : "unpinned"));
                }
                if (project.kind() == Kind.INTERNAL_PACKAGE) {
                    packages.add("r sitetools 0.2." + upgrades);
                }
            }
        }
        return packages;
    }

    static String version(int place, int upgrades) {
        return "1." + place % 7 + '.' + (place % 3 == 0 ? upgrades : 0);
    }

    static List<RepositoryFile> files(GitlabWorld world, Project project, Instant now) {
        int upgrades = world.upgrades(project, now);
        int count = world.settings().packagesPerProject();
        List<RepositoryFile> files = new ArrayList<>();
        files.add(new RepositoryFile("README.md", "Study " + project.number()));
        files.add(new RepositoryFile("src/main" + project.kind().ending(), "x <- 1"));
        switch (project.kind()) {
            case EMPTY, REPOSITORY_OFF -> files.clear();
            case DATA -> {}
            case UV, REQUIREMENTS -> files.add(LockFormat.python(project).file("", project, count, upgrades));
            case CONDA -> files.add(LockFormat.conda(project, upgrades));
            case CONFLICT ->
                files.add(new RepositoryFile("renv.lock", "{\n<<<<<<< HEAD\n  \"R\": {}\n=======\n>>>>>>> other\n}\n"));
            case LARGE_FILE ->
                files.add(new RepositoryFile(
                        "renv.lock", "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 52428800\n"));
            case DEEP -> {
                files.add(LockFormat.r(project).file("analysis/model/", project, count, upgrades));
                files.add(new RepositoryFile("renv/library/R-4.3/x/pkg0/DESCRIPTION", "Package: pkg0\nVersion: 9.9\n"));
                files.add(LockFormat.r(project).file("a/b/c/d/e/", project, 1, 99));
            }
            default -> files.add(LockFormat.r(project).file("", project, count, upgrades));
        }
        return files;
    }
}
