package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.FactSample;
import org.scewarehouse.etl.Row;
import org.scewarehouse.model.TableSpec;

/** Hadoop costs seconds and prints warnings once its configuration or a file system starts: neither does. */
class WithoutHadoopTest {

    @TempDir
    Path folder;

    @Test
    void writesAndReadsWithoutStartingHadoop() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader = new HadoopRefused(urls.toArray(URL[]::new))) {
            Class<?> roundTrip = loader.loadClass(RoundTrip.class.getName());
            Object rows = roundTrip.getMethod("run", Path.class).invoke(null, folder);
            assertThat(rows).isEqualTo(2L);
            assertThat(roundTrip.getClassLoader()).isSameAs(loader);
        }
    }

    /** Refuses the classes that Hadoop starts with; Parquet's own mention some others. */
    private static final class HadoopRefused extends URLClassLoader {

        private static final List<String> REFUSED = List.of(
                "org.apache.hadoop.conf.",
                "org.apache.hadoop.util.",
                "org.apache.hadoop.security.",
                "org.apache.hadoop.fs.FileSystem");

        HadoopRefused(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (REFUSED.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }

    /** What is run without Hadoop. */
    public static final class RoundTrip {

        private RoundTrip() {}

        /** Writes two rows; returns how many are read back. */
        public static long run(Path folder) {
            TableSpec<FactSample> table = TableSpec.of(FactSample.class);
            CuratedZone zone = new CuratedZone(new LocalStore(folder), folder.resolve("temp"), 1 << 20);
            try (CuratedZone.Writer writer = zone.writer("test", FactSample.DAY, List.of(table))) {
                writer.add(FactSample.full(1));
                writer.add(FactSample.sparse(2));
                writer.commit(new Manifest.Inputs("raw", "settings", null, "1.0", 1));
            }
            long rows = 0;
            Row row = new Row(table.curatedColumns());
            try (RowReader reader = zone.rows("test", FactSample.DAY, table)) {
                while (reader.next(row)) {
                    rows++;
                }
            }
            return rows;
        }
    }
}
