package org.scewarehouse.jobs.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.scewarehouse.jobs.Build;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once per version from the archive on the class path. */
record PostgresBinaries(Path folder, int majorVersion) {
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");

    /** Unpacks the programs unless they are there. The caller holds the mutex of the folder. */
    static PostgresBinaries installedUnder(Path root) {
        String version = Build.postgresVersion();
        Path folder = root.resolve("bin-" + version);
        if (!Files.isDirectory(folder)) {
            Path temporary = root.resolve("bin-" + version + ".new");
            try {
                ServerFolder.deleteAll(temporary);
                Files.createDirectories(temporary);
                unpack(temporary);
                Files.move(temporary, folder);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot unpack PostgreSQL " + version + " into " + folder, e);
            }
        }
        return new PostgresBinaries(folder, Integer.parseInt(version.substring(0, version.indexOf('.'))));
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static void unpack(Path folder) throws IOException {
        String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (resource == null) {
                throw new ServerImpossible("There is no embedded PostgreSQL for this machine (" + archive
                        + " is not part of this build). " + ServerImpossible.ELSEWHERE);
            }
            TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource, 1 << 16)));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, folder);
            }
        }
        Files.setPosixFilePermissions(folder, EXECUTABLE);
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("The archive leaves its folder: " + entry.getName());
        }
        makeFolders(folder, folder.relativize(entry.isDirectory() ? target : target.resolveSibling("")));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (!entry.isDirectory()) {
            Files.copy(content, target);
            Files.setPosixFilePermissions(target, (entry.getMode() & 0100) != 0 ? EXECUTABLE : PLAIN);
        }
    }

    /** Permissions are set one by one: the umask of the first caller must not lock out the server's user. */
    private static void makeFolders(Path top, Path relative) throws IOException {
        Path path = top;
        for (Path name : relative) {
            path = path.resolve(name);
            if (!Files.isDirectory(path)) {
                Files.createDirectory(path);
                Files.setPosixFilePermissions(path, EXECUTABLE);
            }
        }
    }

    static String archiveName(String system, String architecture) {
        String processor = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> architecture;
        };
        return "postgres-" + system.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + processor + ".txz";
    }
}
