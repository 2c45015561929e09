package org.scewarehouse.jobs.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.run.NightlyRequest;
import org.scewarehouse.jobs.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code nightly} and {@code plan} have in common. */
@SuppressWarnings("NullAway.Init") // The field is set by picocli.
final class NightlyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only this source.")
    private @Nullable String source;

    @Option(names = "--max-days", paramLabel = "N", description = "At most N days of each source, oldest first.")
    private int maxDays = Integer.MAX_VALUE;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Begin no further day after this time, such as 90m or 5h.")
    private @Nullable Duration maxDuration;

    @Option(names = "--accept-shrink", description = "Let a much smaller answer replace the one in force.")
    private boolean isShrinkAccepted;

    NightlyRequest request(Settings settings, int parallel) {
        if (maxDays < 1) { // A run that may begin nothing would call every source up to date.
            throw new ParameterException(spec.commandLine(), "--max-days " + maxDays + " is less than 1");
        }
        if (maxDuration != null && maxDuration.isNegative()) {
            throw new ParameterException(spec.commandLine(), "--max-duration " + maxDuration + " is less than 0");
        }
        Duration limit = maxDuration == null ? settings.maxDuration() : maxDuration;
        return new NightlyRequest(source, maxDays, limit, isShrinkAccepted, parallel, false);
    }
}
