package org.scewarehouse.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.scewarehouse.etl.source.gitlab.GitlabNights;

/**
 * Holds the facts of thirty days of a GitLab server against its truth, as a test does with a smaller server.
 *
 * <p>Arguments, both optional: projects (10000), share of projects active on a day in thousandths (17).
 */
public final class GitlabTruthBench {

    private GitlabTruthBench() {}

    public static void main(String[] arguments) throws Exception {
        int projects = Measured.argument(arguments, 0, 10_000);
        int active = Measured.argument(arguments, 1, 17);
        Path folder = Files.createTempDirectory("gitlab-truth");
        Measured.machine();
        try {
            double seconds = Measured.seconds(() -> GitlabNights.check(folder, projects, active));
            Measured.OUT.printf(
                    "gitlab: facts of 30 days of %d projects are the truth, no night asked for more than what changed;"
                            + " %.0f s%n",
                    projects, seconds);
        } finally {
            Measured.delete(folder);
        }
    }
}
