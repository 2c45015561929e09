package org.scewarehouse.etl.simulator.gitlab;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the server answers about one project. */
final class ProjectAnswers {

    private static final JsonMapper JSON = new JsonMapper();

    private final GitlabWorld world;
    private final GitlabOptions options;
    /** Contents whose languages somebody has asked for before. */
    private final Set<String> languagesKnown = ConcurrentHashMap.newKeySet();

    ProjectAnswers(GitlabWorld world, GitlabOptions options) {
        this.world = world;
        this.options = options;
    }

    Pages.Page answer(Project project, String path, String what, Parameters query, Instant at) {
        return switch (what) {
            case "languages" -> languages(project, at);
            case "members/all" -> members(project, path, query.allow());
            case "repository/tree" -> tree(project, path, query.allow("recursive", "ref", "page_token"), at);
            case "repository/commits" -> commits(project, path, query.allow("since", "all", "with_stats"), at);
            case "pipelines" -> pipelines(project, path, query.allow("order_by", "sort", "source"), at);
            case "jobs" -> jobs(project, path, query.allow("order_by", "sort", "include_retried", "id_before"), at);
            default -> {
                if (what.startsWith("repository/blobs/") && what.endsWith("/raw")) {
                    yield blob(project, what.substring(17, what.length() - 4), at);
                }
                throw new Refusal.Thrown(404, "Not Found");
            }
        };
    }

    private Pages.Page languages(Project project, Instant at) {
        boolean isKnown =
                !options.hasSlowLanguages() || !languagesKnown.add(project.id() + " " + world.upgrades(project, at));
        ObjectNode json = JSON.createObjectNode();
        if (isKnown) {
            world.languages(project, at).forEach(json::put);
        }
        return Pages.document(json);
    }

    /** Some are members of the group and of the project, and are listed twice. */
    private Pages.Page members(Project project, String path, Parameters query) {
        List<ObjectNode> all = new ArrayList<>();
        for (int person : world.members(project)) {
            all.add(member(person, 40));
            if (person % 2 == 0) {
                all.add(member(person, 30));
            }
        }
        return Pages.numbered(path, query, all, member -> member, true);
    }

    private static ObjectNode member(int person, int level) {
        return JSON.createObjectNode()
                .put("id", GitlabWorld.accountId(person))
                .put("username", "somebody")
                .put("access_level", level);
    }

    private void requireRepository(Project project) {
        if (project.kind() == Project.Kind.REPOSITORY_OFF) {
            throw new Refusal.Thrown(403, "Forbidden");
        }
    }

    private Pages.Page tree(Project project, String path, Parameters query, Instant at) {
        requireRepository(project);
        query.require("pagination", "keyset");
        List<RepositoryFile> files = world.files(project, at);
        if (files.isEmpty()) {
            throw new Refusal.Thrown(404, "Tree Not Found");
        }
        List<Integer> places = IntStream.range(0, files.size()).boxed().toList();
        return Pages.token(path, query, places, Integer::longValue, place -> {
            RepositoryFile file = files.get(place);
            return JSON.createObjectNode()
                    .put("id", file.blob())
                    .put("name", file.path().substring(file.path().lastIndexOf('/') + 1))
                    .put("type", "blob")
                    .put("path", file.path())
                    .put("mode", "100644");
        });
    }

