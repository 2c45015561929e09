package org.scewarehouse.etl.lockfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code Pipfile.lock}: JSON, an object for each group of packages. */
final class PipfileLock {

    private PipfileLock() {}

    static List<Dependency> read(String text) {
        JsonNode root = Trees.json(text);
        JsonNode meta = root.path("_meta");
        if (!meta.isObject()) {
            throw new Unreadable("has no _meta");
        }
        List<Dependency> all = new ArrayList<>();
        JsonNode requires = meta.path("requires");
        String python = requires.path("python_full_version")
                .asString(requires.path("python_version").asString(""));
        if (!python.isBlank()) {
            all.add(Dependency.runtime("Python", python));
        }
        Map<String, String> hosts = new HashMap<>();
        meta.path("sources").forEach(source -> {
            String host = Hosts.of(source.path("url").asString(""));
            if (host != null) {
                hosts.put(source.path("name").asString(""), host);
            }
        });
        String first = meta.path("sources").path(0).path("name").asString("pypi");
        for (Map.Entry<String, JsonNode> group : root.properties()) {
            if (!group.getKey().equals("_meta")) {
                group.getValue()
                        .properties()
                        .forEach(entry -> all.add(dependency(entry.getKey(), entry.getValue(), hosts, first)));
            }
        }
        return all;
    }

    /** What names no index comes from the first one. */
    private static Dependency dependency(String name, JsonNode found, Map<String, String> hosts, String first) {
        String git = found.path("git").asString("");
        if (!git.isEmpty()) {
            return Dependency.python(name, null, "Git", Hosts.of(git));
        }
        if (found.has("path") || found.has("file")) {
            String host = Hosts.of(found.path("file").asString(""));
            return Dependency.python(name, null, host == null ? "local" : "URL", host);
        }
        String version = Requirements.exact(found.path("version").asString(""));
        String host = hosts.get(found.path("index").asString(first));
        return Dependency.python(name, version, host == null ? null : Hosts.index(host), host);
    }
}
