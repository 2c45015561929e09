package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What runs have left: of each Parquet file its checksum, the manifests less the number of the run that built them, of
 * each table that people read, and of the ledger less its clocks and counters, a checksum over all rows.
 */
record Footprint(
        SortedMap<String, String> files, SortedMap<String, String> manifests, SortedMap<String, String> tables) {

    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('mart', 'hr') and c.relkind in ('r', 'p') and not c.relispartition
              and (c.relname like 'dim%'
                or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'source'))
            """;

    private static final String LEDGER = """
            select source, day, state, row_count, content_sha256, message from ops.load
            """;

    static Footprint of(Path lake, DataSource warehouse) {
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement()) {
            SortedMap<String, String> tables = new TreeMap<>();
            for (String table : strings(statement, TABLES)) {
                tables.put(table, digest(statement, "select * from " + table));
            }
            tables.put("ops.load", digest(statement, LEDGER));
            tables.put("ops.load_table", digest(statement, "select * from ops.load_table"));
            tables.put("ops.load_finding", digest(statement, "select * from ops.load_finding"));
            tables.put(
                    "ops.load_endpoint",
                    digest(statement, "select source, day, endpoint, state, record_count from ops.load_endpoint"));
            return new Footprint(files(lake), manifests(lake), tables);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, String> files(Path lake) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(lake)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".parquet")).toList()) {
                files.put(lake.relativize(file).toString(), sha256(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private static SortedMap<String, String> manifests(Path lake) throws IOException {
        SortedMap<String, String> manifests = new TreeMap<>();
        Path folder = lake.resolve("curated/_manifest");
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(f -> f.toString().endsWith(".json")).toList()) {
                    String content = Files.readString(file);
                    assertThat(content).containsOnlyOnce("\"fence\"").doesNotContain("attempt");
                    manifests.put(
                            folder.relativize(file).toString(), content.replaceAll("\"fence\" ?: ?\\d+", "no fence"));
                }
            }
        }
        return manifests;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(Statement statement, String query) throws SQLException {
        String sql = "select count(*) || ' rows ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '')"
                + " from (" + query + ") t";
        return strings(statement, sql).get(0);
    }

    private static List<String> strings(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (result.next()) {
                strings.add(result.getString(1));
            }
            return strings;
        }
    }
}
