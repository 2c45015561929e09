package org.scewarehouse.jobs.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The secret behind all pseudonyms: given, or made once for a trial on one machine. */
public final class PrivacySecret {
    /** Shorter ones could be guessed. */
    static final int SHORTEST = 16;

    private PrivacySecret() {}

    /**
     * The secret to use. Where nothing is given and both warehouse and lake are the local defaults, it is generated
     * at the first call and kept in the home folder.
     *
     * @throws SettingsRejected where data leaves this machine and no secret is given: two machines with secrets of
     *     their own would give one person two pseudonyms
     */
    public static Secret of(Settings settings) {
        Secret given = settings.privacy().secret();
        if (given != null) {
            return given;
        }
        if (!settings.warehouse().isEmbedded() || settings.lake() != null) {
            throw new SettingsRejected(
                    List.of("sce.privacy.secret is required when sce.warehouse.url or sce.lake is set. "
                            + remedy(file(settings))));
        }
        return kept(file(settings));
    }

    /** Another secret than that of what is loaded already makes everybody somebody else. */
    private static String remedy(Path file) {
        return Files.exists(file)
                ? "What this home has loaded so far is under the one in " + file
                        + ": set SCE_PRIVACY_SECRET_FILE to that file, or to a copy of it, on every machine"
                : "Make one with: openssl rand -hex 32, keep it, and give it to every machine as"
                        + " SCE_PRIVACY_SECRET_FILE";
    }

    private static Path file(Settings settings) {
        return settings.home().resolve("privacy-secret");
    }

    /** The secret, if there is one already; nothing is generated. */
    public static Optional<Secret> known(Settings settings) {
        boolean isGiven = settings.privacy().secret() != null;
        boolean isKept = settings.warehouse().isEmbedded() && settings.lake() == null && Files.exists(file(settings));
        return isGiven || isKept ? Optional.of(of(settings)) : Optional.empty();
    }

    private static Secret kept(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            String secret = Files.readString(file).strip();
            if (secret.length() < SHORTEST) {
                throw new SettingsRejected(
                        List.of(file + " holds no secret any more, perhaps since the disk was full or the power failed."
                                + " Put its copy back; only where nothing is loaded yet delete it, and another one is"
                                + " made"));
            }
            return Secret.of(secret);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the generated sce.privacy.secret in " + file, e);
        }
    }

    /** Written aside and linked under its name, so that of two first runs both use the same one. */
    private static void make(Path file) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path temporary = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "privacy-secret",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    temporary,
                    HexFormat.of().formatHex(random) + "\n",
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC); // Nobody's history continues without it, not after a power cut either.
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // Another process was first: its secret counts.
        } finally {
            Files.delete(temporary);
        }
    }
}