    private Pages.Page blob(Project project, String blob, Instant at) {
        requireRepository(project);
        return world.files(project, at).stream()
                .filter(file -> file.blob().equals(blob))
                .findFirst()
                .map(file -> new Pages.Page(
                        file.text().getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/plain")))
                .orElseThrow(() -> new Refusal.Thrown(404, "Blob Not Found"));
    }

    private Pages.Page commits(Project project, String path, Parameters query, Instant at) {
        requireRepository(project);
        if (project.kind() == Project.Kind.EMPTY && options.emptyIsNotFound()) {
            throw new Refusal.Thrown(404, "Repository Not Found");
        }
        Instant since = query.instant("since", Instant.EPOCH);
        List<Commit> all = new ArrayList<>();
        for (LocalDate day : days(since, at)) {
            for (Commit commit : world.commits(project, day)) {
                if (!commit.committedAt().isBefore(since)
                        && !commit.committedAt().isAfter(at)) {
                    all.add(commit);
                }
            }
        }
        Collections.reverse(all);
        boolean hasStats = query.text("with_stats", "false").equals("true");
        return Pages.numbered(path, query, all, commit -> json(commit, hasStats), false);
    }

    private List<LocalDate> days(Instant since, Instant at) {
        LocalDate first = LocalDate.ofInstant(since, ZoneOffset.UTC);
        LocalDate from =
                first.isBefore(world.settings().firstDay()) ? world.settings().firstDay() : first;
        LocalDate to = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return to.isBefore(from) ? List.of() : from.datesUntil(to.plusDays(1)).toList();
    }

    private static ObjectNode json(Commit commit, boolean hasStats) {
        String at = commit.committedAt().atOffset(ZoneOffset.ofHours(2)).toString();
        ObjectNode json = JSON.createObjectNode()
                .put("id", commit.sha())
                .put("title", "Fix what somebody told me")
                .put("author_name", "Some Body")
                .put("author_email", commit.email())
                .put("committed_date", at)
                .put("created_at", at);
        json.putArray("parent_ids").add("0a");
        if (commit.isMerge()) {
            json.withArray("parent_ids").add("0b");
        }
        if (hasStats) {
            json.putObject("stats")
                    .put("additions", commit.additions())
                    .put("deletions", commit.deletions())
                    .put("total", commit.additions() + commit.deletions());
        }
        return json;
    }

    private List<Pipeline> newestFirst(Project project, Instant at) {
        if (project.kind() == Project.Kind.PIPELINES_OFF) {
            throw new Refusal.Thrown(403, "Forbidden");
        }
        List<Pipeline> all = new ArrayList<>();
        for (LocalDate day : days(Instant.EPOCH, at)) {
            for (Pipeline pipeline : world.pipelines(project, day)) {
                if (!pipeline.createdAt().isAfter(at)) {
                    all.add(pipeline);
                }
            }
        }
        Collections.reverse(all);
        return all;
    }

    private Pages.Page pipelines(Project project, String path, Parameters query, Instant at) {
        query.require("order_by", "id").require("sort", "desc");
        String source = query.text("source", "");
        // Those that others began are listed only where they are asked for by that.
        List<Pipeline> listed = newestFirst(project, at).stream()
                .filter(pipeline -> source.isEmpty()
                        ? !pipeline.source().equals(Pipeline.CHILD)
                        : pipeline.source().equals(source))
                .toList();
        return Pages.numbered(
                path,
                query,
                listed,
                pipeline -> JSON.createObjectNode()
                        .put("id", pipeline.id())
                        .put("status", pipeline.status(at))
                        .put("source", pipeline.source())
                        .put("ref", "somebodys-branch")
                        .put("created_at", pipeline.createdAt().toString())
                        .putNull("updated_at"),
                false);
    }

    private Pages.Page jobs(Project project, String path, Parameters query, Instant at) {
        query.require("pagination", "keyset").require("order_by", "id").require("sort", "desc");
        List<ObjectNode> all = new ArrayList<>();
        for (Pipeline pipeline : newestFirst(project, at)) {
            List<Pipeline.Job> jobs = new ArrayList<>(pipeline.jobs());
            Collections.reverse(jobs);
            jobs.forEach(job -> all.add(json(pipeline, job, at)));
        }
        return Pages.keyset(path, query, all, job -> job.path("id").asLong(), "id_before", job -> job);
    }

    private static ObjectNode json(Pipeline pipeline, Pipeline.Job job, Instant at) {
        boolean isDone = job.isDone(at);
        ObjectNode json = JSON.createObjectNode()
                .put("id", job.id())
                .put("name", "check by somebody")
                .put("status", !isDone ? "running" : job.hasFailed() ? "failed" : "success")
                .put("created_at", pipeline.createdAt().toString())
                .put("started_at", job.startedAt().toString());
        json.put("finished_at", isDone ? job.finishedAt().toString() : null);
        json.put("duration", isDone ? (Double) (double) job.seconds() : null);
        json.putObject("user")
                .put("id", GitlabWorld.accountId(pipeline.person()))
                .put("username", "somebody");
        json.putObject("pipeline").put("id", pipeline.id()).put("status", pipeline.status(at));
        return json;
    }
}
