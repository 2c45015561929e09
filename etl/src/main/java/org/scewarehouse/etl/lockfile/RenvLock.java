package org.scewarehouse.etl.lockfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code renv.lock}: JSON, of version 1 or with whole descriptions of packages; the first releases of renv wrote
 * sections with {@code Name=value} instead.
 */
final class RenvLock {

    private RenvLock() {}

    static List<Dependency> read(String text) {
        return text.stripLeading().startsWith("{") ? json(Trees.json(text)) : sections(text);
    }

    private static List<Dependency> json(JsonNode root) {
        JsonNode packages = root.path("Packages");
        if (!packages.isObject()) {
            throw new Unreadable("has no Packages");
        }
        List<Dependency> all = new ArrayList<>();
        Map<String, String> registries = registries(root.path("R").path("Repositories"));
        runtime(all, "R", root.path("R").path("Version").asString(""));
        runtime(all, "Python", root.path("Python").path("Version").asString(""));
        for (Map.Entry<String, JsonNode> entry : packages.properties()) {
            JsonNode found = entry.getValue();
            String name = found.path("Package").asString(entry.getKey());
            all.add(PackageFields.dependency(
                    name,
                    text(found, "Version"),
                    text(found, "Source"),
                    text(found, "Repository"),
                    host(found, registries)));
        }
        return all;
    }

    /** Hosts of registries by their names. */
    private static Map<String, String> registries(JsonNode repositories) {
        Map<String, String> hosts = new HashMap<>();
        for (JsonNode repository : repositories) {
            String host = Hosts.of(repository.path("URL").asString(""));
            if (host != null) {
                hosts.put(repository.path("Name").asString("").strip(), host);
            }
        }
        return hosts;
    }

    /** Of the Git server that a package comes from, else of its registry, unless that is a mirror of CRAN. */
    private static @Nullable String host(JsonNode found, Map<String, String> registries) {
        String server = host(text(found, "RemoteHost"), text(found, "RemoteUrl"));
        String repository = text(found, "Repository");
        if (server != null || repository == null || !"Repository".equalsIgnoreCase(text(found, "Source"))) {
            return server;
        }
        if (PackageFields.isCran(repository)) {
            return null;
        }
        return repository.contains("://") ? Hosts.of(repository) : registries.get(repository);
    }

    private static void runtime(List<Dependency> all, String language, String version) {
        if (!version.isBlank()) {
            all.add(Dependency.runtime(language, version.strip()));
        }
    }

    private static @Nullable String host(@Nullable String host, @Nullable String address) {
        if (host != null) {
            return Hosts.named(host);
        }
        return address == null ? null : Hosts.of(address);
    }

    private static @Nullable String text(JsonNode record, String field) {
        String value = record.path(field).asString("").strip();
        return value.isEmpty() ? null : value;
    }

    /** A section is of a package where it says so; which path its name has changed between releases. */
    private static List<Dependency> sections(String text) {
        List<Dependency> all = new ArrayList<>();
        String section = "";
        Map<String, String> fields = new TreeMap<>();
        for (String line : (text + "\n[]").split("\\R", -1)) {
            String plain = line.strip();
            int equals = plain.indexOf('=');
            if (plain.startsWith("[") && plain.endsWith("]")) {
                end(all, section, fields);
                section = plain.substring(1, plain.length() - 1);
                fields.clear();
            } else if (equals > 0 && !plain.startsWith("#")) {
                fields.put(
                        plain.substring(0, equals).strip(),
                        plain.substring(equals + 1).strip());
            }
        }
        if (all.isEmpty()) {
            throw new Unreadable("is neither JSON nor sections of packages");
        }
        return all;
    }

    private static void end(List<Dependency> all, String section, Map<String, String> fields) {
        String version = fields.get("Version");
        String name = fields.get("Package");
        if (name != null && version != null) {
            all.add(PackageFields.dependency(
                    name,
                    version,
                    fields.get("Source"),
                    fields.get("Repository"),
                    host(fields.get("RemoteHost"), null)));
        } else if (version != null && (section.equals("R") || section.equals("Python"))) {
            all.add(Dependency.runtime(section, version));
        }
    }
}
