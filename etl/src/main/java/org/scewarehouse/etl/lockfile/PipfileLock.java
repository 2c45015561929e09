package org.scewarehouse.etl.lockfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code Pipfile.lock}: JSON. */
final class PipfileLock {

    private PipfileLock() {}

    static List<Dependency> read(String text) {
        JsonNode root = Trees.json(text);
        if (!root.path("default").isObject() && !root.path("develop").isObject()) {
            throw new Unreadable("has neither default nor develop");
        }
        List<Dependency> all = new ArrayList<>();
        JsonNode requires = root.path("_meta").path("requires");
        String python = requires.path("python_full_version")
                .asString(requires.path("python_version").asString(""));
        if (!python.isBlank()) {
            all.add(Dependency.runtime("Python", python));
        }
        Map<String, String> hosts = new HashMap<>();
        root.path("_meta").path("sources").forEach(source -> {
            String host = Hosts.of(source.path("url").asString(""));
            if (host != null) {
                hosts.put(source.path("name").asString(""), host);
            }
        });
        for (String group : List.of("default", "develop")) {
            root.path(group)
                    .properties()
                    .forEach(entry -> all.add(dependency(entry.getKey(), entry.getValue(), hosts)));
        }
        return all;
    }

    private static Dependency dependency(String name, JsonNode found, Map<String, String> hosts) {
        String git = found.path("git").asString("");
        if (!git.isEmpty()) {
            return Dependency.python(name, null, "Git", Hosts.of(git));
        }
        String version = Requirements.exact(found.path("version").asString(""));
        String host = hosts.get(found.path("index").asString("pypi"));
        return Dependency.python(name, version, found.has("index") ? Hosts.index(host) : null, host);
    }
}
