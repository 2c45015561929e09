package org.scewarehouse.etl.source.connect;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.model.Day;
import tools.jackson.core.JacksonException;

/**
 * What is carried from day to day: items as last listed, so that their absence shows and late events of theirs are
 * understood, and how the runs of each schedule ended.
 */
final class ConnectState {

    private static final int LARGEST = 1 << 30;

    /** By guid. */
    final SortedMap<String, Item> items = new TreeMap<>();
    /** By {@link Schedule#name}. */
    final SortedMap<String, Schedule> schedules = new TreeMap<>();

    /** Lines as last written, by the very record: on most days hardly any changes. */
    private Map<Record, byte[]> written = new IdentityHashMap<>();

    /**
     * An item.
     *
     * @param content as last listed, or as the directory showed it before; null = never seen
     * @param listedOn last day of a listing that had it; null = never
     * @param deletedOn first day of a listing without it; null = not gone
     */
    record Item(
            String guid,
            ConnectRecords.@Nullable Content content,
            @Nullable LocalDate listedOn,
            @Nullable LocalDate deletedOn,
            Bundles bundles,
            @Nullable Long permissionCount,
            boolean hasLastBuildFailed) {

        static Item of(String guid) {
            return new Item(guid, null, null, null, Bundles.UNKNOWN, null, false);
        }

        Item listed(ConnectRecords.Content now, LocalDate day) {
            return new Item(guid, now, day, null, bundles, permissionCount, hasLastBuildFailed);
        }

        /** As the directory shows it: what is known of a day without a listing. */
        Item seen(ConnectRecords.Content now) {
            return listedOn != null || now.equals(content)
                    ? this
                    : new Item(guid, now, null, deletedOn, bundles, permissionCount, hasLastBuildFailed);
        }

        /** Whether a listing of the day had to have it. */
        boolean isMissing(Day day) {
            Instant created = content == null ? null : ConnectTimes.parse(content.createdTime());
            boolean wasThere = listedOn != null || (created != null && created.isBefore(day.to()));
            return deletedOn == null
                    && content != null
                    && wasThere
                    && !day.date().equals(listedOn);
        }

        Item gone(LocalDate day) {
            return new Item(guid, content, listedOn, day, bundles, permissionCount, hasLastBuildFailed);
        }

        Item with(Bundles now) {
            return new Item(guid, content, listedOn, deletedOn, now, permissionCount, hasLastBuildFailed);
        }

        Item withPermissions(long count) {
            return new Item(guid, content, listedOn, deletedOn, bundles, count, hasLastBuildFailed);
        }

        Item built(boolean hasFailed) {
            return new Item(guid, content, listedOn, deletedOn, bundles, permissionCount, hasFailed);
        }
    }

    /**
     * The bundles of an item; each part is null where it is not known.
     *
     * @param lastUploadedAt null also where there are none
     */
    record Bundles(
            @Nullable Long count,
            @Nullable Long bytes,
            @Nullable Instant lastUploadedAt,
            @Nullable Boolean isGitBacked) {

        static final Bundles UNKNOWN = new Bundles(null, null, null, null);

        /** As the server sums them up. */
        Bundles summed(@Nullable Long nowCount, @Nullable Long nowBytes) {
            return new Bundles(
                    nowCount == null ? count : nowCount,
                    nowBytes == null ? bytes : nowBytes,
                    lastUploadedAt,
                    isGitBacked);
        }
    }

