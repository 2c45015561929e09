package org.scewarehouse.etl.source.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;

class ReferenceSourceTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void withoutFilesTheDocumentedDefaultsHold() throws IOException {
        CuratedZone zone = load();
        assertThat(rows(zone, "dim_rate"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("rate_kind", "illustrative")
                        .containsEntry("amount_usd", "0.020000")
                        .containsEntry("valid_to", "9999-12-31"));
        assertThat(rows(zone, "dim_carbon_factor"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("grid_kg_per_kwh", "0.393000")
                        .containsEntry("pue_ratio", "1.135000"));
        assertThat(rows(zone, "dim_container")).isEmpty();
    }

    @Test
    void filesAreRowsOfTheirOwn() throws IOException {
        Files.createDirectories(folder.resolve("reference"));
        Files.writeString(folder.resolve("reference/prices.csv"), """
                compute_system,rate_kind,resource,amount_usd,valid_from,valid_to
                *,billed,core_hour,0.03,2026-01-01,
                """);
        Files.writeString(folder.resolve("reference/past_containers.csv"), """
                container_id,login,environment,container_kind,image,created_at,ended_at,ended_by
                old-1,Anna,Workbench,interactive,rocker/rstudio:4.1.0,2024-05-01T00:00:00Z,2025-05-01T00:00:00Z,user
                old-2,,,unknown,,,,
                """);
        CuratedZone zone = load();
        assertThat(rows(zone, "dim_rate"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("rate_kind", "billed").containsEntry("valid_from", "2026-01-01"));
        assertThat(rows(zone, "dim_container"))
                .hasSize(2)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("container_id", "old-1")
                        .containsEntry("ended_by", "user")
                        .containsEntry("created_at", "2024-05-01T00:00:00Z"));
        assertThat(rows(zone, "bridge_identity"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("identifier", "anna"));
        assertThat(rows(zone, "dim_user")).hasSize(1);
        assertThat(rows(zone, "dim_compute_system"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("compute_system_name", "k8s/Workbench"));
    }

    private CuratedZone load() throws IOException {
        ReferenceSource source = new ReferenceSource(folder.resolve("reference"), "k8s", () -> Instant.EPOCH, "test");
        LocalStore store = new LocalStore(folder.resolve("lake"));
        RawZone raw = new RawZone(store);
        source.extract(DAY, source.endpoints().get(0), raw.writer("reference", "files", DAY.date(), 1), Progress.NONE);
        raw.makeCurrent("reference", DAY.date(), Map.of("files", 1));
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 1 << 20);
        try (CuratedZone.Writer rows = zone.writer("reference", DAY.date(), source.tables())) {
            Dimensions dimensions = new Dimensions("", new byte[32], Reference.none());
            source.transform(
                    DAY,
                    raw.current("reference", DAY.date()).orElseThrow(),
                    new byte[0],
                    dimensions,
                    rows,
                    Progress.NONE);
            rows.commit(new Manifest.Inputs("", "", null, "", 1));
        }
        return zone;
    }

    private static List<Map<String, String>> rows(CuratedZone zone, String table) {
        return CuratedText.rows(zone, "reference", DAY, Warehouse.table(table));
    }
}
