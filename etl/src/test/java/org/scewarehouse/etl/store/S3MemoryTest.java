package org.scewarehouse.etl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.NewObject;
import org.scewarehouse.etl.lake.ObjectStore;

/** An object streams through a heap that is smaller than it is. */
class S3MemoryTest {

    private static final int PIECE_BYTES = 1 << 20;
    private static final int PIECES = 160;

    @Test
    void anObjectNeedNotFitIntoMemory(@TempDir Path folder) throws Exception {
        try (S3Server server = S3Server.in(folder)) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx100m",
                            "-Daws.accessKeyId=" + S3Server.ACCESS_KEY,
                            "-Daws.secretAccessKey=" + S3Server.SECRET_KEY,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            server.url())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(child.waitFor()).isZero();
        }
    }

    /** Writes the object, reads it again and compares. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            S3Settings standard = S3Settings.DEFAULTS;
            S3Settings settings = new S3Settings(
                    null, arguments[0], null, null, standard.partBytes(), standard.attempts(), standard.answerLimit());
            ObjectStore store = new Stores(settings).open("s3://" + S3Server.BUCKET + "/lake");
            byte[] piece = new byte[PIECE_BYTES];
            Random random = new Random(1);
            CRC32 written = new CRC32();
            try (NewObject object = store.create("big")) {
                for (int i = 0; i < PIECES; i++) {
                    random.nextBytes(piece);
                    written.update(piece);
                    object.write(piece);
                }
                object.commit();
            }
            CRC32 read = new CRC32();
            try (InputStream in = store.open("big")) {
                for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                    read.update(piece, 0, count);
                }
            }
            System.exit(read.getValue() == written.getValue() ? 0 : 1);
        }
    }
}
