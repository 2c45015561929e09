package org.scewarehouse.etl.source.connect;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.PackageVersion;
import org.scewarehouse.model.bridge.BridgeContentGroup;
import org.scewarehouse.model.dim.DimRuntime;
import org.scewarehouse.model.fact.FactAccountDay;

/** Writes what the server says of itself. */
final class ServerRows {

    /** A runtime that is installed. */
    record Installation(
            @Nullable String language,
            @Nullable String version,
            @Nullable String clusterName,
            @Nullable String imageName) {}

    /** Accounts that were active in a window such as {@code 30d}. */
    record Active(
            @Nullable String window,
            @Nullable Long total,
            @Nullable Long admin,
            @Nullable Long publisher,
            @Nullable Long viewer) {}

    /** A group with its members. */
    record Group(String guid, @Nullable String name, List<Member> answer) {}

    record Member(@Nullable String guid) {}

    /** What the bundles of an item take. */
    record Storage(@Nullable String contentGuid, @Nullable Bundles bundles) {}

    record Bundles(@Nullable Long count, @Nullable Long bytesTotal) {}

    private final ContentRows content;
    private final Set<Long> runtimes = new TreeSet<>();
    private final Set<Integer> windows = new TreeSet<>();

    ServerRows(ContentRows content) {
        this.content = content;
    }

    void write(RawRecords read) {
        String endpoint = ConnectEndpoints.SERVER;
        read.each(endpoint, ConnectEndpoints.INSTALLATIONS, Installation.class, this::installation);
        read.each(endpoint, ConnectEndpoints.ACTIVE_ACCOUNTS, Active.class, this::active);
        read.each(endpoint, ConnectEndpoints.GROUP_MEMBERS, Group.class, this::group);
    }

    private void installation(Installation installed) {
        String language = installed.language();
        String version = installed.version();
        if (language == null || version == null) {
            return;
        }
        String cluster = installed.clusterName() == null ? "" : installed.clusterName();
        String image = installed.imageName() == null ? "" : installed.imageName();
        long key = content.key("runtime", language, version, cluster, image);
        if (runtimes.add(key)) {
            content.add(new DimRuntime(
                    key,
                    language,
                    version,
                    ContentRows.minor(version),
                    PackageVersion.sort(version),
                    cluster,
                    image,
                    content.day,
                    content.day));
        }
    }

    private void active(Active active) {
        String window = active.window() == null ? "" : active.window();
        if (window.matches("[0-9]{1,4}d") && windows.add(days(window))) {
            content.add(new FactAccountDay(
                    content.day,
                    ConnectConnection.SOURCE,
                    days(window),
                    active.total(),
                    active.admin(),
                    active.publisher(),
                    active.viewer()));
        }
    }

    private static int days(String window) {
        return Integer.parseInt(window.substring(0, window.length() - 1));
    }

    private void group(Group group) {
        long key = content.key("content_group", group.guid());
        Set<Long> members = new TreeSet<>();
        for (Member member : group.answer()) {
            long userId = content.person(member.guid());
            if (userId != 0 && members.add(userId)) {
                content.add(
                        new BridgeContentGroup(key, userId, content.masked(group.name()), content.day, content.day));
            }
        }
    }
}
