package org.scewarehouse.jobs.check;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one thing tried.
 *
 * @param mark {@code ok}, {@code note} (works, but worth knowing) or {@code FAULT}
 * @param subject what was tried, in a word
 * @param detail what was found
 * @param remedy what to do; empty where nothing is to do, or where the detail says it
 * @param cause what was thrown; null where nothing was
 */
public record Check(
        String mark,
        String subject,
        String detail,
        String remedy,
        @Nullable Throwable cause) {

    public static Check ok(String subject, String detail) {
        return new Check("ok", subject, detail, "", null);
    }

    public static Check note(String subject, String detail, String remedy) {
        return new Check("note", subject, detail, remedy, null);
    }

    public static Check fault(String subject, String detail, String remedy) {
        return new Check("FAULT", subject, detail, remedy, null);
    }

    /** A fault that says itself what is wrong and what to do; it may be one that passes. */
    public static Check fault(String subject, Throwable cause) {
        return new Check("FAULT", subject, String.valueOf(cause.getMessage()), "", cause);
    }

    public boolean isFault() {
        return mark.equals("FAULT");
    }
}
