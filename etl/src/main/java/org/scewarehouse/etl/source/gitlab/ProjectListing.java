package org.scewarehouse.etl.source.gitlab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.scewarehouse.etl.SourceMisconfigured;
import tools.jackson.databind.node.ObjectNode;

/** Every project that is collected, as the server lists it; asked for once in a run. */
final class ProjectListing {

    private static final String EVERY = "/projects?pagination=keyset&order_by=id&sort=asc&per_page=100&statistics=true";
    private static final String OF_GROUP = "?include_subgroups=true&order_by=id&sort=asc&per_page=100&statistics=true";

    private final TreeMap<Long, ListedProject> projects = new TreeMap<>();

    private ProjectListing() {}

    /** @throws SourceMisconfigured if a group cannot be seen */
    static ProjectListing ask(GitlabClient client, List<String> groups) {
        ProjectListing listing = new ProjectListing();
        try {
            if (groups.isEmpty()) {
                client.pages().links(EVERY, listing::add);
            }
            for (String group : groups) {
                client.pages().links(groupPath(group) + OF_GROUP, listing::add);
            }
        } catch (Refused e) {
            throw new SourceMisconfigured(
                    e.getMessage() + "; check " + GitlabConnection.PROPERTY + ".groups and what .token may see", e);
        }
        return listing;
    }

    /** When the oldest project was created, by which a first run begins; empty where no project is shown. */
    static List<String> oldest(GitlabClient client, List<String> groups) {
        String first = "order_by=created_at&sort=asc&per_page=1";
        List<String> paths = groups.isEmpty()
                ? List.of("/projects?" + first)
                : groups.stream()
                        .map(group -> groupPath(group) + "?include_subgroups=true&" + first)
                        .toList();
        List<String> created = new ArrayList<>();
        for (String path : paths) {
            try {
                client.pages()
                        .links(
                                path,
                                () -> true,
                                project ->
                                        created.add(project.path("created_at").asString("")));
            } catch (Refused e) {
                throw new SourceMisconfigured(
                        e.getMessage() + "; check " + GitlabConnection.PROPERTY + ".groups and what .token may see", e);
            }
        }
        return created;
    }

    private static String groupPath(String group) {
        return "/groups/" + URLEncoder.encode(group, StandardCharsets.UTF_8).replace("+", "%20") + "/projects";
    }

    private void add(ObjectNode record) {
        ListedProject project = ListedProject.of(record);
        projects.put(project.id(), project);
    }

    /** By number. */
    Collection<ListedProject> all() {
        return projects.values();
    }
}
