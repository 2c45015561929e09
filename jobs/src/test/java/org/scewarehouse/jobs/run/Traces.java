package org.scewarehouse.jobs.run;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks for what people are called by means of the tests' own: in tables, statistics, and whatever lies in a lake. */
final class Traces {

    private static final String TABLES = "select oid::regclass::text from pg_class where relkind = 'r' and relnamespace"
            + "::regnamespace::text in ('mart', 'mart_parts', 'hr', 'ops', 'batch', 'report')";

    private Traces() {}

    /** The first column of a query. */
    static List<String> rows(RunRig rig, String query) {
        try (Connection connection = rig.warehouse().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Tables, and the statistics, that hold one of the words, which are in lower case. */
    static List<String> inWarehouse(RunRig rig, List<String> words) {
        List<String> places = new ArrayList<>();
        List<String> tables = new ArrayList<>(rows(rig, TABLES));
        tables.add("pg_stats");
        for (String table : tables) {
            for (String word : words) {
                String query = "select 1 from " + table + " t where lower(t::text) like '%" + word + "%' limit 1";
                if (!rows(rig, query).isEmpty()) {
                    places.add(table + " " + word);
                }
            }
        }
        return places;
    }

    /** Files of a folder by their names. */
    static SortedMap<String, byte[]> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
            return files;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Objects of a lake that hold one of the words in their name, their bytes, or what these are decompressed. */
    static List<String> inLake(Map<String, byte[]> objects, List<String> words) {
        List<String> places = new ArrayList<>();
        objects.forEach((name, bytes) -> {
            String text = (name + plain(bytes)).toLowerCase(Locale.ROOT);
            words.stream().filter(text::contains).forEach(word -> places.add(name + " " + word));
        });
        return places;
    }

    /** The bytes as they are, and everything in them that is compressed. */
    static String plain(byte[] bytes) {
        StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
        for (int at = 0; at + 4 < bytes.length; at++) {
            if (bytes[at] == 0x28
                    && bytes[at + 1] == (byte) 0xb5
                    && bytes[at + 2] == 0x2f
                    && bytes[at + 3] == (byte) 0xfd) {
                try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at))
                        .setContinuous(true)) {
                    text.append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    text.append(' '); // the pages of Parquet are followed by something else
                }
            }
        }
        return text.toString();
    }
}
