package org.scewarehouse.etl.source.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.scewarehouse.etl.lake.RawZone;

/**
 * The accounts and items that events of a day are read by. Days that were asked for in one run have the same one.
 *
 * @param checksums of the parts that it was read from
 * @param users by guid
 */
record Directory(
        List<String> checksums, SortedMap<String, ConnectRecords.User> users, List<ConnectRecords.Content> items) {

    static final Directory NONE = new Directory(List.of(), new TreeMap<>(), List.of());

    /** The directory of the day: the one read before where the day has the same, which is hundreds of times a year. */
    static Directory of(RawRecords read, Directory before) {
        String endpoint = ConnectEndpoints.DIRECTORY;
        List<String> checksums = Stream.of(
                        ConnectEndpoints.USERS, ChronicleFiles.USERS, ConnectEndpoints.MEMBERS, ChronicleFiles.CONTENT)
                .flatMap(of -> read.parts(endpoint, of).stream())
                .map(RawZone.PartFile::sha256)
                .toList();
        if (checksums.equals(before.checksums)) {
            return before;
        }
        Directory now = new Directory(checksums, new TreeMap<>(), new ArrayList<>());
        read.each(endpoint, ConnectEndpoints.USERS, ConnectRecords.User.class, now::add);
        read.each(endpoint, ChronicleFiles.USERS, ChronicleRecords.User.class, user -> now.add(user.account()));
        read.each(endpoint, ConnectEndpoints.MEMBERS, ConnectRecords.Content.class, now.items::add);
        read.each(endpoint, ChronicleFiles.CONTENT, ChronicleRecords.Content.class, item -> now.items.add(item.item()));
        return now;
    }

    /** Takes an account; one that is listed twice counts as it was listed last by name. */
    private void add(ConnectRecords.User user) {
        users.merge(user.guid(), user, (one, other) -> one.toString().compareTo(other.toString()) < 0 ? other : one);
    }
}
