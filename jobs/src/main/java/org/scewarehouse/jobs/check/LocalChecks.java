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
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.store.Stores;
import org.scewarehouse.jobs.settings.PrivacySecret;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.scewarehouse.jobs.settings.WrittenFolder;

/** What can be tried without the warehouse and the sources; a lake on S3 is for {@link LakeChecks}. */
public final class LocalChecks {
    private static final long LITTLE_SPACE_BYTES = 5L << 30;

    private LocalChecks() {}

    public static List<Check> all(Settings settings) {
        List<Check> checks = new ArrayList<>();
        WrittenFolder.of(settings).stream().map(LocalChecks::space).forEach(checks::add);
        if (!Stores.isS3(settings.lakeLocation())) {
            openToOthers(Path.of(settings.lakeLocation())).ifPresent(checks::add);
        }
        checks.add(Check.ok("zone", settings.zone().toString()));
        checks.add(secret(settings));
        checks.addAll(ReferenceChecks.all(settings));
        parallelDays(settings).ifPresent(checks::add);
        written("metrics", "sce.metrics.file", settings.metrics().file()).ifPresent(checks::add);
        written("openlineage", "sce.openlineage.file", settings.openlineage().file())
                .ifPresent(checks::add);
        return checks;
    }

    /** That such a file cannot be written changes no exit code of a run, so nobody may ever read of it. */
    private static Optional<Check> written(String subject, String setting, @Nullable Path file) {
        if (file == null) {
            return Optional.empty();
        }
        Path folder = file.toAbsolutePath().getParent();
        boolean isWritten = folder != null && Files.isWritable(folder) && !Files.isDirectory(file);
        return Optional.of(
                isWritten
                        ? Check.ok(subject, file.toString())
                        : Check.fault(
                                subject,
                                "cannot write " + file,
                                "Set " + setting + " to a file in a folder that is there and that runs may write to."));
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

    private static Check space(WrittenFolder folder) {
        try {
            Files.createDirectories(folder.path());
            Path probe = Files.createTempFile(folder.path(), "check", ".tmp");
            Files.delete(probe);
            long free = folder.disk().getUsableSpace();
            String detail = folder.path() + ", " + (free >> 30) + " GiB free";
            return free < LITTLE_SPACE_BYTES
                    ? Check.note(
                            folder.subject(), detail, "Make room, or set " + folder.setting() + " to a larger disk.")
                    : Check.ok(folder.subject(), detail);
        } catch (IOException e) {
            return Check.fault(
                    folder.subject(),
                    "cannot write to " + folder.path() + " (" + e + ")",
                    "Set " + folder.setting() + " to a folder of yours.");
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
