package org.scewarehouse.etl.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.json.FieldPicker;
import org.scewarehouse.etl.json.JsonEnd;
import org.scewarehouse.etl.json.PageRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads lists of JSON objects in the ways that systems page them. A page is asked again where that may help; a list
 * that is not paged is read while it arrives, one record in memory, and so can only be asked again as a whole.
 *
 * <p>An address of a next page gives its query alone: host and path are those that are configured, so that credentials
 * go nowhere else. Records may come twice where a list changes while it is paged.
 */
public final class JsonPages {

    private static final JsonMapper JSON = new JsonMapper();
    /** Reads a record of a list, which others follow. */
    private static final ObjectReader RECORD = JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern NEXT_LINK = Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel=\"?next\"?");

    /** Asks for a path with its query; answers only what is fit to be read, and throws for anything else. */
    @FunctionalInterface
    public interface Asking {
        HttpAnswer get(String path);
    }

    /**
     * What came of a list.
     *
     * @param records records given on
     * @param hasChanged whether the system's own total changed between two pages
     */
    public record Listed(long records, boolean hasChanged) {}

    private final Asking asking;
    private final Retry retry;
    private final @Nullable Runnable replaced;

    /** Pages of a system. */
    public JsonPages(Asking asking, Retry retry) {
        this(asking, retry, null);
    }

    private JsonPages(Asking asking, Retry retry, @Nullable Runnable replaced) {
        this.asking = asking;
        this.retry = retry;
        this.replaced = replaced;
    }

    /**
     * The same, but bytes of a page that are no text are replaced by U+FFFD, which is told once for each such page;
     * else such a page is not as documented.
     */
    public JsonPages replacing(Runnable told) {
        return new JsonPages(asking, retry, told);
    }

    /** One document, such as a record of its own; empty for an answer without a body (204). */
    public Optional<JsonNode> document(String path) {
        return retry.call(() -> page(path).content());
    }

    /**
     * A bare array in one answer of any length.
     *
     * @return number of records
     */
    public long array(String path, Consumer<ObjectNode> records) {
        return parsedArray(path, parser -> records.accept((ObjectNode) RECORD.readTree(parser)));
    }

    /**
     * As {@link #array(String, Consumer)}, for answers so long that making each record an object of its own counts.
     *
     * @param records gets the parser at the begin of each record, and leaves it at the record's end
     */
    public long parsedArray(String path, Consumer<JsonParser> records) {
        try (HttpAnswer answer = asking.get(path)) {
            if (answer.status() == 204) {
                return 0;
            }
            try (JsonParser parser = JSON.createParser(answer.body())) {
                return parsedArray(answer.name(), parser, records);
            } catch (JacksonException e) {
                throw notJson(answer.name(), e);
            }
        }
    }

    private static long parsedArray(String name, JsonParser parser, Consumer<JsonParser> records) {
        if (parser.nextToken() == null) {
            throw JsonEnd.atOnce(parser);
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new SourceChanged(name + ": expected an array, got " + parser.currentToken());
        }
        long count = 0;
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (next != JsonToken.START_OBJECT) {
                throw new SourceChanged(name + ": expected an object in the list, got " + next);
            }
            records.accept(parser);
            count++;
        }
        if (parser.nextToken() != null) {
            throw new SourceChanged(name + ": expected nothing after the array, got " + parser.currentToken());
        }
        return count;
    }

    /**
     * Pages by number from 1: {@code results}, {@code current_page}, {@code total}. Ends with an empty page, or when
     * as many records came as the last page says there are.
     *
     * @param path with a query or without
     * @param pageSize records asked for at once
     */
    public Listed offset(String path, int pageSize, Consumer<ObjectNode> records) {
        long collected = 0;
        long firstTotal = -1;
        boolean hasChanged = false;
        for (int number = 1; ; number++) {
            String asked = with(path, "page_number=" + number + "&page_size=" + pageSize);
            Page<JsonNode> page = retry.call(() -> page(asked));
            if (page.content().isEmpty()) {
                return new Listed(collected, hasChanged);
            }
            JsonNode results = results(page);
            JsonNode total = page.body().path("total");
            JsonNode current = page.body().path("current_page");
            if (!total.isIntegralNumber()) {
                throw new SourceChanged(page.name() + ": expected a number 'total', got " + total.getNodeType());
            }
            if (!results.isEmpty() && current.isIntegralNumber() && current.asInt() != number) {
                throw new SourceChanged(
                        page.name() + ": expected page " + number + ", got page " + current.asInt() + " again");
            }
            firstTotal = firstTotal < 0 ? total.asLong() : firstTotal;
            hasChanged |= total.asLong() != firstTotal;
            records(page.name(), results).forEach(records);
            collected += results.size();
            if (results.isEmpty() || collected >= total.asLong()) {
                return new Listed(collected, hasChanged);
            }
        }
    }

    /**
     * Pages by cursor: {@code results} and {@code paging.next}, the address of the next page. Ends where that is null
     * or absent.
     *
     * @throws SourceChanged also where a cursor comes twice
     */
    public long keyset(String path, Consumer<ObjectNode> records) {
        return keyset(path, () -> false, records);
    }

    /** As {@link #keyset(String, Consumer)}, but no page is asked for once enough records came. */
    public long keyset(String path, BooleanSupplier isEnough, Consumer<ObjectNode> records) {
        return follow(path, this::page, page -> records(page.name(), results(page)), records, page -> {
            if (isEnough.getAsBoolean()) {
                return null;
            }
            JsonNode next = page.body().path("paging").path("next");
            return next.isString() && !next.asString().isEmpty() ? next.asString() : null;
        });
    }

    /** Pages that are bare arrays, the next one being named in the header {@code Link}. */
    public long links(String path, Consumer<ObjectNode> records) {
        return links(path, () -> false, records);
    }

    /** As {@link #links(String, Consumer)}, but no page is asked for once enough records came. */
    public long links(String path, BooleanSupplier isEnough, Consumer<ObjectNode> records) {
        return follow(
                path,
                this::page,
                page -> records(page.name(), page.body()),
                records,
                page -> isEnough.getAsBoolean() ? null : page.nextLink());
    }

    /**
     * As {@link #links(String, BooleanSupplier, Consumer)}, for lists of which few records are wanted, or little of
     * each.
     *
     * @param fields what decides on a record
     */
    public long links(String path, BooleanSupplier isEnough, FieldPicker fields, Consumer<PageRecord> records) {
        return follow(
                path,
                asked -> page(asked, in -> picked(in.readAllBytes(), fields)),
                Page::body,
                records,
                page -> isEnough.getAsBoolean() ? null : page.nextLink());
    }

    private interface NextAddress<T> {
        @Nullable
        String of(Page<T> page);
    }

    private <T, R> long follow(
            String path,
            Function<String, Page<T>> asking,
            Function<Page<T>, List<R>> list,
            Consumer<R> records,
            NextAddress<T> nextOf) {
        String plain = path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'));
        Set<String> asked = new HashSet<>();
        String at = path;
        long count = 0;
        while (true) {
            if (!asked.add(at)) {
                throw new SourceChanged(plain + ": expected a new page, got the same cursor twice");
            }
            String current = at;
            Page<T> page = retry.call(() -> asking.apply(current));
            if (page.content().isEmpty()) {
                return count;
            }
            List<R> found = list.apply(page);
            found.forEach(records);
            count += found.size();
            String next = nextOf.of(page);
            if (next == null) {
                return count;
            }
            at = plain + '?' + query(page.name(), next);
        }
    }

    private static String query(String name, String address) {
        try {
            String query = URI.create(address).getRawQuery();
            if (query != null && !query.isEmpty()) {
                return query;
            }
        } catch (IllegalArgumentException e) {
            throw new SourceChanged(name + ": expected the address of the next page, got no address", e);
        }
        throw new SourceChanged(name + ": expected the address of the next page, got one without a query");
    }

    private static String with(String path, String parameters) {
        return path + (path.indexOf('?') < 0 ? '?' : '&') + parameters;
    }

    /** What a page says. */
    private interface Parsing<T> {
        T of(InputStream body) throws IOException;
    }

    private Page<JsonNode> page(String path) {
        return page(
                path, in -> whole(replaced == null ? JSON.readTree(in) : mended(in.readAllBytes(), JSON::readTree)));
    }

    private static JsonNode whole(JsonNode page) {
        if (page.isMissingNode()) {
            throw JsonEnd.atOnce(null);
        }
        return page;
    }

    private List<PageRecord> picked(byte[] page, FieldPicker fields) {
        return mended(page, bytes -> PageRecord.list(bytes, fields));
    }

    private <T> Page<T> page(String path, Parsing<T> parsing) {
        try (HttpAnswer answer = asking.get(path)) {
            List<String> links = answer.headers().allValues("Link");
            return answer.status() == 204
                    ? new Page<>(answer.name(), Optional.empty(), links)
                    : new Page<>(answer.name(), Optional.of(parsing.of(answer.body())), links);
        } catch (JacksonException e) {
            throw notJson(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private <T> T mended(byte[] page, Function<byte[], T> parsing) {
        try {
            return parsing.apply(page);
        } catch (JacksonException e) {
            byte[] text = new String(page, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            if (replaced == null || Arrays.equals(text, page)) {
                throw e;
            }
            T mended = parsing.apply(text);
            replaced.run();
            return mended;
        }
    }

    private record Page<T>(String name, Optional<T> content, List<String> links) {
        T body() {
            return content.orElseThrow();
        }

        @Nullable
        String nextLink() {
            Matcher link = NEXT_LINK.matcher(String.join(", ", links));
            return link.find() ? link.group(1) : null;
        }
    }

    private static JsonNode results(Page<JsonNode> page) {
        JsonNode results = page.body().path("results");
        if (!results.isArray()) {
            throw new SourceChanged(page.name() + ": expected an array 'results', got " + results.getNodeType());
        }
        return results;
    }

    private static List<ObjectNode> records(String name, JsonNode list) {
        List<ObjectNode> records = new ArrayList<>();
        for (JsonNode record : list) {
            if (!(record instanceof ObjectNode object)) {
                throw new SourceChanged(name + ": expected an object in the list, got " + record.getNodeType());
            }
            records.add(object);
        }
        return records;
    }

    private static RuntimeException notJson(String name, JacksonException e) {
        if (JsonEnd.isEarly(e)) {
            return new SourceUnavailable(name + ": expected the whole answer, got its start", e);
        }
        return new SourceChanged(name + ": expected JSON, got " + e.getOriginalMessage(), e);
    }
}
