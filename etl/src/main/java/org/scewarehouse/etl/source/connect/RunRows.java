package org.scewarehouse.etl.source.connect;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.scewarehouse.etl.lake.ExternalSort;
import tools.jackson.databind.node.ObjectNode;

/** Brings a day's jobs into the order in which they ended; one that is there twice counts once. */
final class RunRows implements Closeable {

    private final ExternalSort sort;

    RunRows(Path tempFolder, long memoryBytes) {
        this.sort = new ExternalSort(tempFolder, memoryBytes);
    }

    void add(ObjectNode record) {
        JobRecord job = JobRecord.of(record);
        Instant at = job.endedAt();
        if (at == null) {
            return;
        }
        byte[] name = (job.contentGuid() + ' ' + job.name()).getBytes(StandardCharsets.UTF_8);
        byte[] key = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + name.length)
                .putLong(at.getEpochSecond() ^ Long.MIN_VALUE)
                .putInt(at.getNano())
                .put(name)
                .array();
        sort.add(key, ConnectJson.MAPPER.writeValueAsBytes(job));
    }

    /** Gives all jobs in order of their end; asked once. */
    void jobs(Consumer<JobRecord> taker) {
        ExternalSort.Cursor cursor = sort.sorted();
        byte[] last = {};
        while (cursor.next()) {
            byte[] key = cursor.key();
            if (!Arrays.equals(key, last)) {
                taker.accept(ConnectJson.MAPPER.readValue(cursor.value(), JobRecord.class));
            }
            last = key;
        }
    }

    @Override
    public void close() {
        sort.close();
    }
}
