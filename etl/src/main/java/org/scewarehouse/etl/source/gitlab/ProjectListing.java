package org.scewarehouse.etl.source.gitlab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.source.answers.ParallelAsking;

/** Every project that is collected, as the server lists it; asked for once in a run. */
final class ProjectListing {

    private static final String EVERY = "/projects?pagination=keyset&order_by=id&sort=asc&per_page=100&statistics=true";
    /** Less those of others that are shared with the group; a list of a group has no sizes, whatever it is asked. */
    private static final String OF_GROUP =
            "?include_subgroups=true&with_shared=false&order_by=id&sort=asc&per_page=100";

    /** Of pages of which a number or a date is taken alone. */
    private static final Runnable UNCOUNTED = () -> {};

    /** Fewer numbers than these are not listed in parts. */
    private static final long LEAST_RANGE = 1_000;

    private final Collection<ListedProject> projects;
    private final SortedMap<Long, List<ListedProject>> groups = new TreeMap<>();

    private ProjectListing(Collection<ListedProject> projects) {
        this.projects = projects;
        projects.forEach(project -> groups.computeIfAbsent(project.id() / ProjectAsking.GROUP, key -> new ArrayList<>())
                .add(project));
    }

    /**
     * Asks for it.
     *
     * @param replaced counts pages in which bytes that are no text were replaced
     * @throws SourceMisconfigured if a group cannot be seen
     */
    static ProjectListing ask(
            GitlabClient client, GitlabConnection connection, ParallelAsking parallel, LongAdder replaced) {
        SortedMap<Long, ListedProject> all = new TreeMap<>();
        try {
            if (connection.groups().isEmpty()) {
                parallel.each(
                        ranges(greatest(client), connection.concurrency()),
                        range -> list(client, EVERY + range, replaced),
                        (range, found) -> found.forEach(project -> all.put(project.id(), project)));
            }
            for (String group : connection.groups()) {
                list(client, groupPath(group) + OF_GROUP, replaced).forEach(project -> all.put(project.id(), project));
            }
        } catch (Refused e) {
            throw new SourceMisconfigured(
                    e.getMessage() + "; check " + GitlabConnection.PROPERTY + ".groups and what .token may see", e);
        }
        return new ProjectListing(List.copyOf(all.values()));
    }

    private static List<ListedProject> list(GitlabClient client, String path, LongAdder replaced) {
        List<ListedProject> found = new ArrayList<>();
        client.pages()
                .replacing(replaced::increment)
                .links(path, () -> false, ListedProject.DECIDING, record -> found.add(ListedProject.of(record)));
        return found;
    }

    /** Number of the project created last; 0 where there is none. */
    private static long greatest(GitlabClient client) {
        long[] id = {0};
        client.pages()
                .replacing(UNCOUNTED)
                .links(
                        "/projects?order_by=id&sort=desc&per_page=1",
                        () -> true,
                        project -> id[0] = project.path("id").asLong());
        return id[0];
    }

    /**
     * Parts of all numbers, each a list of its own: pages of one list can only be asked for one after the other. What
     * is created meanwhile comes in the last.
     */
    private static List<String> ranges(long greatest, int most) {
        long count = Math.min(most, 1 + greatest / LEAST_RANGE);
        List<String> ranges = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            String after = i == 0 ? "" : "&id_after=" + (greatest * i / count - 1);
            ranges.add(i == count - 1 ? after : after + "&id_before=" + greatest * (i + 1) / count);
        }
        return ranges;
    }

    /** When the oldest project was created, by which a first run begins; empty where no project is shown. */
    static List<String> oldest(GitlabClient client, List<String> groups) {
        String first = "order_by=created_at&sort=asc&per_page=1";
        List<String> paths = groups.isEmpty()
                ? List.of("/projects?" + first)
                : groups.stream()
                        .map(group -> groupPath(group) + "?include_subgroups=true&with_shared=false&" + first)
                        .toList();
        List<String> created = new ArrayList<>();
        for (String path : paths) {
            try {
                client.pages()
                        .replacing(UNCOUNTED)
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

    /** By number. */
    Collection<ListedProject> all() {
        return projects;
    }

    /** The same by the number of their group, which a project never leaves. */
    SortedMap<Long, List<ListedProject>> groups() {
        return groups;
    }
}
