package org.scewarehouse.jobs.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom the server's programs run. PostgreSQL refuses root and a user without a name, so these step aside: into a
 * user namespace of their own, where they are nobody in name and keep their files; or, where a container forbids that,
 * root becomes the owner of the data or the uid that is nobody everywhere, keeping if need be the one capability that
 * passes through closed parent folders.
 *
 * @param prefix the command that precedes a program; empty for an ordinary user
 * @param userId the owner that the data directory must have, as seen from outside
 */
record RunAs(List<String> prefix, long userId) {
    private static final long ROOT = 0;
    private static final long NOBODY = 65534;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    /**
     * The first way that works here; the folder then belongs to that user.
     *
     * @param data the folder that the programs write to, which exists
     * @param executable a program that must be reachable
     */
    static RunAs choose(Path data, Path executable) throws IOException {
        long self = ownUserId();
        long owner = owner(data);
        if (self != ROOT && self != owner) {
            throw new ServerImpossible(data + " belongs to uid " + owner + ", this is uid " + self
                    + ". Run as its owner, or set SCE_HOME to a folder of your own.");
        }
        List<String> tried = new ArrayList<>();
        for (RunAs candidate : self == ROOT ? forRoot(owner) : forUser(self)) {
            candidate.give(data);
            if (candidate.works(data, executable)) {
                return candidate;
            }
            tried.add(candidate.prefix.isEmpty() ? "as it is" : String.join(" ", candidate.prefix));
        }
        throw new ServerImpossible("PostgreSQL runs neither as root nor as a user that has no name, and no way of "
                + "stepping aside works here (tried: " + String.join("; ", tried) + "). Run as another user, or add "
                + "this one to /etc/passwd. " + ServerImpossible.ELSEWHERE);
    }

    Program program(Path folder, List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return new Program(all, folder);
    }

    static long ownUserId() throws IOException {
        return owner(Path.of("/proc/self"));
    }

    static long owner(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:uid")).longValue();
    }

    /** Makes the path, with everything in it if it is a folder, this user's, unless it is already. */
    void give(Path path) throws IOException {
        if (owner(path) == userId) {
            return;
        }
        try (Stream<Path> inside = Files.walk(path)) {
            // Children before parents: after an interruption the folder itself still shows that work is left.
            for (Path each : inside.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.setAttribute(each, "unix:uid", (int) userId, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static List<RunAs> forUser(long self) {
        return List.of(new RunAs(List.of(), self), new RunAs(NAMESPACE, self));
    }

    /** Who owns the data keeps it if there is a way; else it becomes root's or nobody's. */
    private static List<RunAs> forRoot(long owner) {
        List<RunAs> candidates = new ArrayList<>();
        if (owner != ROOT) {
            candidates.addAll(steppingDownTo(owner));
        }
        candidates.add(new RunAs(NAMESPACE, ROOT));
        candidates.addAll(steppingDownTo(NOBODY));
        return candidates;
    }

    private static List<RunAs> steppingDownTo(long userId) {
        List<String> down = List.of("setpriv", "--reuid=" + userId, "--regid=" + userId, "--clear-groups");
        // Without the secure bit access(2), which the programs ask about themselves, does not see the capability.
        List<String> passing =
                List.of("--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override");
        return List.of(
                new RunAs(down, userId),
                new RunAs(joined(down, passing), userId),
                new RunAs(joined(down, NAMESPACE), userId));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private boolean works(Path data, Path executable) {
        String probe = "test \"$(id -u)\" != 0 && id -un >/dev/null 2>&1 && test -x \"$1\" && test -w \"$2\"";
        List<String> command = List.of("sh", "-c", probe, "sh", executable.toString(), data.toString());
        try {
            return program(Path.of("/"), command).run().exitCode() == 0;
        } catch (IOException e) {
            return false; // The stepping-aside command is not installed: the next candidate is tried.
        }
    }
}
