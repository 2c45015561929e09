package org.scewarehouse.etl.source.prometheus.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.SourceChanged;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Streams the series out of JSON answers of result type matrix, any number of answers behind each other. */
final class JsonMatrixReader {

    /** Labels of any length are taken, a whole answer is never held, and streams are closed by who opened them. */
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(256 << 20)
                    .maxNameLength(16 << 20)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private JsonMatrixReader() {}

    /**
     * Reads to the end of the stream.
     *
     * @throws SourceChanged if it is not JSON or not shaped as documented
     * @throws IOException if the stream cannot be read
     */
    static void read(InputStream in, SampleSeriesSink sink) throws IOException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                require(parser, token, JsonToken.START_OBJECT);
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    if (parser.currentName().equals("data")) {
                        data(parser, sink);
                    } else {
                        parser.nextToken();
                        parser.skipChildren();
                    }
                }
            }
        } catch (JacksonIOException e) { // what could not be read may well be as documented
            throw new IOException(e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            throw new SourceChanged(
                    "JSON answer: expected JSON, got " + e.getOriginalMessage() + " at byte "
                            + e.getLocation().getByteOffset(),
                    e);
        }
    }

    private static void data(JsonParser parser, SampleSeriesSink sink) {
        require(parser, parser.nextToken(), JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.currentName().equals("result")) {
                require(parser, parser.nextToken(), JsonToken.START_ARRAY);
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    series(parser, sink);
                }
            } else {
                parser.nextToken();
                parser.skipChildren();
            }
        }
    }

    private static void series(JsonParser parser, SampleSeriesSink sink) {
        Labels labels = Labels.of();
        boolean isLabelled = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "metric" -> {
                    labels = labels(parser);
                    isLabelled = true;
                }
                case "values" -> {
                    if (!isLabelled) {
                        throw new SourceChanged("JSON answer: expected 'metric' before 'values' in a series");
                    }
                    sink.begin(labels);
                    samples(parser, sink);
                    sink.end();
                }
                case "histograms" ->
                    throw new SourceChanged(
                            "JSON answer, series " + labels + ": expected plain samples, got a native histogram");
                default -> parser.skipChildren();
            }
        }
    }

    private static Labels labels(JsonParser parser) {
        require(parser, parser.currentToken(), JsonToken.START_OBJECT);
        List<String> namesAndValues = new ArrayList<>(32);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            namesAndValues.add(parser.currentName());
            require(parser, parser.nextToken(), JsonToken.VALUE_STRING);
            namesAndValues.add(parser.getString());
        }
        return Labels.of(namesAndValues);
    }

    private static void samples(JsonParser parser, SampleSeriesSink sink) {
        require(parser, parser.currentToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            JsonToken time = parser.nextToken();
            if (time != JsonToken.VALUE_NUMBER_INT && time != JsonToken.VALUE_NUMBER_FLOAT) {
                require(parser, time, JsonToken.VALUE_NUMBER_FLOAT);
            }
            long millis = DecimalText.millis(
                    parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
            require(parser, parser.nextToken(), JsonToken.VALUE_STRING);
            double value =
                    DecimalText.value(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
            require(parser, parser.nextToken(), JsonToken.END_ARRAY);
            sink.accept(millis, value);
        }
        require(parser, parser.currentToken(), JsonToken.END_ARRAY);
    }

    private static void require(JsonParser parser, JsonToken token, JsonToken expected) {
        if (token != expected) {
            throw new SourceChanged("JSON answer: expected " + expected + " at byte "
                    + parser.currentLocation().getByteOffset() + ", got " + token);
        }
    }
}
