package org.scewarehouse.etl.lockfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Files of conda in YAML. */
final class CondaFiles {

    private static final Pattern ASKED = Pattern.compile("(?:([^\\s:]+|[a-z]+://\\S+)::)?([A-Za-z0-9_.-]+)"
            + "(?:\\s*={1,2}\\s*([^=<>!,|*\\s\\[]+)(?:=([^=\\s\\[]+))?(?:\\[.*)?|\\s*([<>=!~*\\d\\[].*))?");

    /** The last folder of an address; not what stands for a login, a token or a host. */
    private static final Pattern FOLDER =
            Pattern.compile("[a-z]+://[^/?#]*+/(?:[^?#]*/)?(?<!/t/{1,9})([A-Za-z0-9_.-]+)/*(?:[?#].*)?");

    private CondaFiles() {}

    /** {@code environment.yml}: packages of conda, and of pip in a list of their own. */
    static List<Dependency> environment(String text) {
        JsonNode root = Trees.yaml(text);
        if (!root.isObject()) {
            throw new Unreadable("is no environment");
        }
        List<Dependency> all = new ArrayList<>();
        for (JsonNode entry : root.path("dependencies")) {
            if (entry.isObject()) {
                StringBuilder lines = new StringBuilder();
                entry.path("pip")
                        .forEach(line -> lines.append(line.asString("")).append('\n'));
                all.addAll(Requirements.read(lines.toString())); // pip is given them as one file
            } else {
                Matcher asked = ASKED.matcher(entry.asString("").strip());
                if (entry.asString("").length() <= Requirements.LONGEST && asked.matches()) {
                    all.add(conda(asked.group(2), asked.group(3), named(asked.group(1))));
                }
            }
        }
        return all;
    }

    /** {@code conda-lock.yml}: each package once for each platform. */
    static List<Dependency> lock(String text) {
        JsonNode packages = Trees.yaml(text).path("package");
        if (!packages.isArray()) {
            throw new Unreadable("has no packages");
        }
        List<Dependency> all = new ArrayList<>();
        for (JsonNode found : packages) {
            String name = found.path("name").asString("");
            String version = found.path("version").asString("");
            String exact = version.isEmpty() ? null : version;
            if (found.path("manager").asString("conda").equals("pip")) {
                String host = Hosts.of(found.path("url").asString(""));
                all.add(Dependency.python(name, exact, Hosts.index(host), host));
            } else {
                all.add(conda(name, exact, channel(found.path("url").asString(""))));
            }
        }
        return all;
    }

    /** A channel that is given as an address is its last folder; the rest can hold credentials. */
    private static @Nullable String named(@Nullable String channel) {
        if (channel == null || !channel.contains(":")) {
            return channel;
        }
        Matcher folder = FOLDER.matcher(channel);
        return folder.matches() ? folder.group(1) : null;
    }

    /** The folder before that of the platform. */
    private static @Nullable String channel(String url) {
        String[] steps = url.split("/", -1);
        return steps.length > 5 ? steps[steps.length - 3] : null;
    }

    private static Dependency conda(String name, @Nullable String version, @Nullable String channel) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (version != null && plain.equals("python")) {
            return Dependency.runtime("Python", version);
        }
        if (version != null && plain.equals("r-base")) {
            return Dependency.runtime("R", version);
        }
        return new Dependency(Dependency.CONDA, plain, version, channel, null);
    }
}
