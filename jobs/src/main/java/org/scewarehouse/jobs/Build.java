package org.scewarehouse.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build says about itself. */
public final class Build {
    private static final Properties FACTS = read();

    private Build() {}

    /** The product's version, such as 0.1.0. */
    public static String version() {
        return FACTS.getProperty("version");
    }

    /** The version of the PostgreSQL programs that come with the product, such as 18.6.0. */
    public static String postgresVersion() {
        return FACTS.getProperty("postgres");
    }

    private static Properties read() {
        try (InputStream content = Build.class.getResourceAsStream("build.properties")) {
            Properties facts = new Properties();
            facts.load(content);
            return facts;
        } catch (IOException e) {
            throw new UncheckedIOException("The build lacks its build.properties", e);
        }
    }
}
