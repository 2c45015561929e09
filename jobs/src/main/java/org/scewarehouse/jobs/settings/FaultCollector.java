package org.scewarehouse.jobs.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.util.unit.DataSize;

/** Notes each value that does not fit, in the operator's words, and lets binding go on to find the others. */
final class FaultCollector extends AbstractBindHandler {
    private final List<String> faults;
    private final Set<String> secrets;

    FaultCollector(List<String> faults, Set<String> secrets) {
        this.faults = faults;
        this.secrets = secrets;
    }

    /** Spring takes a bare number for milliseconds, which nobody means who writes {@code gap-limit: 10}. */
    @Override
    public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        ConfigurationProperty property = context.getConfigurationProperty();
        if (property != null
                && result instanceof Duration duration
                && !duration.isZero()
                && String.valueOf(property.getValue()).strip().matches("[+-]?[0-9]+")) {
            faults.add(describe(property, Duration.class));
        }
        return result;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
        ConfigurationProperty property = context.getConfigurationProperty();
        if (property != null) {
            faults.add(describe(property, target.getType().resolve(Object.class)));
        } else if (faults.isEmpty()) {
            faults.add(name + ": " + error.getMessage());
        }
        return null;
    }

    private String describe(ConfigurationProperty property, Class<?> type) {
        String name = property.getName().toString();
        String value = secrets.contains(name) ? "(hidden)" : String.valueOf(property.getValue());
        return name + " = " + value + " (" + place(property.getOrigin()) + "): expected " + expected(type);
    }

    private static String place(@Nullable Origin origin) {
        if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
            return "line " + (text.getLocation().getLine() + 1) + " of " + text.getResource();
        }
        if (origin instanceof PropertySourceOrigin property) {
            return property.getOrigin() == null ? property.getPropertyName() : place(property.getOrigin());
        }
        return "given";
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant ->
                                    constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        if (type == Duration.class) {
            return "a duration with its unit, such as 90s, 10m or 2h";
        }
        if (type == ZoneId.class) {
            return "a time zone such as UTC or Europe/Zurich";
        }
        if (type == LocalDate.class) {
            return "a day such as 2026-08-20";
        }
        if (type == DataSize.class) {
            return "a size such as 256MB";
        }
        if (type == Path.class) {
            return "a file or folder";
        }
        if (type == URI.class) {
            return "an address such as https://example.org";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type)
                ? "a number"
                : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
