package org.scewarehouse.etl.source.gitlab;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.scewarehouse.etl.source.gitlab.GitlabState.Share;
import org.scewarehouse.etl.star.Keys;
import org.scewarehouse.etl.star.PackageVersion;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.bridge.BridgeRepositoryLanguage;
import org.scewarehouse.model.bridge.BridgeRepositoryPackage;

/** Writes what has begun and what has ended of a repository's languages and packages; what goes on needs no row. */
final class BridgeRows {

    private final LocalDate day;
    private final Keys keys;
    private final PackageMembers members;
    private final Consumer<Record> rows;

    BridgeRows(LocalDate day, Keys keys, PackageMembers members, Consumer<Record> rows) {
        this.day = day;
        this.keys = keys;
        this.members = members;
        this.rows = rows;
    }

    /** The languages that go on or begin today. */
    SortedMap<String, Share> languages(long repositoryId, SortedMap<String, Share> before, Map<String, Double> now) {
        SortedMap<String, Share> after = new TreeMap<>();
        now.forEach((name, percent) -> {
            Share known = before.get(name);
            boolean isSame = known != null && known.percent() == percent;
            after.put(name, isSame ? known : new Share(percent, day));
            if (!isSame) {
                language(repositoryId, name, new Share(percent, day), Warehouse.OPEN_END);
            }
        });
        before.forEach((name, share) -> {
            if (!share.equals(after.get(name))) {
                language(repositoryId, name, share, day);
            }
        });
        return after;
    }

    private void language(long repositoryId, String name, Share share, LocalDate validTo) {
        rows.accept(new BridgeRepositoryLanguage(
                repositoryId, name, share.since(), validTo, share.percent(), share.since(), day));
    }

    /** The packages that go on or begin today. */
    SortedMap<LocalDate, List<String>> packages(
            long repositoryId, SortedMap<LocalDate, List<String>> before, Collection<UsedPackage> now) {
        Map<PackageVersion, UsedPackage> today = oneEach(now);
        SortedMap<LocalDate, List<String>> after = new TreeMap<>();
        before.forEach((since, texts) -> {
            for (String text : texts) {
                UsedPackage known = UsedPackage.parse(text);
                UsedPackage found = today.remove(known.version());
                if (found == null) {
                    packageRow(repositoryId, known, since, day);
                } else {
                    after.computeIfAbsent(since, key -> new ArrayList<>()).add(found.text());
                    if (!found.equals(known)) {
                        members.add(found); // where it comes from is said now, or otherwise than before
                    }
                }
            }
        });
        today.values().forEach(begun -> {
            packageRow(repositoryId, begun, day, Warehouse.OPEN_END);
            after.computeIfAbsent(day, key -> new ArrayList<>()).add(begun.text());
        });
        return after;
    }

    private void packageRow(long repositoryId, UsedPackage used, LocalDate since, LocalDate validTo) {
        members.add(used);
        rows.accept(new BridgeRepositoryPackage(repositoryId, used.version().key(keys), since, validTo, since, day));
    }

    /** A version once, however many files name it; without a version only what no file gives one. */
    private static Map<PackageVersion, UsedPackage> oneEach(Collection<UsedPackage> used) {
        Set<String> pinned = new HashSet<>();
        used.stream().filter(one -> !one.isUnpinned()).forEach(one -> pinned.add(name(one)));
        Map<PackageVersion, UsedPackage> each = new TreeMap<>();
        for (UsedPackage one : used) {
            if (!one.isUnpinned() || !pinned.contains(name(one))) {
                each.merge(one.version(), one, (a, b) -> a.text().compareTo(b.text()) >= 0 ? a : b);
            }
        }
        return each;
    }

    private static String name(UsedPackage used) {
        return used.version().ecosystem() + ' ' + used.version().name();
    }
}
