package org.scewarehouse.etl.simulator.gitlab;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the server answers at its present time: lists of projects and people; the rest is {@link ProjectAnswers}. */
final class GitlabAnswers {

    private static final JsonMapper JSON = new JsonMapper();

    private final GitlabWorld world;
    private final ProjectAnswers ofProject;
    private volatile Instant now;

    GitlabAnswers(GitlabWorld world, GitlabOptions options, Instant now) {
        this.world = world;
        this.ofProject = new ProjectAnswers(world, options);
        this.now = now;
    }

    void setNow(Instant instant) {
        now = instant;
    }

    Pages.Page answer(String path, Parameters query) {
        Instant at = now;
        if (path.equals("/version")) {
            return Pages.document(
                    JSON.createObjectNode().put("version", "17.9.1-ee").put("revision", "0123abcd"));
        }
        if (path.equals("/users")) {
            return users(path, query.allow("order_by", "sort", "id_after"));
        }
        if (path.equals("/projects")) {
            return projects(path, query, at);
        }
        if (path.startsWith("/groups/") && path.endsWith("/projects")) {
            return groupProjects(path, query, at);
        }
        String[] steps = path.split("/", 4);
        if (steps.length < 3 || !steps[1].equals("projects")) {
            throw new Refusal.Thrown(404, "Not Found");
        }
        Project project = project(steps[2], at);
        if (steps.length == 3) {
            boolean hasStatistics =
                    query.allow("statistics").text("statistics", "false").equals("true");
            return Pages.document(json(project, at, hasStatistics));
        }
        return ofProject.answer(project, path, steps[3], query, at);
    }

    /** By number or by encoded path; a former path is a redirect to the number. */
    private Project project(String name, Instant at) {
        String plain = URLDecoder.decode(name, StandardCharsets.UTF_8);
        if (plain.matches("\\d+")) {
            Project project = world.byId(Long.parseLong(plain));
            if (project != null && project.isThere(at)) {
                return project;
            }
        }
        for (Project project : world.projects()) {
            if (project.isThere(at) && world.path(project, at).equals(plain)) {
                return project;
            }
            if (project.isThere(at) && world.path(project, Instant.EPOCH).equals(plain)) {
                throw new Refusal.Thrown(new Refusal(
                        301, "application/json", "{}", Map.of("Location", "/api/v4/projects/" + project.id())));
            }
        }
        throw new Refusal.Thrown(404, "Project Not Found");
    }

    private Pages.Page projects(String path, Parameters query, Instant at) {
        query.allow("order_by", "sort", "statistics", "id_after", "id_before", "last_activity_after");
        long end = query.number("id_before", Long.MAX_VALUE);
        List<Project> there = world.projects().stream()
                .filter(project -> project.isThere(at) && project.id() < end)
                .toList();
        boolean hasStatistics = query.text("statistics", "false").equals("true");
        if (query.isKeyset()) {
            query.require("order_by", "id").require("sort", "asc");
            return Pages.keyset(path, query, there, Project::id, "id_after", p -> json(p, at, hasStatistics));
        }
        Comparator<Project> order = query.text("order_by", "created_at").equals("created_at")
                ? Comparator.comparing(Project::createdAt)
                : Comparator.comparing(Project::id);
        boolean isDescending = query.text("sort", "desc").equals("desc");
        List<Project> ordered =
                there.stream().sorted(isDescending ? order.reversed() : order).toList();
        return Pages.numbered(path, query, ordered, p -> json(p, at, hasStatistics), true);
    }

    private Pages.Page groupProjects(String path, Parameters query, Instant at) {
        query.allow("order_by", "sort", "with_shared", "include_subgroups");
        String name = path.substring("/groups/".length(), path.length() - "/projects".length());
        String group = URLDecoder.decode(name, StandardCharsets.UTF_8);
        boolean hasShared = !query.text("with_shared", "true").equals("false");
        if (name.contains("/") || query.isKeyset()) {
            throw new Refusal.Thrown(404, "Group Not Found");
        }
        List<Project> there = world.projects().stream()
                .filter(project -> project.isThere(at)
                        && (world.path(project, at).startsWith(group + "/")
                                || (hasShared && project.kind() == Project.Kind.PERSONAL)))
                .toList();
        if (there.isEmpty()) {
            throw new Refusal.Thrown(404, "Group Not Found");
        }
        return Pages.numbered(path, query, there, p -> json(p, at, false), true);
    }

    private ObjectNode json(Project project, Instant at, boolean hasStatistics) {
        boolean isArchived = project.kind() == Project.Kind.ARCHIVED && project.hasChanged(at);
        ObjectNode json = JSON.createObjectNode()
                .put("id", project.id())
                .put("description", "Study of somebody")
                .put("path_with_namespace", world.path(project, at))
                .put("visibility", project.number() % 4 == 0 ? "private" : "internal")
                .put("archived", isArchived)
                .put("empty_repo", project.kind() == Project.Kind.EMPTY)
                .put("created_at", project.createdAt().toString())
                .put("last_activity_at", world.lastActivityAt(project, at).toString())
                .put("creator_id", GitlabWorld.accountId(project.creator()))
                .put("runners_token", "GR-secret")
                .put("repository_access_level", project.kind() == Project.Kind.REPOSITORY_OFF ? "disabled" : "enabled")
                .put("builds_access_level", project.kind() == Project.Kind.PIPELINES_OFF ? "disabled" : "enabled");
        json.put("default_branch", project.kind() == Project.Kind.EMPTY ? null : "main");
        json.putObject("namespace")
                .put("id", 31)
                .put("kind", project.kind() == Project.Kind.PERSONAL ? "user" : "group")
                .put("full_path", "biostat");
        json.putArray("topics").add("study");
        if (project.kind() == Project.Kind.FORK) {
            json.putObject("forked_from_project").put("id", 100).put("name", "study-0");
        }
        if (hasStatistics) {
            statistics(json, project);
        }
        return json;
    }

    private static void statistics(ObjectNode json, Project project) {
        long bytes = 1_000L * (project.number() + 1);
        json.putObject("statistics")
                .put("commit_count", 10 + project.number())
                .put("storage_size", bytes * 3)
                .put("repository_size", bytes)
                .put("lfs_objects_size", 0)
                .put("job_artifacts_size", bytes * 2)
                .put("packages_size", 0);
    }

    private Pages.Page users(String path, Parameters query) {
        query.require("order_by", "id").require("sort", "asc");
        List<Integer> all =
                IntStream.range(0, world.settings().people().size()).boxed().toList();
        return Pages.keyset(path, query, all, GitlabWorld::accountId, "id_after", i -> {
            WorldSettings.Person person = world.settings().people().get(i);
            ObjectNode json = JSON.createObjectNode()
                    .put("id", GitlabWorld.accountId(i))
                    .put("username", person.username())
                    .put("name", "Some Body")
                    .put("email", person.email())
                    .put("state", "active")
                    .put("bot", false);
            json.putArray("identities")
                    .addObject()
                    .put("provider", "ldapmain")
                    .put("extern_uid", "uid=" + person.username() + ",ou=people");
            return json;
        });
    }
}
