package org.scewarehouse.jobs.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.jobs.settings.PrivacySecret;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsRejected;

/** What can be tried on this machine alone. */
public final class LocalChecks {
    private static final long LITTLE_SPACE_BYTES = 5L << 30;

    private LocalChecks() {}

    public static List<Check> all(Settings settings) {
        List<Check> checks = new ArrayList<>(List.of(
                folder("home", settings.home(), "SCE_HOME"),
                folder("lake", settings.lakeFolder(), "SCE_LAKE"),
                folder("temporary", settings.temporaryFolder(), "SCE_TEMPORARY"),
                Check.ok("zone", settings.zone().toString()),
                secret(settings)));
        checks.addAll(ReferenceChecks.all(settings));
        return checks;
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
        }
    }
}
