package org.scewarehouse.jobs.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of one embedded server, and the two facts kept about it: its password and its port. */
record ServerFolder(Path root) {
    /** Makes the folder when it is missing. Others may pass through it: what is secret in it is closed by itself. */
    static ServerFolder under(Path home) {
        ServerFolder folder = new ServerFolder(home.toAbsolutePath().normalize().resolve("postgres"));
        try {
            Files.createDirectories(folder.root);
            if (isOwn(folder.root)) {
                Files.setPosixFilePermissions(folder.root, PosixFilePermissions.fromString("rwx--x--x"));
            }
        } catch (IOException e) {
            throw new ServerImpossible(
                    "Cannot make " + folder.root + " (" + e + "). Set SCE_HOME to a folder you may write to.", e);
        }
        return folder;
    }

    Path data() {
        return root.resolve("data");
    }

    /** A file that is locked, made if need be; root leaves it to the folder's owner, who comes here too. */
    Path lock(String name) {
        Path file = root.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.write(file, new byte[0], StandardOpenOption.CREATE);
                leaveToOwner(file);
            }
            return file;
        } catch (IOException e) {
            throw notOurs(file, e);
        }
    }

    Path log() {
        return data().resolve("server.log");
    }

    Path serverLock() {
        return lock("server.lock");
    }

    Path usersLock() {
        return lock("users.lock");
    }

    Path mutexLock() {
        return lock("mutex.lock");
    }

    /** Where the password of a login is kept. */
    Path passwordFile(String user) {
        return root.resolve(user.equals(EmbeddedPostgres.USER) ? "password" : "password-" + user);
    }

    /** The password of a login, made at first use and readable by the folder's owner only. */
    String password(String user) {
        Path file = passwordFile(user);
        return read(file).orElseGet(() -> {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String password = HexFormat.of().formatHex(random);
            write(file, password);
            return password;
        });
    }

    Optional<Integer> port() {
        try {
            return read(root.resolve("port")).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw new ServerImpossible(root.resolve("port") + " holds no number. Delete it: a new port is chosen.", e);
        }
    }

    void keepPort(int port) {
        write(root.resolve("port"), Integer.toString(port));
    }

    /** Writes a file that only the owner may read; a reader sees the old or the new content, never a part. */
    void write(Path file, String content) {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(temporary, content + "\n");
            leaveToOwner(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** What root makes in another user's folder becomes that user's. */
    void leaveToOwner(Path path) throws IOException {
        long owner = RunAs.owner(root);
        if (RunAs.ownUserId() == 0 && owner != 0) {
            Files.setAttribute(path, "unix:uid", (int) owner);
        }
    }

    /** Something in this folder may not be read or written. */
    static ServerImpossible notOurs(Path file, IOException cause) {
        return new ServerImpossible(
                "Cannot use " + file + " (" + cause + "). It belongs to the user who made this folder: run as that "
                        + "user, or set SCE_HOME to a folder of your own.",
                cause);
    }

    static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private static boolean isOwn(Path path) throws IOException {
        return RunAs.owner(path) == RunAs.ownUserId();
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw notOurs(file, e);
        }
    }
}
