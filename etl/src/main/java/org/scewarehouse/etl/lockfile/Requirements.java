package org.scewarehouse.etl.lockfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code requirements.txt}, and single requirements of Python as other files hold them. */
final class Requirements {

    /** Possessive, since blanks that could be of several of its parts would be tried in all of them. */
    private static final Pattern REQUIREMENT =
            Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*+(?:\\[[^\\]]*+\\])?"
                    + "\\s*+(?:@\\s*+(\\S+)|\\(?+\\s*+((?:[<>=!~][^;)]*+)?)\\)?+)?\\s*+(?:;.*)?");
    /** No requirement is as long; a pattern may take long over a longer one. */
    static final int LONGEST = 2_000;

    private static final Pattern EXACT = Pattern.compile("={2,3}\\s*([A-Za-z0-9][A-Za-z0-9.!+_-]*)");
    private static final Pattern INDEX = Pattern.compile("(?:-i|--index-url)[ =]+(\\S+).*");
    private static final Pattern FURTHER_INDEX = Pattern.compile("(?:--extra-index-url|-f|--find-links)\\b.*");
    private static final Pattern EDITABLE = Pattern.compile("(?:-e|--editable)[ =]+(.*)");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final Pattern EGG = Pattern.compile(".*[#&]egg=([A-Za-z0-9._-]+).*");

    /** The name of such a file holds name and version, then three or four further parts. */
    private static final Pattern WHEEL =
            Pattern.compile("(?:[^#?\\s]*/)?([A-Za-z0-9._]+)-([^-/\\s]+)(?:-[^-/\\s]+){3,4}\\.whl(?:[#?;\\s].*)?");

    /** A file or folder of one's own, which does not say what it is. */
    private static final Pattern PATH = Pattern.compile("[^<>=!~;@\\s]*(?:/|\\.(?:whl|zip|tar\\.[a-z0-9]+|tgz)$).*");

    private Requirements() {}

    static List<Dependency> read(String text) {
        String joined = text.replaceAll("\\\\\\R", " ");
        String host = null;
        boolean isUnknown = false;
        List<Dependency> all = new ArrayList<>();
        for (String line : joined.split("\\R", -1)) {
            String plain = line.replaceAll("(^|\\s)#.*", "")
                    .replaceAll("\\s--(?:hash|config-settings?|global-option)[= ].*", "")
                    .strip();
            Matcher index = INDEX.matcher(plain);
            if (index.matches()) {
                host = Hosts.of(index.group(1));
                isUnknown |= host == null; // a folder, or a variable with the whole address
            }
            isUnknown |= FURTHER_INDEX.matcher(plain).matches();
            if (!plain.isEmpty()) {
                line(plain).ifPresent(all::add);
            }
        }
        String origin = isUnknown ? null : Hosts.index(host);
        String originHost = isUnknown ? null : host;
        return all.stream()
                .map(found -> found.origin() == null
                        ? Dependency.python(found.name(), found.version(), origin, originHost)
                        : found)
                .toList();
    }

    private static Optional<Dependency> line(String plain) {
        Matcher editable = EDITABLE.matcher(plain);
        String wanted = editable.matches() ? editable.group(1).strip() : plain;
        if (wanted.startsWith("-")) {
            return Optional.empty();
        }
        if (editable.matches() || ADDRESS.matcher(wanted).matches()) {
            Matcher egg = EGG.matcher(wanted);
            Matcher wheel = WHEEL.matcher(wanted);
            if (!egg.matches() && wheel.matches()) {
                return Optional.of(Dependency.python(wheel.group(1), wheel.group(2), "URL", Hosts.of(wanted)));
            }
            return egg.matches() ? Optional.of(at(egg.group(1), wanted)) : Optional.empty();
        }
        Matcher wheel = WHEEL.matcher(wanted);
        if (wheel.matches() && !wanted.contains("://")) {
            return Optional.of(Dependency.python(wheel.group(1), wheel.group(2), "local", null));
        }
        return PATH.matcher(wanted).matches() ? Optional.empty() : requirement(wanted);
    }

    /** One requirement, such as {@code pandas[test]>=2,<3; python_version > "3.8"}; empty where it is none. */
    static Optional<Dependency> requirement(String text) {
        Matcher found = REQUIREMENT.matcher(text.strip());
        if (text.length() > LONGEST || !found.matches()) {
            return Optional.empty();
        }
        String address = found.group(2);
        if (address != null) {
            return Optional.of(at(found.group(1), address));
        }
        String asked = found.group(3) == null ? "" : found.group(3).strip();
        return Optional.of(Dependency.python(found.group(1), exact(asked), null, null));
    }

    /** The version that is asked for with {@code ==} and without a wildcard, whatever else is asked for. */
    static @Nullable String exact(String asked) {
        for (String one : asked.split(",", -1)) {
            Matcher exact = EXACT.matcher(one.strip());
            if (exact.matches()) {
                return exact.group(1);
            }
        }
        return null;
    }

    private static Dependency at(String name, String address) {
        String origin = address.startsWith("git") ? "Git" : address.startsWith("file:") ? "local" : "URL";
        return Dependency.python(name, null, origin, Hosts.of(address));
    }
}
