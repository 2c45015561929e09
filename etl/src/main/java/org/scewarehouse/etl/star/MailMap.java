package org.scewarehouse.etl.star;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which address an author of commits is known by, by a file in Git's own format: a line names the right address and,
 * after it, the one that stands in commits. Names in the file say nothing here, since names of authors are not kept;
 * so a line whose commit name would make a difference to Git is taken for every commit of its address.
 */
public final class MailMap {

    /** Name of the file. */
    static final String FILE = "mailmap";

    private static final Pattern ADDRESS = Pattern.compile("<([^<>\\s]+)>");

    private final Map<String, String> meantByAddress = new HashMap<>();

    private MailMap() {}

    /** Reads the file; null = there is none. What is no such line is a fault. */
    static MailMap parse(byte @Nullable [] content, List<String> faults) {
        MailMap map = new MailMap();
        String text = content == null ? "" : new String(content, StandardCharsets.UTF_8);
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String plain = line.replaceAll("(^|\\s)#.*", "").strip();
            if (!plain.isEmpty() && !map.add(plain)) {
                faults.add(FILE + ", line " + number + ": expected an address in angle brackets");
            }
        }
        return map;
    }

    private boolean add(String line) {
        Matcher addresses = ADDRESS.matcher(line);
        if (!addresses.find()) {
            return false;
        }
        String meant = Identities.plain(addresses.group(1));
        if (addresses.find()) {
            meantByAddress.put(Identities.plain(addresses.group(1)), meant);
        }
        return true;
    }

    /** Addresses in commits by which one of these is meant. */
    public SortedSet<String> standingFor(Collection<String> meant) {
        return meantByAddress.entrySet().stream()
                .filter(entry -> meant.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The address that is meant by one in a commit: itself, unless the file says otherwise. Lower case. */
    public String meant(String address) {
        String plain = Identities.plain(address);
        return meantByAddress.getOrDefault(plain, plain);
    }
}
