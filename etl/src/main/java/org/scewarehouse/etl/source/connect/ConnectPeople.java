package org.scewarehouse.etl.source.connect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.etl.star.Person;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;

/** The people behind accounts; writes each once. An account that is gone is a person of its own. */
final class ConnectPeople {

    private final Day day;
    private final Dimensions dimensions;
    private final Consumer<Record> rows;
    private SortedMap<String, ConnectRecords.User> users = new TreeMap<>();
    private final Map<String, Person> known = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Set<Record> written = new HashSet<>();

    ConnectPeople(Day day, Dimensions dimensions, Consumer<Record> rows) {
        this.day = day;
        this.dimensions = dimensions;
        this.rows = rows;
    }

    /** Takes the accounts, by guid, and returns what masks their names. */
    Masker know(SortedMap<String, ConnectRecords.User> accounts) {
        users = accounts;
        Map<String, String> masks = new TreeMap<>();
        users.forEach((guid, user) -> {
            Person person = found(guid);
            if (user.username() != null) {
                masks.put(user.username(), person.mask());
            }
            if (user.email() != null) {
                masks.put(user.email(), person.mask());
            }
        });
        return dimensions.masker(masks, day.date());
    }

    /** Writes all accounts, whether or not anything of the day names them. */
    void writeAll() {
        users.keySet().forEach(this::userId);
    }

    /** The person behind an account, who is written; 0 where there is none. */
    long userId(@Nullable String guid) {
        if (guid == null || guid.isEmpty()) {
            return Warehouse.UNKNOWN;
        }
        Person person = found(guid);
        if (named.add(guid)) {
            // Accounts may be of one person, and share what led to them.
            dimensions.identities().rows(person, day.date()).stream()
                    .filter(written::add)
                    .forEach(rows);
        }
        return person.userId();
    }

    private Person found(String guid) {
        Person person = known.get(guid);
        if (person == null) {
            ConnectRecords.User user = users.get(guid);
            person = dimensions
                    .identities()
                    .account(
                            ConnectConnection.SOURCE,
                            guid,
                            null,
                            user == null ? null : blankToNull(user.username()),
                            user == null ? null : blankToNull(user.email()),
                            day.date());
            known.put(guid, person);
        }
        return person;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
