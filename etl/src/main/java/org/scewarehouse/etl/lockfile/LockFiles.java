package org.scewarehouse.etl.lockfile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads lock files. */
public final class LockFiles {

    /** Changes whenever the same file would be read differently, so that it is read again. */
    public static final int VERSION = 7;

    private static final int MOST_DEPENDENCIES = 50_000;
    private static final String LONGER_THAN = "longer than ";
    private static final String LFS_POINTER = "version https://git-lfs.github.com/spec/";
    private static final Pattern CONFLICT = Pattern.compile("^(<{7}|>{7})( |$)", Pattern.MULTILINE);

    private static final Comparator<Dependency> ORDER = Comparator.comparing(Dependency::ecosystem)
            .thenComparing(Dependency::name)
            .thenComparing(Dependency::version, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Dependency::origin, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Dependency::host, Comparator.nullsFirst(Comparator.naturalOrder()));

    private LockFiles() {}

    /**
     * What a file says.
     *
     * @param dependencies sorted, each once; empty where the file cannot be read
     * @param fault why it cannot be read, in words that are the same each time; null = it was read
     */
    public record Reading(
            List<Dependency> dependencies, @Nullable String fault) {

        /** Of a file that cannot be read. */
        public static Reading failed(String fault) {
            return new Reading(List.of(), fault);
        }
    }

    /** Of a file that is longer than the limit. */
    public static Reading tooLong(int maxBytes) {
        return Reading.failed(LONGER_THAN + maxBytes + " bytes");
    }

    /** Whether a file was longer than the limit, which may have been another one. */
    public static boolean isTooLong(Reading reading) {
        return reading.fault() != null && reading.fault().startsWith(LONGER_THAN);
    }

    /**
     * Reads a file, whatever is in it.
     *
     * @param bytes all of it, or more than the limit, whose rest does not matter
     * @param maxBytes limit above which a file is not read
     */
    public static Reading read(LockFileKind kind, byte[] bytes, int maxBytes) {
        if (bytes.length > maxBytes) {
            return tooLong(maxBytes);
        }
        String text = text(bytes);
        if (text.indexOf('\0') >= 0) {
            return Reading.failed("is no text");
        }
        if (text.startsWith(LFS_POINTER)) {
            return Reading.failed("a pointer to a large file (LFS)");
        }
        if (CONFLICT.matcher(text).find()) {
            return Reading.failed("holds the marks of a merge conflict");
        }
        try {
            List<Dependency> all = kind.read(text);
            if (all.size() > MOST_DEPENDENCIES) {
                return Reading.failed("names more than " + MOST_DEPENDENCIES + " packages");
            }
            return new Reading(
                    all.stream()
                            .filter(Dependency::isPlausible)
                            .map(Dependency::withPlausibleOrigin)
                            .distinct()
                            .sorted(ORDER)
                            .toList(),
                    null);
        } catch (Unreadable e) {
            return Reading.failed(String.valueOf(e.getMessage()));
        }
    }

    /** UTF-8, unless a mark at its start says UTF-16, in which PowerShell writes what {@code pip freeze} prints. */
    private static String text(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << Byte.SIZE | (bytes[1] & 0xFF);
        Charset charset = mark == 0xFFFE
                ? StandardCharsets.UTF_16LE
                : mark == 0xFEFF ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
        String text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
