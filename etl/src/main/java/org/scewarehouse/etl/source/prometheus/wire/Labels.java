package org.scewarehouse.etl.source.prometheus.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The label set of one series, sorted by name; the metric's own name is label {@code __name__}. Immutable. Values may
 * be of any length and hold any character; what is not Unicode text has become U+FFFD.
 */
public final class Labels implements Comparable<Labels> {

    /** Name of the label that holds the metric's name. */
    public static final String METRIC = "__name__";

    private final String[] namesAndValues;

    private Labels(String[] namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /** From names and values in turn, in any order of the names; an empty value is the same as no label. */
    public static Labels of(String... namesAndValues) {
        return of(Arrays.asList(namesAndValues));
    }

    /** From names and values in turn, in any order of the names; an empty value is the same as no label. */
    public static Labels of(List<String> namesAndValues) {
        if (namesAndValues.size() % 2 != 0) {
            throw new IllegalArgumentException("expected names and values in turn, got " + namesAndValues.size());
        }
        List<String[]> pairs = new ArrayList<>(namesAndValues.size() / 2);
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (!namesAndValues.get(i + 1).isEmpty()) {
                pairs.add(new String[] {namesAndValues.get(i), unicode(namesAndValues.get(i + 1))});
            }
        }
        pairs.sort(Comparator.comparing(pair -> pair[0]));
        return new Labels(pairs.stream().flatMap(Arrays::stream).toArray(String[]::new));
    }

    /** Number of labels. */
    public int size() {
        return namesAndValues.length / 2;
    }

    /** Name of the label at a position from 0, in order of the names. */
    public String name(int index) {
        return namesAndValues[2 * index];
    }

    /** Value of the label at a position from 0, in order of the names. */
    public String value(int index) {
        return namesAndValues[2 * index + 1];
    }

    /** Value of the label, null if the series has no such label; an empty value is no label, as in Prometheus. */
    public @Nullable String value(String name) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return namesAndValues[i + 1];
            }
        }
        return null;
    }

    /** The metric's name, empty if the series has none. */
    public String metric() {
        String metric = value(METRIC);
        return metric == null ? "" : metric;
    }

    /** These labels less those whose name the predicate refuses. */
    public Labels keeping(Predicate<String> isKept) {
        List<String> kept = new ArrayList<>(namesAndValues.length);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (isKept.test(namesAndValues[i])) {
                kept.add(namesAndValues[i]);
                kept.add(namesAndValues[i + 1]);
            }
        }
        return kept.size() == namesAndValues.length ? this : new Labels(kept.toArray(String[]::new));
    }

    /** A compact form for sorting and spilling, which {@link #decode} reads; equal labels give equal bytes. */
    public byte[] encode() {
        ProtoWriter out = new ProtoWriter();
        for (String text : namesAndValues) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.varint(bytes.length).raw(bytes, 0, bytes.length);
        }
        return out.toBytes();
    }

    /** The labels that {@link #encode} wrote. */
    public static Labels decode(byte[] bytes, int offset, int length) {
        ProtoReader in = new ProtoReader(bytes, offset, length);
        List<String> texts = new ArrayList<>();
        while (!in.isAtEnd()) {
            texts.add(in.text());
        }
        return new Labels(texts.toArray(String[]::new));
    }

    @Override
    public int compareTo(Labels other) {
        return Arrays.compare(namesAndValues, other.namesAndValues);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels that && Arrays.equals(namesAndValues, that.namesAndValues);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(namesAndValues);
    }

    /** As Prometheus writes it: {@code name{a="b"}}, for messages; long values are cut. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(metric()).append('{');
        for (int i = 0; i < size(); i++) {
            if (!name(i).equals(METRIC)) {
                String value = value(i).length() > 100 ? value(i).substring(0, 100) + "..." : value(i);
                text.append(text.charAt(text.length() - 1) == '{' ? "" : ",");
                text.append(name(i)).append("=\"").append(value).append('"');
            }
        }
        return text.append('}').toString();
    }

    /** Lone surrogates cannot be written as UTF-8; JSON escapes can smuggle them in. */
    static String unicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int[] points = text.codePoints()
                        .map(point ->
                                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xfffd : point)
                        .toArray();
                return new String(points, 0, points.length);
            }
        }
        return text;
    }
}
