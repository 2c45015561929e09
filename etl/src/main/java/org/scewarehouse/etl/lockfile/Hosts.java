package org.scewarehouse.etl.lockfile;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hosts in addresses; of an address nothing else is kept, since it can hold credentials. */
final class Hosts {

    private static final Pattern ADDRESS =
            Pattern.compile("(?:[A-Za-z0-9+.-]+:)?//(?:[^/?#\\s]*@)?([A-Za-z0-9._-]+).*", Pattern.DOTALL);
    /** Possessive, since a group that may give back again takes stack for each time it is met. */
    private static final Pattern PLAIN = Pattern.compile("([A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++).*", Pattern.DOTALL);
    /** As Git writes addresses for SSH: {@code git@host:group/project.git}. */
    private static final Pattern SSH = Pattern.compile("[A-Za-z0-9._-]+@([A-Za-z0-9._-]+):.*", Pattern.DOTALL);

    /** In a field that holds nothing else, a name of the site's own network needs no dot. */
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9-]+)(?::\\d+)?(?:/.*)?", Pattern.DOTALL);

    private Hosts() {}

    /** The host; null where there is none. */
    static @Nullable String of(String address) {
        String plain = address.strip();
        for (Pattern pattern : List.of(ADDRESS, PLAIN, SSH)) {
            Matcher matcher = pattern.matcher(plain);
            if (matcher.matches()) {
                return matcher.group(1).toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    /** The host in a field for hosts; null where there is none. */
    static @Nullable String named(String host) {
        String address = of(host);
        Matcher name = NAME.matcher(host.strip());
        return address == null && name.matches() ? name.group(1).toLowerCase(Locale.ROOT) : address;
    }

    /** Name of a Python index at this address. */
    static String index(@Nullable String host) {
        return host == null
                        || host.equals("pypi.org")
                        || host.equals("pypi.python.org")
                        || host.equals("files.pythonhosted.org")
                ? "PyPI"
                : "index";
    }
}
