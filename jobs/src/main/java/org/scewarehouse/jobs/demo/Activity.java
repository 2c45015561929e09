package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.gitlab.Commit;
import org.scewarehouse.etl.simulator.gitlab.Project;

/** On which days each person was active in each component, from what they did as far back as sources tell. */
final class Activity {

    /** All components together. */
    static final String ANY = "any";

    /** Days by component and login. */
    private final Map<String, Map<String, NavigableSet<LocalDate>>> days = new TreeMap<>();

    private final DemoSettings settings;
    private final Chaos chaos;

    Activity(
            DemoSettings settings,
            Chaos chaos,
            List<ContainerDay> containers,
            BatchWork batch,
            DemoContent content,
            DemoCode code) {
        this.settings = settings;
        this.chaos = chaos;
        for (String component : components()) {
            days.put(component, new TreeMap<>());
        }
        addContainers(containers);
        batch.shares().forEach((place, share) -> {
            if (share.submitted > 0) {
                add("batch", place.user(), place.day());
            }
        });
        content.viewedOfOthers().forEach((person, on) -> on.forEach(day -> add("connect_viewer", person.login(), day)));
        addUploads(content);
        for (Project project : code.world().projects()) {
            firstDay("gitlab").datesUntil(end()).forEach(day -> {
                for (Commit commit : code.world().commits(project, day)) {
                    if (!commit.isMerge()) {
                        add("gitlab", code.author(commit), day);
                    }
                }
            });
        }
    }

    /** Those in which people can be active, and any of them. */
    static List<String> components() {
        return List.of("containers", "batch", "connect_viewer", "connect_publisher", "gitlab", ANY);
    }

    private LocalDate end() {
        return settings.lastDay().plusDays(1);
    }

    private void addContainers(List<ContainerDay> containers) {
        Map<String, Map<LocalDate, Double>> seconds = new HashMap<>();
        for (ContainerDay day : containers) {
            if (day.isInteractive()) {
                seconds.computeIfAbsent(day.owner(), owner -> new HashMap<>())
                        .merge(day.day(), day.activeSeconds(), Double::sum);
            }
        }
        seconds.forEach((owner, byDay) -> byDay.forEach((day, active) -> {
            if (DemoSettings.isActive(active)) {
                add("containers", owner, day);
            }
        }));
    }

    private void addUploads(DemoContent content) {
        for (Item item : content.world().items()) {
            for (Item.Upload upload : item.uploads()) {
                LocalDate day = DemoContent.day(upload.at());
                boolean isSeen = !day.isBefore(firstDay("connect_publisher")) && day.isBefore(end());
                boolean isListed = item.isThere(DemoSettings.night(day)); // of what has gone by then no bundle is shown
                if (isSeen && isListed && !chaos.isAway(day)) {
                    add("connect_publisher", content.owner(item).login(), day);
                }
            }
        }
    }

    private void add(String component, String login, LocalDate day) {
        if (!login.isEmpty()) {
            of(component).computeIfAbsent(login, key -> new TreeSet<>()).add(day);
            of(ANY).computeIfAbsent(login, key -> new TreeSet<>()).add(day);
        }
    }

    /** Active days by login. */
    Map<String, NavigableSet<LocalDate>> of(String component) {
        return days.computeIfAbsent(component, key -> new TreeMap<>());
    }

    /** On how many days of a range it is known who was active in a component. */
    long knownDays(String component, LocalDate from, LocalDate to) {
        LocalDate first = firstDay(component);
        LocalDate begin = from.isBefore(first) ? first : from;
        // Nobody can list later what was uploaded in a night without an answer.
        return begin.datesUntil(to)
                .filter(day -> !component.equals("connect_publisher") || !chaos.isAway(day))
                .count();
    }

    /** First day of which the sources of a component tell. */
    LocalDate firstDay(String component) {
        return switch (component) {
            case "connect_viewer", ANY -> settings.historyFirstDay();
            // The server tells of bundles as they are: what was uploaded before the first night is of no day.
            default -> settings.firstDay();
        };
    }
}
