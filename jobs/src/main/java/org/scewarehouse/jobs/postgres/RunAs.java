package org.scewarehouse.jobs.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom the server's programs run. PostgreSQL refuses root, so root steps down: into a user namespace of its own,
 * where it is nobody in name and keeps its files; or, where a container forbids that, to the owner of the data or to
 * the uid that is nobody everywhere, keeping if need be the one capability that passes through closed parent folders.
 *
 * @param prefix the command that precedes a program; empty for a user who is not root
 * @param userId the owner that the data directory must have, as seen from outside
 */
record RunAs(List<String> prefix, long userId) {
    private static final long ROOT = 0;
    private static final long NOBODY = 65534;

    /**
     * The first way that works here; the folders then belong to that user.
     *
     * @param written folders that the programs write to, which exist
     * @param executable a program that must be reachable
     */
    static RunAs choose(List<Path> written, Path executable) throws IOException {
        long self = ownUserId();
        if (self != ROOT) {
            return own(self, written);
        }
        List<String> tried = new ArrayList<>();
        for (RunAs candidate : candidates(owner(written.get(0)))) {
            for (Path folder : written) {
                candidate.give(folder);
            }
            if (candidate.works(written, executable)) {
                return candidate;
            }
            tried.add(String.join(" ", candidate.prefix));
        }
        throw new ServerImpossible("PostgreSQL does not run as root, and no way of stepping down works here (tried: "
                + String.join("; ", tried) + "). Run as another user. " + ServerImpossible.ELSEWHERE);
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

    /** Makes the folder and everything in it this user's, unless the folder is already. */
    void give(Path folder) throws IOException {
        if (owner(folder) == userId) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            // Children before parents: after an interruption the folder itself still shows that work is left.
            for (Path path : inside.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.setAttribute(path, "unix:uid", (int) userId, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static RunAs own(long self, List<Path> written) throws IOException {
        for (Path folder : written) {
            if (owner(folder) != self) {
                throw new ServerImpossible(folder + " belongs to uid " + owner(folder) + ", this is uid " + self
                        + ". Run as its owner, or set SCE_HOME to a folder of your own.");
            }
        }
        return new RunAs(List.of(), self);
    }

    private static List<RunAs> candidates(long owner) {
        RunAs namespace = new RunAs(List.of("unshare", "-U"), ROOT);
        return owner == ROOT
                ? List.of(namespace, setpriv(NOBODY), setprivThroughClosedFolders(NOBODY))
                : List.of(setpriv(owner), setprivThroughClosedFolders(owner), namespace);
    }

    private static RunAs setpriv(long userId) {
        return new RunAs(List.of("setpriv", "--reuid=" + userId, "--regid=" + userId, "--clear-groups"), userId);
    }

    private static RunAs setprivThroughClosedFolders(long userId) {
        List<String> prefix = new ArrayList<>(setpriv(userId).prefix);
        // Without this bit access(2), which the programs ask about themselves, does not see the capability.
        prefix.add("--securebits=+no_setuid_fixup");
        prefix.add("--inh-caps=+dac_override");
        prefix.add("--ambient-caps=+dac_override");
        return new RunAs(List.copyOf(prefix), userId);
    }

    private boolean works(List<Path> written, Path executable) {
        List<String> probe = new ArrayList<>(List.of(
                "sh",
                "-c",
                "test \"$(id -u)\" != 0 && test -x \"$1\" && shift && for f; do test -w \"$f\" || exit 1; done",
                "sh",
                executable.toString()));
        written.forEach(folder -> probe.add(folder.toString()));
        try {
            return program(Path.of("/"), probe).run().exitCode() == 0;
        } catch (IOException e) {
            return false; // The stepping-down command is not installed: the next candidate is tried.
        }
    }
}
