package org.scewarehouse.jobs;

import java.time.Clock;
import org.scewarehouse.jobs.settings.Settings;

/**
 * What one command works with.
 *
 * @param settings checked
 * @param console where to speak
 * @param termination tells when to stop
 * @param clock the only clock
 */
public record Session(Settings settings, Console console, Termination termination, Clock clock) {}
