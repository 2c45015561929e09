package org.scewarehouse.jobs.check;

/**
 * The outcome of one thing tried.
 *
 * @param mark {@code ok}, {@code note} (works, but worth knowing) or {@code FAULT}
 * @param subject what was tried, in a word
 * @param detail what was found
 * @param remedy what to do; empty where nothing is to do
 */
public record Check(String mark, String subject, String detail, String remedy) {

    public static Check ok(String subject, String detail) {
        return new Check("ok", subject, detail, "");
    }

    public static Check note(String subject, String detail, String remedy) {
        return new Check("note", subject, detail, remedy);
    }

    public static Check fault(String subject, String detail, String remedy) {
        return new Check("FAULT", subject, detail, remedy);
    }

    public boolean isFault() {
        return mark.equals("FAULT");
    }
}
