package org.scewarehouse.etl.simulator.gitlab;

import java.time.Instant;
import java.util.SortedSet;

/** What is true of a world, to hold facts against. */
public final class GitlabTruth {

    private GitlabTruth() {}

    /** Package versions that a project uses at a moment, each as {@code ecosystem name version}. */
    public static SortedSet<String> packages(GitlabWorld world, Project project, Instant now) {
        return LockTexts.packages(world, project, now);
    }
}
