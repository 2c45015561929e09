package org.scewarehouse.etl.source.answers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.json.FieldPicker;
import org.scewarehouse.etl.lake.RawZone;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reads lines of JSON as records whose components are named as the fields, in camel case. */
public final class RecordLines {

    /** Maps records; fields that a record has not are left out. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RecordLines() {}

    /**
     * Gives each record of a part on.
     *
     * @throws SourceChanged where one is not as documented, naming the part
     */
    public static <T> void each(RawZone.PartFile part, Class<T> type, Consumer<T> taker) {
        try (InputStream in = part.open();
                MappingIterator<T> records = MAPPER.readerFor(type).readValues(in)) {
            while (records.hasNextValue()) {
                taker.accept(records.nextValue());
            }
        } catch (JacksonException e) {
            throw new SourceChanged(part.key() + ": " + notDocumented(type, e).getMessage(), e);
        } catch (SourceChanged e) {
            throw new SourceChanged(part.key() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part.key(), e);
        }
    }

    /**
     * Gives values of each record of a part on, in the order in which they are picked.
     *
     * @throws SourceChanged where the part is not as documented, naming it
     */
    public static void each(RawZone.PartFile part, FieldPicker fields, Consumer<@Nullable String[]> taker) {
        try (InputStream in = part.open();
                JsonParser records = MAPPER.createParser(in)) {
            while (records.nextToken() != null) {
                taker.accept(fields.pick(records));
            }
        } catch (JacksonException e) {
            throw new SourceChanged(part.key() + ": expected lines of JSON, got " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part.key(), e);
        }
    }

    /** The error of a record that is not as documented. */
    public static SourceChanged notDocumented(Class<?> type, JacksonException e) {
        return new SourceChanged(
                "expected a " + type.getSimpleName() + " as documented, got " + e.getOriginalMessage(), e);
    }
}
