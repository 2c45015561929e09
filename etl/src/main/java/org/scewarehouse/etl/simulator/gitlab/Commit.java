package org.scewarehouse.etl.simulator.gitlab;

import java.time.Instant;

/**
 * A commit.
 *
 * @param sha its number
 * @param author place of its author among the people
 * @param email address of the author as it stands in the commit
 */
public record Commit(
        String sha, int author, String email, Instant committedAt, boolean isMerge, long additions, long deletions) {}
