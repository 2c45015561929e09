package org.scewarehouse.etl.lockfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.PackageVersion;
import tools.jackson.databind.JsonNode;

/** Files of Python tools in TOML. */
final class TomlFiles {

    private TomlFiles() {}

    /** {@code poetry.lock}. */
    static List<Dependency> poetry(String text) {
        JsonNode root = Trees.toml(text);
        List<Dependency> all = new ArrayList<>();
        addPython(all, root.path("metadata").path("python-versions").asString(""));
        packages(root).forEach(found -> {
            JsonNode source = found.path("source");
            String type = source.path("type").asString("");
            String host = Hosts.of(source.path("url").asString(""));
            String origin = switch (type) {
                case "" -> "PyPI";
                case "legacy" -> Hosts.index(host);
                case "git" -> "Git";
                case "directory", "file" -> "local";
                default -> "URL";
            };
            all.add(dependency(found, origin, host));
        });
        return all;
    }

    /** {@code uv.lock}; the project itself is in it too, and is left out. */
    static List<Dependency> uv(String text) {
        JsonNode root = Trees.toml(text);
        List<Dependency> all = new ArrayList<>();
        addPython(all, root.path("requires-python").asString(""));
        packages(root).forEach(found -> {
            JsonNode source = found.path("source");
            String address = source.path("registry")
                    .asString(source.path("git").asString(source.path("url").asString("")));
            String host = Hosts.of(address);
            if (!source.has("virtual") && !source.has("editable")) {
                String origin = source.has("registry") && host != null
                        ? Hosts.index(host)
                        : source.has("git") ? "Git" : source.has("url") ? "URL" : "local";
                all.add(dependency(found, origin, host));
            }
        });
        return all;
    }

    private static JsonNode packages(JsonNode root) {
        JsonNode packages = root.path("package");
        if (!packages.isArray() && !root.has("version") && !root.has("metadata")) {
            throw new Unreadable("has no packages");
        }
        return packages;
    }

    private static Dependency dependency(JsonNode found, @Nullable String origin, @Nullable String host) {
        String version = found.path("version").asString("");
        return Dependency.python(found.path("name").asString(""), version.isEmpty() ? null : version, origin, host);
    }

    /** {@code pyproject.toml}, of the standard and of Poetry: what it asks for beside itself. */
    static List<Dependency> pyproject(String text) {
        JsonNode root = Trees.toml(text);
        List<Dependency> all = new ArrayList<>();
        addRequirements(all, root.path("project").path("dependencies"));
        root.path("project").path("optional-dependencies").forEach(group -> addRequirements(all, group));
        root.path("dependency-groups").forEach(group -> addRequirements(all, group));
        JsonNode poetry = root.path("tool").path("poetry");
        addPoetry(all, poetry.path("dependencies"));
        addPoetry(all, poetry.path("dev-dependencies"));
        poetry.path("group").forEach(group -> addPoetry(all, group.path("dependencies")));
        // An extra that stands for others asks for the project with these.
        String own = PackageVersion.pythonName(root.path("project").path("name").asString(""));
        all.removeIf(asked ->
                asked.ecosystem().equals(Dependency.PYTHON) && asked.name().equals(own));
        return all;
    }

    private static void addRequirements(List<Dependency> all, JsonNode list) {
        list.forEach(text -> Requirements.requirement(text.asString("")).ifPresent(all::add));
    }

    /** Poetry's own form: a version alone is asked for exactly, any other mark is a range. */
    private static void addPoetry(List<Dependency> all, JsonNode dependencies) {
        for (Map.Entry<String, JsonNode> entry : dependencies.properties()) {
            for (JsonNode asked : entry.getValue().isArray() ? entry.getValue() : List.of(entry.getValue())) {
                String version =
                        asked.path("version").asString(asked.asString("")).strip();
                if (entry.getKey().equalsIgnoreCase("python")) {
                    addPython(all, version);
                } else {
                    String git = asked.path("git").asString("");
                    String url = asked.path("url").asString("");
                    String origin =
                            !git.isEmpty() ? "Git" : !url.isEmpty() ? "URL" : asked.has("path") ? "local" : null;
                    all.add(Dependency.python(entry.getKey(), exact(version), origin, Hosts.of(git + url)));
                }
            }
        }
    }

    private static void addPython(List<Dependency> all, String asked) {
        String version = exact(asked.strip());
        if (version != null) {
            all.add(Dependency.runtime("Python", version));
        }
    }

    private static @Nullable String exact(String asked) {
        return asked.matches("\\d+(\\.\\d+)*") ? asked : Requirements.exact(asked);
    }
}
