package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The demo's own small CSV files, without quotes. */
final class Csv {

    private Csv() {}

    /** The rows of a file of this package, without its header. */
    static List<List<String>> resource(String name) {
        try (InputStream in = Csv.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks the demo's file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the demo's file " + name, e);
        }
    }

    /** A field that is a count. */
    static int count(String field) {
        return Integer.parseInt(field);
    }
}
