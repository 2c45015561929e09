package org.scewarehouse.jobs.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads the settings: files of secrets over system properties over the environment over the YAML file. */
public final class SettingsLoader {
    private static final String PREFIX = "sce";
    private static final KnownProperties KNOWN = new KnownProperties(PREFIX, Settings.class);

    private final Map<String, String> environment;
    private final MutablePropertySources sources = new MutablePropertySources();
    private final List<String> faults = new ArrayList<>();

    private SettingsLoader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads and checks all settings.
     *
     * @param config the file given on the command line; null means sce.yaml in the working folder, else in SCE_HOME,
     *     else no file
     * @param workingFolder where relative names start
     * @throws SettingsRejected naming every fault
     */
    public static Settings load(@Nullable Path config, Map<String, String> environment, Path workingFolder) {
        return new SettingsLoader(environment).load(config, workingFolder);
    }

    /** Variables of the environment that begin like a property and are none; probably slips. */
    public static List<String> unknownVariables(Map<String, String> environment) {
        return KNOWN.unknownVariables(environment.keySet());
    }

    private Settings load(@Nullable Path config, Path workingFolder) {
        sources.addLast(new MapPropertySource("systemProperties", ownSystemProperties()));
        Map<String, Object> variables = givenVariables();
        sources.addLast(new MapPropertySource("headers", takeHeaders(variables)));
        sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
        if (config != null && !Files.isReadable(config)) {
            faults.add("--config " + config + ": there is no such file, or it may not be read");
        } else {
            Optional.ofNullable(config).or(() -> usualFile(workingFolder)).ifPresent(this::addFile);
        }
        addSecretFiles();
        Binder binder = new Binder(
                ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(sources));
        Settings settings =
                binder.bindOrCreate(PREFIX, Bindable.of(Settings.class), new FaultCollector(faults, KNOWN.secrets()));
        if (faults.isEmpty()) {
            faults.addAll(SettingsRules.faults(settings));
        }
        if (!faults.isEmpty()) {
            throw new SettingsRejected(faults);
        }
        return settings;
    }

    private static Map<String, Object> ownSystemProperties() {
        Map<String, Object> own = new HashMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX + "."))
                .forEach(name -> own.put(name, System.getProperty(name)));
        return own;
    }

    /** An empty secret is none: that is what a CI hands over for one that it does not have. */
    private Map<String, Object> givenVariables() {
        Map<String, Object> given = new HashMap<>(environment);
        KNOWN.secrets().stream()
                .flatMap(KnownProperties::variables)
                .filter(secret -> "".equals(given.get(secret)))
                .forEach(given::remove);
        return given;
    }

    /**
     * Headers out of the variables, where names have no dashes and case does not matter: by Spring's rules
     * {@code HEADERS_X_SCOPE_ORGID} would be a header in three parts, or none.
     */
    private Map<String, Object> takeHeaders(Map<String, Object> variables) {
        Map<String, Object> headers = new TreeMap<>();
        for (String section : KNOWN.headers()) {
            String prefix = KnownProperties.variable(section) + "_";
            for (String variable : environment.keySet()) {
                if (variable.startsWith(prefix) && variable.length() > prefix.length()) {
                    String header = variable.substring(prefix.length()).replace('_', '-');
                    String value = String.valueOf(variables.remove(variable));
                    if (header.endsWith("-FILE")) {
                        header = header.substring(0, header.length() - "-FILE".length());
                        value = readSecret(variable, value).orElse("");
                    }
                    if (!value.isEmpty() && headers.put(section + "[" + header + "]", value) != null) {
                        faults.add(variable + " and one that is a file are both set: keep one of them");
                    }
                }
            }
        }
        return headers;
    }

    private Optional<Path> usualFile(Path workingFolder) {
        Path home = workingFolder.resolve(environment.getOrDefault("SCE_HOME", ".sce"));
        return Stream.of(workingFolder, home)
                .map(folder -> folder.resolve("sce.yaml"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private void addFile(Path file) {
        try {
            for (PropertySource<?> document :
                    new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file))) {
                Map<String, Object> properties = new HashMap<>();
                // The raw values, which know their line in the file.
                ((MapPropertySource) document)
                        .getSource()
                        .forEach((name, value) -> addProperty(file, name, value, properties));
                sources.addLast(new OriginTrackedMapPropertySource(document.getName(), properties, true));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (RuntimeException e) {
            faults.add(file + " is not YAML" + place(e) + ". What stands there is not shown, as it may be a secret. Put"
                    + " texts with characters other than letters and digits between quotes, indent with blanks, and"
                    + " give each name once");
        }
    }

    /** Where a reader of YAML stopped: in its own words it quotes the line. */
    private static String place(RuntimeException e) {
        Mark mark = e instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
        return mark == null
                ? " (" + e.getClass().getSimpleName() + ")"
                : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null || value.toString().isEmpty();
    }

    private void addProperty(Path file, String name, @Nullable Object value, Map<String, Object> properties) {
        boolean isEmptySection = KNOWN.isSection(name) && isEmpty(value);
        if (!name.startsWith(PREFIX + ".") && !isEmptySection) {
            faults.add(name + " in " + file + ": settings stand under " + PREFIX + ":");
        } else if (KNOWN.isKnown(name) && value != null) {
            properties.put(name, value);
        } else if (!isEmptySection) {
            faults.add(name + " in " + file + ": there is no such setting"
                    + KNOWN.nearest(name)
                            .map(known -> ". Did you mean " + known + "?")
                            .orElse(""));
        }
    }

    /** A secret may stand in a file of its own, as container platforms hand them over. */
    private void addSecretFiles() {
        Binder binder = new Binder(
                ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(sources));
        Map<String, Object> secrets = new HashMap<>();
        for (String name : KNOWN.secrets()) {
            binder.bind(name + "-file", Bindable.of(String.class)).ifBound(file -> {
                if (binder.bind(name, Bindable.of(String.class)).isBound()) {
                    faults.add(name + " and " + name + "-file are both set: keep one of them");
                    return;
                }
                readSecret(name + "-file", file).ifPresent(secret -> secrets.put(name, secret));
            });
        }
        sources.addFirst(new MapPropertySource("secretFiles", secrets));
    }

    /** The text of a file; an empty one, and one that cannot be read, is a fault. */
    private Optional<String> readSecret(String name, String file) {
        try {
            // Editors of Windows begin a file with a mark that nobody sees.
            String secret = Files.readString(Path.of(file))
                    .replaceFirst("^\\x{FEFF}", "")
                    .strip();
            if (secret.isEmpty()) {
                faults.add(name + " = " + file + ": is empty");
            }
            return Optional.of(secret);
        } catch (IOException e) {
            faults.add(name + " = " + file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
            return Optional.empty();
        }
    }
}
