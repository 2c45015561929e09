package org.scewarehouse.model.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scewarehouse.model.TableSpec;

class LakeDefinitionsTest {

    private static final Path FOLDER = Path.of("..", "infra", "lake");

    /** {@code -Dgolden.update} writes the files anew; the difference is reviewed with the change that made it. */
    @ParameterizedTest
    @EnumSource
    void theDefinitionsInInfraAreThoseOfTheRecords(Engine engine) throws IOException {
        Path file = FOLDER.resolve(engine.name().toLowerCase(Locale.ROOT) + ".sql");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, LakeDefinitions.sql(engine));
        }
        assertThat(Files.readString(file)).isEqualTo(LakeDefinitions.sql(engine));
    }

    @ParameterizedTest
    @EnumSource
    void everyTableOfTheMartIsDefinedAndNoneWithIdentifiedData(Engine engine) {
        String sql = LakeDefinitions.sql(engine);
        for (TableSpec<?> table : LakeDefinitions.tables()) {
            assertThat(sql).containsPattern("(?:view|table|exists) " + table.name() + " ");
        }
        assertThat(sql).doesNotContain("identified", "hr_person", "bridge_identity", "container_name (", "user_key is");
    }
}
