package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference files that the site of the organisation would keep. */
final class DemoReference {

    private static final Map<String, String> GROUP_BY_DEPARTMENT = Map.of(
            "Data & Statistical Sciences", "statisticians",
            "PHC imaging", "imaging");

    private static final String ENVIRONMENTS = """
            namespace_pattern,environment,region
            ocean,Ocean,
            apollo,Apollo,
            """;

    private static final String HOLIDAYS = """
            date,name,country,site
            2024-01-01,New Year's Day,,
            2024-07-04,Independence Day,US,
            2024-08-01,National Day,CH,
            2024-12-25,Christmas Day,,
            """;

    private static final String PROJECTS = """
            match_on,pattern,project,study,cost_centre,parent,owner,valid_from,valid_to
            namespace,ocean,Ocean workbench,,CC-100,Research platform,%s,,
            namespace,apollo,Apollo notebooks,,CC-200,Research platform,,,
            """;

    /** What a node costs a day. */
    static final double NODE_DAY_USD = 20;

    private static final String PRICES = """
            compute_system,rate_kind,resource,amount_usd,valid_from,valid_to
            *,node,node_day,20,2020-01-01,
            *,illustrative,core_hour,0.02,2020-01-01,
            """;

    private final List<Person> people;
    private final List<PastContainer> past;

    DemoReference(List<Person> people, List<PastContainer> past) {
        this.people = people;
        this.past = past;
    }

    /** Writes them into a folder, which is made if it is not there. */
    void write(Path folder) {
        List<String> team = people.stream()
                .filter(Person::isPlatformTeam)
                .map(Person::login)
                .toList();
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("platform_team.csv"),
                    team.stream()
                            .map(login -> login + ",2020-01-01,\n")
                            .collect(Collectors.joining("", "login,valid_from,valid_to\n", "")));
            Files.writeString(folder.resolve("environments.csv"), ENVIRONMENTS);
            Files.writeString(folder.resolve("holidays.csv"), HOLIDAYS);
            Files.writeString(folder.resolve("prices.csv"), PRICES);
            Files.writeString(
                    folder.resolve("past_containers.csv"),
                    past.stream()
                            .map(PastContainer::line)
                            .collect(Collectors.joining("\n", PastContainer.HEADER + "\n", "\n")));
            Files.writeString(folder.resolve("user_groups.csv"), userGroups());
            Files.writeString(folder.resolve("project_rules.csv"), PROJECTS.formatted(team.get(0)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the reference files to " + folder, e);
        }
    }

    /** The project that the rules lead to from a namespace. */
    static String project(String namespace) {
        return switch (namespace) {
            case "ocean" -> "Ocean workbench";
            case "apollo" -> "Apollo notebooks";
            default -> "unknown";
        };
    }

    private String userGroups() {
        return people.stream()
                .filter(person -> GROUP_BY_DEPARTMENT.containsKey(person.department()))
                .map(person -> person.login() + "," + GROUP_BY_DEPARTMENT.get(person.department()) + ",2020-01-01,\n")
                .collect(Collectors.joining("", "login,group,valid_from,valid_to\n", ""));
    }
}
