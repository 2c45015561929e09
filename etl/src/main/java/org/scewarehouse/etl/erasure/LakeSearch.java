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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.etl.source.prometheus.wire.LabelValues;
import org.scewarehouse.model.ColumnSpec;
import org.scewarehouse.model.ColumnType;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/**
 * Searches every object of the lake for what a person is called: its key; its bytes, decompressed; labels of
 * remote-read answers; every text of every row of Parquet.
 */
public final class LakeSearch {

    private static final Pattern DAY = Pattern.compile("/day=(\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern PARQUET = Pattern.compile("[a-z]+/([a-z0-9_]+)/day=([0-9-]{10})/([a-z_]+)\\.parquet");

    /** Compressed state may begin with a few bytes of its own. */
    private static final int HEAD_BYTES = 64;

    private static final int STRETCH_BYTES = 1 << 20;
    private static final int OVERLAP_BYTES = 4096;

    private final ObjectStore store;
    private final CuratedZone curated;
    private final ErasurePlan plan;
    private final List<String> found = new ArrayList<>();
    private long files;
    private long bytes;
    private long rows;

    /** Searches this store for whom the plan names. */
    public LakeSearch(ObjectStore store, CuratedZone curated, ErasurePlan plan) {
        this.store = store;
        this.curated = curated;
        this.plan = plan;
    }

    /** Keys of objects that still name the person. */
    public List<String> search() {
        for (String key : store.list("")) {
            if (!key.equals(ErasureRegistry.UNFINISHED)) {
                Matcher day = DAY.matcher(key);
                Words words = new Words(plan.words(day.find() && !key.contains("/_state/") ? day(day) : null));
                files++;
                try {
                    if (words.areIn(key) || isIn(key, words)) {
                        found.add(key);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot search " + key, e);
                }
            }
        }
        return found;
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
        try (InputStream in = decompressed(key)) {
            return key.endsWith(".frames.zst") ? isInLabels(in, words) : isInBytes(in, words);
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
        Row row = new Row(table.columns());
        int[] texts = table.columns().stream()
                .filter(column -> column.type() == ColumnType.TEXT)
                .map(ColumnSpec::name)
                .mapToInt(row::position)
                .toArray();
        String[] before = new String[texts.length];
        try (RowReader reader = curated.rows(parquet.group(3), LocalDate.parse(parquet.group(2)), table)) {
            while (reader.next(row)) {
                rows++;
                for (int i = 0; i < texts.length; i++) {
                    if (!row.isNull(texts[i])) {
                        String text = new String(row.text(texts[i]), StandardCharsets.UTF_8);
                        if (!text.equals(before[i]) && words.areIn(text)) {
                            return true;
                        }
                        before[i] = text;
                    }
                }
            }
        }
        return false;
    }
}
