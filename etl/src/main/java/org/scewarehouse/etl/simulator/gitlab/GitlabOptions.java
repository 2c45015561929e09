package org.scewarehouse.etl.simulator.gitlab;

/**
 * What kind of server is simulated.
 *
 * @param throttledEvery of so many requests one is refused as too many; 0 = none
 * @param hasSlowLanguages whether the first question about the languages of a content only starts finding them out
 * @param emptyIsNotFound whether an empty repository has no commits (404) instead of none (an empty list)
 * @param pathPrefix path before {@code /api/v4}; empty = none
 */
public record GitlabOptions(int throttledEvery, boolean hasSlowLanguages, boolean emptyIsNotFound, String pathPrefix) {

    /** Token of an administrator with the scope {@code read_api}. */
    public static final String TOKEN = "glpat-administrator";

    /** Token that lacks the scope. */
    public static final String WEAK_TOKEN = "glpat-without-scope";

    /** A server that refuses nothing that it need not refuse. */
    public static GitlabOptions usual() {
        return new GitlabOptions(0, true, false, "");
    }

    /** That refuses one of so many requests. */
    public GitlabOptions throttling(int every) {
        return new GitlabOptions(every, hasSlowLanguages, emptyIsNotFound, pathPrefix);
    }

    /** Whose languages are known at once. */
    public GitlabOptions withQuickLanguages() {
        return new GitlabOptions(throttledEvery, false, emptyIsNotFound, pathPrefix);
    }

    /** That answers 404 for empty repositories. */
    public GitlabOptions withoutEmptyLists() {
        return new GitlabOptions(throttledEvery, hasSlowLanguages, true, pathPrefix);
    }

    /** Behind a path. */
    public GitlabOptions under(String prefix) {
        return new GitlabOptions(throttledEvery, hasSlowLanguages, emptyIsNotFound, prefix);
    }
}
