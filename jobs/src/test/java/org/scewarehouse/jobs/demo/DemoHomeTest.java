package org.scewarehouse.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.lake.LocalStore;

/** What is refused before the warehouse is asked; the end-to-end test covers the rest. */
class DemoHomeTest {

    private static final DataSource UNTOUCHED = (DataSource) Proxy.newProxyInstance(
            DemoHomeTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                throw new AssertionError("the warehouse was asked");
            });

    @TempDir
    private Path home = Path.of("");

    @Test
    void aDemoMayGoOnButNotChange() throws Exception {
        DemoSettings settings = DemoSettings.standard();
        Files.writeString(home.resolve("demo.txt"), settings.toString());
        assertThatCode(() -> new DemoHome(home, new LocalStore(home.resolve("lake")), settings).claim(UNTOUCHED))
                .doesNotThrowAnyException();
        DemoSettings other = DemoSettings.upToLastDay(1, 1, 7);
        assertThatThrownBy(() -> new DemoHome(home, new LocalStore(home.resolve("lake")), other).claim(UNTOUCHED))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("holds another demo")
                .hasMessageContaining("SCE_HOME");
        assertThat(home.resolve("demo.txt")).hasContent(settings.toString());
    }
}
