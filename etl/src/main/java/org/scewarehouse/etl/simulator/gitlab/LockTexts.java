package org.scewarehouse.etl.simulator.gitlab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.scewarehouse.etl.simulator.gitlab.Project.Kind;

/** Files of repositories, and the truth about the packages in them. */
final class LockTexts {

    private static final String R_VERSION = "4.3.2";

    private LockTexts() {}

    /** Versions that a project uses, each as {@code ecosystem name version}, sorted. */
    static TreeSet<String> packages(GitlabWorld world, Project project, Instant now) {
        TreeSet<String> packages = new TreeSet<>();
        int upgrades = world.upgrades(project, now);
        int count = world.settings().packagesPerProject();
        switch (project.kind()) {
            case EMPTY, REPOSITORY_OFF, CONFLICT, LARGE_FILE, DATA -> {}
            case UV, REQUIREMENTS -> {
                for (int i = 0; i < count; i++) {
                    packages.add("python lib-" + i + ' ' + version(i, upgrades));
                }
            }
            case CONDA -> {
                packages.add("runtime Python 3.11.4");
                packages.add("conda numpy " + version(0, upgrades));
                packages.add("python lib-1 " + version(1, upgrades));
                packages.add("python lib-2 unpinned");
            }
            default -> {
                packages.add("runtime R " + R_VERSION);
                for (int i = 0; i < count; i++) {
                    packages.add("r pkg" + i + ' ' + version(i, upgrades));
                }
                if (project.kind() == Kind.INTERNAL_PACKAGE) {
                    packages.add("r sitetools 0.2." + upgrades);
                }
            }
        }
        return packages;
    }

    private static String version(int place, int upgrades) {
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
            case UV -> files.add(new RepositoryFile("uv.lock", uv(count, upgrades)));
            case REQUIREMENTS -> files.add(new RepositoryFile("requirements.txt", requirements(count, upgrades)));
            case CONDA -> files.add(new RepositoryFile("environment.yml", conda(upgrades)));
            case CONFLICT ->
                files.add(new RepositoryFile("renv.lock", "{\n<<<<<<< HEAD\n  \"R\": {}\n=======\n>>>>>>> other\n}\n"));
            case LARGE_FILE ->
                files.add(new RepositoryFile(
                        "renv.lock", "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 52428800\n"));
            case DEEP -> {
                files.add(new RepositoryFile("analysis/model/renv.lock", renv(project, count, upgrades)));
                files.add(new RepositoryFile("renv/library/R-4.3/x/pkg0/DESCRIPTION", "Package: pkg0\nVersion: 9.9\n"));
                files.add(new RepositoryFile("a/b/c/d/e/renv.lock", renv(project, 1, 99)));
            }
            default -> files.add(new RepositoryFile("renv.lock", renv(project, count, upgrades)));
        }
        return files;
    }

    private static String renv(Project project, int count, int upgrades) {
        StringBuilder text = new StringBuilder("{\n  \"R\": {\n    \"Version\": \"" + R_VERSION
                + "\",\n    \"Repositories\": [{\"Name\": \"CRAN\", \"URL\": \"https://cran.example\"}]\n  },\n"
                + "  \"Packages\": {");
        for (int i = 0; i < count; i++) {
            String name = "pkg" + i;
            text.append(i == 0 ? "\n" : ",\n")
                    .append("    \"" + name + "\": {\"Package\": \"" + name + "\", \"Version\": \""
                            + version(i, upgrades)
                            + "\", \"Source\": \"Repository\", \"Repository\": \"CRAN\","
                            + " \"Author\": \"Ada Lovelace\"}");
        }
        if (project.kind() == Kind.INTERNAL_PACKAGE) {
            text.append(",\n    \"sitetools\": {\"Package\": \"sitetools\", \"Version\": \"0.2." + upgrades
                    + "\", \"Source\": \"GitLab\", \"RemoteType\": \"gitlab\", \"RemoteHost\": \"localhost\"}");
        }
        return text.append("\n  }\n}\n").toString();
    }

    private static String uv(int count, int upgrades) {
        StringBuilder text = new StringBuilder("version = 1\nrequires-python = \">=3.11\"\n\n[[package]]\n"
                + "name = \"study\"\nversion = \"0.1.0\"\nsource = { virtual = \".\" }\n");
        for (int i = 0; i < count; i++) {
            text.append("\n[[package]]\nname = \"lib-" + i + "\"\nversion = \"" + version(i, upgrades)
                    + "\"\nsource = { registry = \"https://pypi.org/simple\" }\n");
        }
        return text.toString();
    }

    private static String requirements(int count, int upgrades) {
        StringBuilder text = new StringBuilder("--index-url https://robot:s3cr3t-t0ken@pypi.example/simple\n");
        for (int i = 0; i < count; i++) {
            text.append("Lib_" + i + "==" + version(i, upgrades) + " \\\n    --hash=sha256:0f  # pinned\n");
        }
        return text.toString();
    }

    private static String conda(int upgrades) {
        return "name: study\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.11.4\n  - conda-forge::numpy="
                + version(0, upgrades) + "=py311_0\n  - pip:\n      - lib-1==" + version(1, upgrades)
                + "\n      - lib-2>=1\nprefix: /home/ada/envs/study\n";
    }
}
