package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {

    private static final Path FILE = Path.of("..", "docs", "dictionary.md");

    /** {@code -Dgolden.update} writes the file anew; the difference is reviewed with the change that made it. */
    @Test
    void theDictionaryInTheDocumentationIsTheOneOfTheRecords() throws IOException {
        if (System.getProperty("golden.update") != null) {
            Files.writeString(FILE, DataDictionary.markdown());
        }
        assertThat(Files.readString(FILE)).isEqualTo(DataDictionary.markdown());
    }
}
