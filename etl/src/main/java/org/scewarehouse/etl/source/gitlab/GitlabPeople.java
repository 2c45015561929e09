package org.scewarehouse.etl.source.gitlab;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.etl.star.Person;
import org.scewarehouse.model.Warehouse;

/**
 * The people behind accounts and behind the addresses of commits; writes each once that the day names. An address is
 * first what the site's mail map says, then that of an account, then whatever identities know of it.
 */
final class GitlabPeople {

    /** What a server gives to whoever hides their address; names on GitHub are given to whoever comes first. */
    private static final Pattern HIDDEN = Pattern.compile("(?:(\\d+)-)?([^@]+)@users\\.noreply\\.(?!github\\.com$).+");

    /** What a server gives to accounts of tokens and services, which are told by it where accounts are not shown. */
    private static final Pattern OF_BOT =
            Pattern.compile("(?:(?:project|group)_\\d+_bot|service_account)(?:_\\w+)?(?:@noreply\\..+)?");

    private final LocalDate day;
    private final Dimensions dimensions;
    private final Consumer<Record> rows;
    private final Map<String, GitlabRecords.User> users = new TreeMap<>();
    private final Map<String, String> idByEmail = new HashMap<>();
    private final Map<String, String> idByName = new HashMap<>();
    private final Map<String, Person> accounts = new HashMap<>();
    /** By address; empty = a token or a service. */
    private final Map<String, Optional<Person>> authors = new HashMap<>();

    private final Set<Record> written = new HashSet<>();
    private long withoutAddress;

    GitlabPeople(LocalDate day, Dimensions dimensions, Consumer<Record> rows) {
        this.day = day;
        this.dimensions = dimensions;
        this.rows = rows;
    }

    /** Takes an account; of two of one number the one whose text is greater counts. */
    void add(GitlabRecords.User user) {
        users.merge(user.id(), user, (one, other) -> one.toString().compareTo(other.toString()) < 0 ? other : one);
    }

    /** Ends taking accounts; what masks their names. */
    Masker masker() {
        Map<String, String> masks = new TreeMap<>();
        users.forEach((id, user) -> {
            index(idByEmail, user.email(), id);
            index(idByEmail, user.commitEmail(), id);
            index(idByEmail, user.publicEmail(), id);
            index(idByName, user.username(), id);
            String mask = known(id).mask();
            if (user.username() != null) {
                masks.put(user.username(), mask);
            }
            if (user.email() != null) {
                masks.put(user.email(), mask);
            }
        });
        return dimensions.masker(masks, day);
    }

    private static void index(Map<String, String> ids, @Nullable String name, String id) {
        if (name != null && !name.isBlank()) {
            ids.putIfAbsent(Identities.plain(name), id);
        }
    }

    /** The person behind an account, 0 where there is none. */
    long userId(@Nullable String id) {
        return id == null || id.isEmpty() || isNobody(id, known(id)) ? Warehouse.UNKNOWN : name(known(id));
    }

    /** Whether a name, or an address, is of a token or a service. */
    static boolean isOfBot(String name) {
        return OF_BOT.matcher(Identities.plain(name)).matches();
    }

    /** Whether an account is of a token or a service, and neither HR nor anybody's decision says whose. */
    private boolean isNobody(String id, Person person) {
        GitlabRecords.User user = users.get(id);
        return user != null && Boolean.TRUE.equals(user.bot()) && isNobodys(person);
    }

    private static boolean isNobodys(Person person) {
        boolean isDecided = person.identifiers().stream()
                .anyMatch(identifier -> identifier.matchRule().equals(Identities.OVERRIDE));
        return person.isInferred() && !isDecided;
    }

    /** The person behind the address of a commit, 0 where there is none. */
    long authorId(@Nullable String address) {
        String plain = address == null ? "" : Identities.plain(address);
        if (plain.isEmpty()) {
            withoutAddress++;
            return Warehouse.UNKNOWN;
        }
        return authors.computeIfAbsent(plain, this::author).map(this::name).orElse(Warehouse.UNKNOWN);
    }

    /** Commits so far whose author has no address. */
    long withoutAddress() {
        return withoutAddress;
    }

    /** The person behind a login. */
    long loginId(String login) {
        return name(dimensions.identities().person(login, day));
    }

    private Optional<Person> author(String address) {
        String meant = dimensions.reference().mailMap().meant(address);
        Matcher hidden = HIDDEN.matcher(meant);
        String id = idByEmail.get(meant);
        if (id == null && hidden.matches()) {
            String number = hidden.group(1);
            // A number that is nobody's here is of another server, or of somebody who is gone: so is the name.
            id = number == null ? idByName.get(hidden.group(2)) : users.containsKey(number) ? number : null;
        }
        Person person = id == null ? dimensions.identities().person(Identities.EMAIL, meant, day) : known(id);
        boolean isNobody = id == null ? isOfBot(meant) && isNobodys(person) : isNobody(id, person);
        return isNobody ? Optional.empty() : Optional.of(person);
    }

    private Person known(String id) {
        return accounts.computeIfAbsent(id, number -> {
            GitlabRecords.User user = users.get(number);
            return dimensions
                    .identities()
                    .account(
                            GitlabConnection.SOURCE,
                            number,
                            user == null ? null : employeeId(user),
                            user == null ? null : blankToNull(user.username()),
                            user == null ? null : blankToNull(user.email()),
                            day);
        });
    }

    /** A directory may know accounts by what HR calls people; a distinguished name or an address is no such thing. */
    private static @Nullable String employeeId(GitlabRecords.User user) {
        if (user.identities() == null) {
            return null;
        }
        return user.identities().stream()
                .map(GitlabRecords.Identity::externUid)
                .filter(uid -> uid != null && uid.matches("[A-Za-z0-9._-]+"))
                .findFirst()
                .orElse(null);
    }

    private long name(Person person) {
        // Accounts may be of one person, and share what led to them.
        dimensions.identities().rows(person, day).stream().filter(written::add).forEach(rows);
        return person.userId();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
