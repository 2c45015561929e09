package org.scewarehouse.etl.source.cloudwatch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.FsxFileSystem;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricDataResult;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactVolumeDay;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Puts the pieces of each series together and writes one row per file system that had a value in the day. */
final class CloudWatchTransform {

    private static final JsonMapper JSON = new JsonMapper();

    private final CloudWatchSettings settings;

    CloudWatchTransform(CloudWatchSettings settings) {
        this.settings = settings;
    }

    static List<TableSpec<?>> tables() {
        return List.of(Warehouse.table(DimVolume.class), Warehouse.table(FactVolumeDay.class));
    }

    void transform(Day day, RawZone.Reader raw, Dimensions dimensions, CuratedZone.Writer rows) {
        for (Endpoint endpoint : CloudWatchExtract.ENDPOINTS) {
            SortedMap<String, FileSystem> fileSystems = new TreeMap<>();
            raw.parts(endpoint.name()).stream()
                    .filter(part -> !part.request().equals(CloudWatchExtract.SIZES))
                    .forEach(part -> read(day, part, fileSystems));
            if (fileSystems.isEmpty()) {
                rows.finding(new Finding(
                        endpoint.name(), Finding.Kind.GAP, "file systems", "CloudWatch names none in this region", 1));
            }
            FileSystemRows writer =
                    new FileSystemRows(settings, sizes(raw, endpoint.name()), day, endpoint.name(), dimensions, rows);
            fileSystems.values().forEach(writer::write);
            warnings(endpoint.name(), raw, rows);
        }
    }

    private static void warnings(String endpoint, RawZone.Reader raw, CuratedZone.Writer rows) {
        if (raw.endpoints().contains(endpoint)) {
            Completion completion = raw.completion(endpoint);
            completion
                    .warnings()
                    .forEach(text -> rows.finding(new Finding(endpoint, Finding.Kind.WARNING, "answer", text, 1)));
        }
    }

    /** GiB that file systems hold, as far as FSx was asked, by id. */
    private static Map<String, Long> sizes(RawZone.Reader raw, String endpoint) {
        Map<String, Long> sizes = new TreeMap<>();
        for (RawZone.PartFile part : raw.parts(endpoint)) {
            if (part.request().equals(CloudWatchExtract.SIZES)) {
                lines(part, line -> {
                    FsxFileSystem told = JSON.readValue(line, FsxFileSystem.class);
                    if (told.fileSystemId() != null && told.storageCapacity() != null) {
                        sizes.put(told.fileSystemId(), told.storageCapacity());
                    }
                });
            }
        }
        return sizes;
    }

    private static void read(Day day, RawZone.PartFile part, SortedMap<String, FileSystem> fileSystems) {
        try {
            lines(part, line -> {
                MetricDataResult piece = JSON.readValue(line, MetricDataResult.class);
                String id = piece.metricStat().dimensions().get(FileSystemMetric.ID);
                if (id != null) {
                    fileSystems.computeIfAbsent(id, FileSystem::new).add(day, piece);
                }
            });
        } catch (JacksonException e) {
            throw new SourceChanged(
                    CloudWatchSettings.SOURCE + " " + day + ", " + part.key() + ": expected a piece of a series a line",
                    e);
        }
    }

    private static void lines(RawZone.PartFile part, Consumer<String> lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(part.open(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part.key(), e);
        }
    }
}
