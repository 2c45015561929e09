package org.scewarehouse.etl.source.gitlab;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.JsonPages;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lockfile.LockFileKind;
import org.scewarehouse.etl.lockfile.LockFiles;
import org.scewarehouse.etl.lockfile.LockFiles.Reading;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What is true of one project now. */
final class StateQuestions {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_LOCK_FILES = 500;
    private static final String SYMBOLIC_LINK = "120000";
    /** The first question starts the job that finds the languages out. */
    private static final Duration DETECTION = Duration.ofSeconds(1);

    private final GitlabClient client;
    private final GitlabConnection connection;
    private final Readings readings;
    private final Retry.Sleeper sleeper;

    StateQuestions(GitlabClient client, GitlabConnection connection, Readings readings, Retry.Sleeper sleeper) {
        this.client = client;
        this.connection = connection;
        this.readings = readings;
        this.sleeper = sleeper;
    }

    /**
     * Shares by language of each project. The first question about a project may only start the job that finds them
     * out, so whoever has none is asked once more after all others.
     */
    Map<ListedProject, ObjectNode> languages(ProjectAsking asking, List<ListedProject> projects) {
        Map<ListedProject, ObjectNode> answers = asking.answers(projects, this::languages);
        List<ListedProject> empty = answers.entrySet().stream()
                .filter(entry -> entry.getValue().path("gap").asString("").equals(Gap.NO_LANGUAGES_YET.name()))
                .map(Map.Entry::getKey)
                .toList();
        if (!empty.isEmpty()) {
            await();
            answers.putAll(asking.answers(empty, this::languages));
        }
        return answers;
    }

    private ObjectNode languages(ListedProject project) {
        JsonNode shares = project.hasFiles() ? askLanguages(project) : JSON.createObjectNode();
        boolean isMissing = project.hasFiles() && shares.isEmpty();
        ObjectNode line = isMissing ? ProjectAsking.gap(Gap.NO_LANGUAGES_YET) : JSON.createObjectNode();
        return line.set("languages", shares);
    }

    private JsonNode askLanguages(ListedProject project) {
        Optional<JsonNode> answer = client.pages().document("/projects/" + project.id() + "/languages");
        return answer.orElse(JSON.createObjectNode());
    }

    private void await() {
        try {
            sleeper.sleep(DETECTION);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailable("gitlab: stopped while waiting for languages", e);
        }
    }

    /** What the listing says of a project, with its sizes. */
    ObjectNode project(ListedProject project) {
        String path = "/projects/" + project.id() + "?statistics=true";
        JsonNode answer = client.pages()
                .replacing(() -> {})
                .document(path)
                .orElse(MissingNode.getInstance()); // counted as listed
        if (answer instanceof ObjectNode found && found.path("id").asLong(-1) == project.id()) {
            return GitlabFields.PROJECT.keep(found);
        }
        throw new SourceChanged(path + ": expected the project, got " + answer.getNodeType());
    }

    /** The people with access and their highest level; who has it in two ways is one person, a token is none. */
    ObjectNode members(ListedProject project) {
        Map<String, Integer> levels = new HashMap<>();
        ObjectNode line = JSON.createObjectNode();
        pages(line).links("/projects/" + project.id() + "/members/all?per_page=100", member -> {
            if (!GitlabPeople.isOfBot(member.path("username").asString(""))) {
                levels.merge(
                        member.path("id").asString(""),
                        member.path("access_level").asInt(0),
                        Math::max);
            }
        });
        line.put("member_count", levels.size());
        ObjectNode byLevel = line.putObject("members_by_access_level");
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        levels.values().forEach(level -> counts.merge(level, 1, Integer::sum));
        counts.forEach((level, count) -> byLevel.put(Integer.toString(level), count));
        return line;
    }

    /** The lock files on the default branch, each with the name of its reading, which is kept. */
    ObjectNode lockFiles(ListedProject project) {
        ObjectNode line = JSON.createObjectNode();
        ArrayNode files = line.putArray("files");
        if (project.hasFiles()) {
            long[] entries = {0};
            String path =
                    "/projects/" + project.id() + "/repository/tree?recursive=true&per_page=100&pagination=keyset";
            pages(line).links(path, () -> entries[0] >= MOST_ENTRIES, entry -> {
                entries[0]++;
                addFile(entry, files);
            });
            if (entries[0] >= MOST_ENTRIES) {
                line.put("gap", Gap.TOO_MANY_FILES.name());
            } else if (files.size() > MOST_LOCK_FILES) {
                line.put("gap", Gap.TOO_MANY_LOCK_FILES.name());
                files.removeAll();
            }
            for (JsonNode file : files) {
                if (LockFiles.isTooLong(read(project, (ObjectNode) file))) {
                    line.put(EarlierNights.HAS_TOO_LONG, true);
                }
            }
        }
        return line;
    }

    private JsonPages pages(ObjectNode line) {
        return client.pages().replacing(() -> ProjectAsking.noteReplaced(line));
    }

    private void addFile(ObjectNode entry, ArrayNode files) {
        String path = entry.path("path").asString("");
        boolean isFile = entry.path("type").asString("").equals("blob")
                && !entry.path("mode").asString("").equals(SYMBOLIC_LINK);
        Optional<LockFileKind> kind = isFile ? LockFileKind.of(path, connection.maxDepth()) : Optional.empty();
        kind.ifPresent(known -> files.addObject()
                .put("kind", known.name())
                .put("blob", entry.path("id").asString("")));
    }

    private Reading read(ListedProject project, ObjectNode file) {
        LockFileKind kind = LockFileKind.valueOf(file.path("kind").asString());
        String blob = file.path("blob").asString();
        String path = "/projects/" + project.id() + "/repository/blobs/" + blob + "/raw";
        int maxBytes = connection.maxFileBytes();
        Readings.Kept kept =
                readings.keep(kind, blob, maxBytes, () -> LockFiles.read(kind, client.bytes(path, maxBytes), maxBytes));
        file.put("reading", kept.name());
        return kept.reading();
    }
}
