package org.scewarehouse.jobs.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.erasure.ErasurePlan;
import org.scewarehouse.etl.lake.RawRewrite;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.hr.HrColumn;
import org.scewarehouse.etl.source.hr.HrSource;
import org.scewarehouse.jobs.settings.HrSettings;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Names that HR has shown for a person on any day: the warehouse knows the last ones only. */
final class FormerNames {

    private static final TypeReference<Map<String, Object>> RECORD = new TypeReference<>() {};
    private static final JsonMapper MAPPER = new JsonMapper();
    /** Of a name in a directory the first value, by which its entry is told from others in the same place. */
    private static final Pattern ENTRY = Pattern.compile("[\\w.-]+=((?:\\\\.|[^\\\\,+])+).*", Pattern.DOTALL);

    private final Map<HrColumn, String> fields;
    /** The field by which records of others name the person as their manager; null = by the employee id. */
    private final @Nullable String reference;

    FormerNames(HrSettings settings) {
        this.fields = settings.isConfigured() ? settings.parse().fields() : Map.of();
        this.reference = settings.isConfigured() ? settings.parse().kind().reference() : null;
    }

    /** The field of raw that the column is read from; of the product's own name where HR is not configured. */
    String field(HrColumn column) {
        return fields.getOrDefault(column, column.columnName());
    }

    /** Adds what raw of HR calls the person. */
    void collect(RawZone raw, RawRewrite places, String employeeId, ErasurePlan.Builder names) {
        for (String folder : places.folders(HrSource.NAME)) {
            RawRewrite.Place place = RawRewrite.place(HrSource.NAME, folder);
            raw.current(HrSource.NAME, place.day())
                    .ifPresent(
                            reader -> reader.parts(place.endpoint()).forEach(part -> collect(part, employeeId, names)));
        }
    }

    private void collect(RawZone.PartFile part, String employeeId, ErasurePlan.Builder names) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(part.open(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(employeeId)) {
                    Map<String, Object> person = MAPPER.readValue(line, RECORD);
                    if (employeeId.equals(value(person, HrColumn.EMPLOYEE_ID))) {
                        add(value(person, HrColumn.GIVEN_NAME), names::givenName);
                        add(value(person, HrColumn.FAMILY_NAME), names::familyName);
                        add(reference == null ? null : person.get(reference), name -> names.name(entry(name)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part.key(), e);
        }
    }

    private @Nullable Object value(Map<String, Object> person, HrColumn column) {
        String field = fields.get(column);
        return field == null ? null : person.get(field);
    }

    private static String entry(String reference) {
        Matcher entry = ENTRY.matcher(reference);
        return entry.matches() ? entry.group(1) : reference;
    }

    private static void add(@Nullable Object name, Consumer<String> names) {
        if (name instanceof String text && !text.isBlank()) {
            names.accept(text);
        }
    }
}
