package org.scewarehouse.jobs.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scewarehouse.etl.store.Stores;
import org.scewarehouse.jobs.settings.PrivacySecret;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsRejected;

/** What can be tried without the warehouse and the sources; a lake on S3 is for {@link LakeChecks}. */
public final class LocalChecks {
    private static final long LITTLE_SPACE_BYTES = 5L << 30;

    private LocalChecks() {}

    public static List<Check> all(Settings settings) {
        List<Check> checks = new ArrayList<>();
        checks.add(folder("home", settings.home(), "SCE_HOME"));
        if (!Stores.isS3(settings.lakeLocation())) {
            Path lake = Path.of(settings.lakeLocation());
            checks.add(folder("lake", lake, "SCE_LAKE"));
            openToOthers(lake).ifPresent(checks::add);
        }
        checks.add(folder("temporary", settings.temporaryFolder(), "SCE_TEMPORARY"));
        checks.add(Check.ok("zone", settings.zone().toString()));
        checks.add(secret(settings));
        checks.addAll(ReferenceChecks.all(settings));
        parallelDays(settings).ifPresent(checks::add);
        return checks;
    }

    private static Optional<Check> parallelDays(Settings settings) {
        int days = settings.sources().prometheus().maxParallelDays();
        return days == 1
                ? Optional.empty()
                : Optional.of(Check.note(
                        "parallel",
                        "sce.sources.prometheus.max-parallel-days = " + days
                                + " counts as 1: each day builds upon the state of the one before",
                        "Remove it; ./sce backfill does many days at once, ./sce nightly --parallel many sources."));
    }

    /** A folder is as the version that made it, or its owner, has left it. */
    private static Optional<Check> openToOthers(Path lake) {
        String open = Stream.of("raw", "identified")
                .map(name -> lake.toAbsolutePath().resolve(name))
                .filter(LocalChecks::isOpenToOthers)
                .map(Path::toString)
                .collect(Collectors.joining(" "));
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(Check.note(
                        "lake", "everybody on this machine may read names in " + open, "Run: chmod o-rwx " + open));
    }

    private static boolean isOpenToOthers(Path folder) {
        try {
            for (Path at = folder; at != null; at = at.getParent()) {
                if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // not made yet, or closed to ourselves
        }
    }

    private static Check folder(String subject, Path folder, String setting) {
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, "check", ".tmp");
            Files.delete(probe);
            long free = Files.getFileStore(folder).getUsableSpace();
            String detail = folder + ", " + (free >> 30) + " GiB free";
            return free < LITTLE_SPACE_BYTES
                    ? Check.note(subject, detail, "Make room, or set " + setting + " to a larger disk.")
                    : Check.ok(subject, detail);
        } catch (IOException e) {
            return Check.fault(
                    subject, "cannot write to " + folder + " (" + e + ")", "Set " + setting + " to a folder of yours.");
        }
    }

    private static Check secret(Settings settings) {
        try {
            PrivacySecret.of(settings);
            return settings.privacy().secret() != null
                    ? Check.ok("privacy", "the secret of pseudonyms is given")
                    : Check.note(
                            "privacy",
                            "the secret of pseudonyms is generated, in " + settings.home() + "/privacy-secret",
                            "Keep a copy: without it nobody's history continues.");
        } catch (SettingsRejected e) {
            return Check.fault("privacy", String.join(" ", e.faults()), "");
        } catch (UncheckedIOException e) {
            return Check.fault("privacy", String.valueOf(e.getMessage()), "Set SCE_HOME to a folder of yours.");
        }
    }
}
