package org.scewarehouse.jobs.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
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

    private final Map<HrColumn, String> fields;

    FormerNames(HrSettings settings) {
        this.fields = settings.isConfigured() ? settings.parse().fields() : Map.of();
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

    private static void add(@Nullable Object name, Consumer<String> names) {
        if (name instanceof String text && !text.isBlank()) {
            names.accept(text);
        }
    }
}