    /**
     * How a schedule does.
     *
     * @param listed as last listed; null = known from its runs only
     * @param failuresInRow failures since the last success; null = not known
     */
    record Schedule(
            String contentGuid,
            String variantKey,
            ConnectRecords.@Nullable Schedule listed,
            @Nullable Instant failingSinceAt,
            @Nullable Long failuresInRow,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastRunAt,
            @Nullable Boolean isFailing) {

        static Schedule of(String contentGuid, String variantKey) {
            return new Schedule(contentGuid, variantKey, null, null, null, null, null, null);
        }

        static String name(String contentGuid, String variantKey) {
            return contentGuid + ' ' + variantKey;
        }

        Schedule listed(ConnectRecords.Schedule now) {
            return new Schedule(
                    contentGuid, variantKey, now, failingSinceAt, failuresInRow, lastSuccessAt, lastRunAt, isFailing);
        }

        Schedule named(String key) {
            return new Schedule(
                    contentGuid, key, listed, failingSinceAt, failuresInRow, lastSuccessAt, lastRunAt, isFailing);
        }

        /** After a run that ended later than all before. */
        Schedule ran(Instant at, boolean hasFailed) {
            if (!hasFailed) {
                return new Schedule(contentGuid, variantKey, listed, null, 0L, at, at, false);
            }
            if (Boolean.TRUE.equals(isFailing) && failuresInRow == null) {
                // It failed before any run was seen: since when, and how often, this one does not tell either.
                return new Schedule(contentGuid, variantKey, listed, null, null, lastSuccessAt, at, true);
            }
            Instant since = failingSinceAt == null ? at : failingSinceAt;
            long failures = failuresInRow == null ? 1 : failuresInRow + 1;
            return new Schedule(contentGuid, variantKey, listed, since, failures, lastSuccessAt, at, true);
        }

        /** As the server's listing tells of the last run, where no run was seen: since when is not known then. */
        Schedule told(@Nullable Instant at, boolean hasFailed) {
            return new Schedule(contentGuid, variantKey, listed, null, null, hasFailed ? null : at, at, hasFailed);
        }
    }

    /** Content of the file. */
    private record Line(@Nullable Item item, @Nullable Schedule schedule) {}

    static ConnectState read(byte[] bytes) {
        ConnectState state = new ConnectState();
        if (bytes.length == 0) {
            return state;
        }
        long size = Zstd.getFrameContentSize(bytes);
        if (size < 0 || size > LARGEST) {
            throw new DataRejected("connect: the state of the day before is damaged; rebuild that day from raw");
        }
        String text = new String(Zstd.decompress(bytes, (int) size), StandardCharsets.UTF_8);
        try {
            text.lines()
                    .map(line -> ConnectJson.MAPPER.readValue(line, Line.class))
                    .forEach(line -> {
                        if (line.item != null) {
                            state.items.put(line.item.guid(), line.item);
                        }
                        if (line.schedule != null) {
                            state.put(line.schedule);
                        }
                    });
        } catch (JacksonException e) {
            throw new DataRejected(
                    "connect: the state of the day before is damaged; rebuild that day from raw: "
                            + e.getOriginalMessage(),
                    e);
        }
        return state;
    }

    byte[] write() {
        Map<Record, byte[]> now = new IdentityHashMap<>();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        items.values().forEach(item -> append(lines, now, item, new Line(item, null)));
        schedules.values().forEach(schedule -> append(lines, now, schedule, new Line(null, schedule)));
        written = now;
        return Zstd.compress(lines.toByteArray());
    }

    private void append(ByteArrayOutputStream lines, Map<Record, byte[]> now, Record key, Line line) {
        byte[] before = written.get(key);
        byte[] json = before == null ? ConnectJson.MAPPER.writeValueAsBytes(line) : before;
        now.put(key, json);
        lines.writeBytes(json);
        lines.write('\n');
    }

    Item item(String guid) {
        Item item = items.get(guid);
        return item == null ? Item.of(guid) : item;
    }

    Schedule schedule(String contentGuid, String variantKey) {
        Schedule schedule = schedules.get(Schedule.name(contentGuid, variantKey));
        return schedule == null ? Schedule.of(contentGuid, variantKey) : schedule;
    }

    /** A schedule that the server told of by its variant's number goes on by the key that it gives now. */
    void rename(String contentGuid, String number, String key) {
        Schedule known =
                number.isEmpty() || number.equals(key) ? null : schedules.remove(Schedule.name(contentGuid, number));
        if (known != null && !schedules.containsKey(Schedule.name(contentGuid, key))) {
            put(known.named(key));
        }
    }

    void put(Schedule schedule) {
        schedules.put(Schedule.name(schedule.contentGuid(), schedule.variantKey()), schedule);
    }
}
