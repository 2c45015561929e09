package org.scewarehouse.jobs.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of all properties, read off the records that hold them. */
final class KnownProperties {
    private final Set<String> leaves = new TreeSet<>();
    private final Set<String> secrets = new TreeSet<>();
    private final Set<String> sections = new TreeSet<>();
    private final Set<String> maps = new TreeSet<>();

    KnownProperties(String prefix, Class<? extends Record> settings) {
        collect(prefix, settings);
    }

    /** Properties that can also be given as a file, by the same name and {@code -file}. */
    Set<String> secrets() {
        return secrets;
    }

    boolean isSection(String name) {
        return sections.stream().anyMatch(section -> plain(section).equals(plain(name)));
    }

    /** Whether the name, in any of the spellings that binding accepts, is a property. */
    boolean isKnown(String name) {
        String plain = plain(name);
        return leaves.stream().anyMatch(leaf -> plain.equals(plain(leaf)) || plain.startsWith(plain(leaf) + "["))
                || maps.stream()
                        .map(KnownProperties::plain)
                        .anyMatch(
                                map -> plain.equals(map) || plain.startsWith(map + ".") || plain.startsWith(map + "["));
    }

    /** The property that the name was probably meant to be. */
    Optional<String> nearest(String name) {
        return Stream.of(leaves, maps)
                .flatMap(Collection::stream)
                .filter(known -> distance(plain(known), plain(name)) <= 3)
                .min(Comparator.comparingInt(known -> distance(plain(known), plain(name))));
    }

    /**
     * Variables that look like a property of ours and are none: a slip, or another program's. Those that begin as a
     * section does, and those that are a letter or two away from a property.
     */
    List<String> unknownVariables(Collection<String> variables) {
        return variables.stream()
                .filter(variable -> variable.startsWith("SCE_") && !isVariable(variable))
                .filter(variable -> isInSection(variable) || isSlip(variable))
                .sorted()
                .toList();
    }

    private boolean isInSection(String variable) {
        return sections.stream()
                .filter(section -> section.contains("."))
                .anyMatch(section -> variable.startsWith(variable(section) + "_"));
    }

    private boolean isSlip(String variable) {
        return leaves.stream().anyMatch(leaf -> distance(variable(leaf), variable) <= 2);
    }

    /** Whether a variable of the environment gives a property, or an entry of one. */
    boolean isVariable(String variable) {
        String whole = variable.replaceFirst("_\\d+_?$", ""); // an item of a list
        return leaves.stream()
                        .flatMap(KnownProperties::variables)
                        .anyMatch(name -> name.equals(variable) || name.equals(whole))
                || maps.stream().flatMap(KnownProperties::variables).anyMatch(name -> variable.startsWith(name + "_"));
    }

    /** Sections whose entries are headers of requests. */
    List<String> headers() {
        return maps.stream().filter(map -> map.endsWith(".headers")).toList();
    }

    /** The variables that give a property: a dash of its name is an underscore, or nothing, as Spring has it. */
    static Stream<String> variables(String property) {
        return Stream.of(variable(property), variable(property.replace("-", "")))
                .distinct();
    }

    private void collect(String prefix, Class<?> type) {
        sections.add(prefix);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + dashed(component.getName());
            if (component.getType().isRecord()) {
                collect(name, component.getType());
            } else if (Map.class.isAssignableFrom(component.getType())) {
                maps.add(name);
            } else if (isListOfRecords(component.getGenericType())) {
                maps.add(name);
            } else {
                leaves.add(name);
                if (component.getType() == Secret.class) {
                    secrets.add(name);
                    leaves.add(name + "-file");
                }
            }
        }
    }

    private static boolean isListOfRecords(Type type) {
        return type instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> element
                && element.isRecord();
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
