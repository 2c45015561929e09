package org.scewarehouse.etl.erasure;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.etl.source.prometheus.wire.LabelValues;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Searches every object of the lake for what a person is called: its key; its bytes, decompressed; labels of
 * remote-read answers; every text of every row of Parquet.
 *
 * <p>What a person is called may also be a word that names nobody: a language, a public package, a cluster, a month.
 * Answers hold such words as names of fields, which an erasure leaves as they are, and what lock files say of packages
 * is kept by content. Where all that is built of a source is built of raw that does not name the person, such a word in
 * {@code curated} comes from there, or from settings: it is told, and left alone.
 */
public final class LakeSearch {

    private static final Pattern DAY = Pattern.compile("/day=(\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern PARQUET = Pattern.compile("[a-z]+/([a-z0-9_]+)/day=([0-9-]{10})/([a-z_]+)\\.parquet");

    /** Keys that say nothing but source, endpoint, table and day. */
    private static final Pattern PLAIN_KEY =
            Pattern.compile("raw/source=[a-z_]+/(endpoint=[a-z_]+/)?day=[0-9-]{10}/(attempt=\\d+/)?"
                    + "(part-\\d{5}(\\.(jsonl|csv|frames)\\.zst|\\.json)|_[a-z]+\\.json)"
                    + "|(curated|identified)/[a-z0-9_]+/([a-z_]+/)?day=[0-9-]{10}(/state|/[a-z_]+\\.parquet|\\.json)");

    /** Of which source something built is. */
    private static final Pattern BUILT = Pattern.compile(
            "curated/_manifest/([a-z_]+)/.*|identified/_state/([a-z_]+)/.*|curated/.*/([a-z_]+)\\.parquet");

    /** What lock files say, by their contents. */
    private static final Pattern READING = Pattern.compile("raw/source=[a-z_]+/[a-z_]+/[0-9a-f]{2}/.*");

    private static final JsonFactory JSON = new JsonFactory();

    /** Compressed state may begin with a few bytes of its own. */
    private static final int HEAD_BYTES = 64;

    private static final int STRETCH_BYTES = 1 << 20;
    private static final int OVERLAP_BYTES = 4096;

    private final ObjectStore store;
    private final RawZone raw;
    private final CuratedZone curated;
    private final ErasurePlan plan;
    private final List<String> found = new ArrayList<>();
    private final SortedSet<String> alike = new TreeSet<>();
    private final Map<String, Set<LocalDate>> unbuilt = new HashMap<>();
    private long files;
    private long bytes;
    private long rows;

    /** Searches this store for whom the plan names. */
    public LakeSearch(ObjectStore store, RawZone raw, CuratedZone curated, ErasurePlan plan) {
        this.store = store;
        this.raw = raw;
        this.curated = curated;
        this.plan = plan;
    }

    /** Keys of objects that still name the person. */
    public List<String> search() {
        for (String key : store.list("")) {
            if (!key.startsWith(ErasureRegistry.PLANS)) {
                Matcher day = DAY.matcher(key);
                Words words = words(day.find() && !key.contains("/_state/") ? day(day) : null);
                files++;
                try {
                    if ((!PLAIN_KEY.matcher(key).matches() && words.areIn(key)) || isIn(key, words)) {
                        found.add(key);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot search " + key, e);
                }
            }
        }
        return found;
    }

    /** The words, and as JSON writes those that hold what it escapes. */
    private Words words(@Nullable LocalDate day) {
        Set<String> words = new TreeSet<>(plan.words(day));
        plan.words(day).forEach(word -> words.add(word.replace("\\", "\\\\").replace("\"", "\\\"")));
        return new Words(words);
    }

    /** Texts of built rows that are spelt as the person is called, and come from elsewhere. */
    public SortedSet<String> alike() {
        return alike;
    }

    private static @Nullable LocalDate day(Matcher matcher) {
        return LocalDate.parse(matcher.group(1));
    }

    /** What was searched, for people. */
    public String summary() {
        return files + " files of the lake (" + bytes + " bytes decompressed, " + rows + " rows of Parquet)";
    }

    private boolean isIn(String key, Words words) throws IOException {
        Matcher parquet = PARQUET.matcher(key);
        if (parquet.matches()) {
            return isInRows(parquet, words);
        }
        if (key.endsWith(".frames.zst")) {
            try (InputStream in = decompressed(key)) {
                return isInLabels(in, words);
            }
        }
        try (InputStream in = decompressed(key)) {
            if (!isInBytes(in, words)) {
                return false;
            }
        }
        return !READING.matcher(key).matches() && !isOfCleanSource(key) && isInValues(key, words);
    }

    /** Whether it is built, as all is that is built of its source, of raw in force. */
    private boolean isOfCleanSource(String key) {
        Matcher built = BUILT.matcher(key);
        if (!built.matches()) {
            return false;
        }
        String source = Stream.of(1, 2, 3)
                .map(built::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return unbuilt(source).isEmpty();
    }

    /** Days of which something is built that is not made of the raw in force. */
    private Set<LocalDate> unbuilt(String source) {
        return unbuilt.computeIfAbsent(
                source,
                name -> curated.builtDays(name)
                        .filter(day -> !isBuiltOfRaw(name, day))
                        .collect(Collectors.toSet()));
    }

    private boolean isBuiltOfRaw(String source, LocalDate day) {
        String sha256 = raw.current(source, day).map(RawZone.Reader::sha256).orElse("");
        return curated.manifest(source, day)
                .filter(manifest -> manifest.inputs().rawSha256().equals(sha256))
                .isPresent();
    }

    /** Looks closer where the bytes hold a word: names of JSON's fields name nobody. What is no JSON is a text. */
    private boolean isInValues(String key, Words words) throws IOException {
        try (InputStream in = decompressed(key);
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && words.areIn(parser.getString())) {
                    return true;
                }
            }
            return false;
        } catch (JacksonException e) {
            return true;
        }
    }

    private InputStream decompressed(String key) throws IOException {
        InputStream in = store.open(key);
        byte[] head = in.readNBytes(HEAD_BYTES);
        for (int at = 0; at + 4 <= head.length; at++) {
            if (head[at] == 0x28
                    && (head[at + 1] & 0xff) == 0xb5
                    && head[at + 2] == 0x2f
                    && (head[at + 3] & 0xff) == 0xfd) {
                InputStream compressed =
                        new SequenceInputStream(new ByteArrayInputStream(head, at, head.length - at), in);
                return new ZstdInputStreamNoFinalizer(compressed);
            }
        }
        return new SequenceInputStream(new ByteArrayInputStream(head), in);
    }

    private boolean isInBytes(InputStream in, Words words) throws IOException {
        byte[] buffer = new byte[STRETCH_BYTES + OVERLAP_BYTES];
        int held = 0;
        boolean isBegin = true;
        while (true) {
            int read = in.readNBytes(buffer, held, buffer.length - held);
            bytes += read;
            int size = held + read;
            boolean isEnd = size < buffer.length;
            if (words.areIn(new String(buffer, 0, size, StandardCharsets.UTF_8), isBegin, isEnd)) {
                return true;
            }
            if (isEnd) {
                return false;
            }
            System.arraycopy(buffer, size - OVERLAP_BYTES, buffer, 0, OVERLAP_BYTES);
            held = OVERLAP_BYTES;
            isBegin = false;
        }
    }

    private boolean isInLabels(InputStream in, Words words) throws IOException {
        boolean[] isFound = new boolean[1];
        LabelValues labels = new LabelValues((names, values) -> {
            isFound[0] |= values.stream().anyMatch(words::areIn);
            return values;
        });
        try (OutputStream frames = new ErasingFrames(labels, OutputStream.nullOutputStream())) {
            bytes += in.transferTo(frames);
        }
        return isFound[0];
    }

    private boolean isInRows(Matcher parquet, Words words) throws IOException {
        TableSpec<?> table = Warehouse.table(parquet.group(1));
        LocalDate day = LocalDate.parse(parquet.group(2));
        String source = parquet.group(3);
        if (curated.manifest(source, day).isEmpty()) {
            return true; // nobody reads it, and nobody knows what is in it
        }
        boolean mayBeAlike = !table.schema().equals("hr") && !unbuilt(source).contains(day);
        boolean isFound = false;
        Row row = new Row(table.columns());
        int[] texts = table.columns().stream()
                .filter(column -> column.type() == ColumnType.TEXT && !ProductWords.isColumn(column.name()))
                .map(ColumnSpec::name)
                .mapToInt(row::position)
                .toArray();
        String[] before = new String[texts.length];
        try (RowReader reader = curated.rows(source, day, table)) {
            while ((mayBeAlike || !isFound) && reader.next(row)) {
                rows++;
                for (int i = 0; i < texts.length; i++) {
                    if (!row.isNull(texts[i])) {
                        String text = new String(row.text(texts[i]), StandardCharsets.UTF_8);
                        if (!text.equals(before[i]) && words.areIn(text)) {
                            isFound = true;
                            if (mayBeAlike) {
                                alike.add(text);
                            }
                        }
                        before[i] = text;
                    }
                }
            }
        }
        return isFound && (!mayBeAlike || !unbuilt(source).isEmpty());
    }
}
