package org.scewarehouse.etl.source.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.scewarehouse.etl.star.IdentityOverrides;
import org.scewarehouse.etl.star.KnownPeople;
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

    @Test
    void anEnvironmentLiesWhereItsClusterDoesUnlessAFileSaysOtherwise() throws IOException {
        file("environments.csv", "namespace_pattern,environment,region\nfar,Far,us-east-1\nnear,Near,\n");
        file("past_containers.csv", """
                container_id,login,environment,container_kind,image,created_at,ended_at,ended_by
                old-1,Anna,Far,interactive,,,,
                old-2,Anna,Near,interactive,,,,
                old-3,Anna,Unlisted,interactive,,,,
                """);
        assertThat(rows(load(), "dim_compute_system"))
                .extracting(row -> row.get("environment_name") + " " + row.get("region_name"))
                .containsExactlyInAnyOrder("Far us-east-1", "Near eu-west-1", "Unlisted eu-west-1");
    }

    @Test
    void aMemberThatSeveralRowsNameIsThereOnce() throws IOException {
        file("past_containers.csv", """
                container_id,login,environment,container_kind,image,created_at,ended_at,ended_by
                old-1,Anna,Workbench,interactive,,,,
                old-2,anna,Workbench,interactive,,,,
                """);
        CuratedZone zone = load();
        assertThat(rows(zone, "dim_user")).hasSize(1);
        assertThat(rows(zone, "dim_compute_system")).hasSize(1);
    }

    @Test
    void holidaysGroupsAndProjectsAreRowsAndOwnersArePseudonyms() throws IOException {
        file("holidays.csv", """
                date,name,country,site
                2026-01-01,New Year,,
                2026-07-04,Independence Day,USA,
                """);
        file("user_groups.csv", """
                login,group,valid_from,valid_to
                Anna,statisticians,2026-01-01,
                anna,chemists,,2026-01-01
                """);
        file("project_rules.csv", """
                match_on,pattern,project,study,cost_centre,parent,owner,valid_from,valid_to
                namespace,trial-*,Trial,ST-1,CC 7,Portfolio,bo,,
                account,trial,Trial,,,,,,
                account,old,Old,,,,,,2026-01-15
                """);
        CuratedZone zone = load();
        assertThat(rows(zone, "dim_holiday"))
                .extracting(row -> row.get("day") + row.get("country_name") + row.get("site_name"))
                .containsExactly("2026-01-01**", "2026-07-04USA*");
        assertThat(rows(zone, "bridge_user_group"))
                .extracting(row -> row.get("group_name") + " " + row.get("valid_from") + " " + row.get("valid_to"))
                .containsExactly("chemists 1900-01-01 2026-01-01", "statisticians 2026-01-01 9999-12-31");
        assertThat(rows(zone, "dim_project"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("project_name", "Trial")
                        .containsEntry("study_name", "ST-1")
                        .containsEntry("cost_center_name", "CC 7")
                        .containsEntry("parent_project_name", "Portfolio"));
        assertThat(rows(zone, "dim_user"))
                .extracting(row -> row.get("user_id"))
                .contains(rows(zone, "dim_project").get(0).get("owner_user_id"))
                .hasSize(2);
    }

    @Test
    void twoLoginsOfOnePersonAreInAGroupOnceOnADay() throws IOException {
        file("user_groups.csv", """
                login,group,valid_from,valid_to
                anna-adm,statisticians,2026-03-01,
                anna,statisticians,2026-01-01,2026-09-01
                anna,chemists,2026-01-01,2026-02-01
                anna-adm,chemists,2026-02-01,2026-03-01
                """);
        String same = "system,identifier,same_system,same_identifier\nlogin,anna-adm,login,anna\n";
        Dimensions merged = new Dimensions("", new byte[32], Reference.none())
                .with(KnownPeople.NONE, IdentityOverrides.parse("same", same.getBytes(StandardCharsets.UTF_8)));
        assertThat(rows(load(merged), "bridge_user_group"))
                .extracting(row -> row.get("group_name") + " " + row.get("valid_from") + " " + row.get("valid_to"))
                .containsExactly(
                        "chemists 2026-01-01 2026-02-01",
                        "chemists 2026-02-01 2026-03-01",
                        "statisticians 2026-01-01 9999-12-31");
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("reference"));
        Files.writeString(folder.resolve("reference").resolve(name), text);
    }

    private CuratedZone load() throws IOException {
        return load(new Dimensions("", new byte[32], Reference.none()));
    }

    private CuratedZone load(Dimensions dimensions) throws IOException {
        ReferenceSource source = new ReferenceSource(
                new LocalStore(folder.resolve("reference")), "k8s", "eu-west-1", () -> Instant.EPOCH, "test");
        LocalStore store = new LocalStore(folder.resolve("lake"));
        RawZone raw = new RawZone(store);
        source.extract(DAY, source.endpoints().get(0), raw.writer("reference", "files", DAY.date(), 1), Progress.NONE);
        raw.makeCurrent("reference", DAY.date(), Map.of("files", 1));
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 1 << 20);
        try (CuratedZone.Writer rows = zone.writer("reference", DAY.date(), source.tables())) {
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
