package org.scewarehouse.etl.source.gitlab;

import java.util.List;
import org.scewarehouse.etl.source.Endpoint;

/** What is asked of a GitLab server. Events are asked for any day; the state of projects can only be seen as of now. */
final class GitlabEndpoints {

    static final String DIRECTORY = "directory";
    static final String COMMITS = "commits";
    static final String PIPELINES = "pipelines";
    static final String PROJECTS = "projects";
    static final String LANGUAGES = "languages";
    static final String MEMBERS = "members";
    static final String LOCK_FILES = "lock_files";

    static final String USERS = "users";

    /** What is asked of one project at a time for any day. */
    static final List<String> EVENTS = List.of(COMMITS, PIPELINES);

    /** What an earlier night must have seen of a project so that it need not be asked again. */
    static final List<String> SNAPSHOTS = List.of(PROJECTS, LANGUAGES, MEMBERS, LOCK_FILES);

    /** Those of them that are asked of one project at a time. */
    static final List<String> ASKED_BY_PROJECT = List.of(LANGUAGES, MEMBERS, LOCK_FILES);

    private GitlabEndpoints() {}

    static List<Endpoint> all() {
        return List.of(
                new Endpoint(DIRECTORY, Endpoint.Kind.EVENT, true),
                new Endpoint(COMMITS, Endpoint.Kind.EVENT, true),
                new Endpoint(PIPELINES, Endpoint.Kind.EVENT, true),
                new Endpoint(PROJECTS, Endpoint.Kind.SNAPSHOT, false),
                new Endpoint(LANGUAGES, Endpoint.Kind.SNAPSHOT, false),
                new Endpoint(MEMBERS, Endpoint.Kind.SNAPSHOT, false),
                new Endpoint(LOCK_FILES, Endpoint.Kind.SNAPSHOT, false));
    }
}
