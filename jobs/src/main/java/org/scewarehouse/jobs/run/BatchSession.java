package org.scewarehouse.jobs.run;

import javax.sql.DataSource;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The Spring context of a run: Spring Batch over the warehouse, and nothing else. Closing it leaves the data source.
 */
public final class BatchSession implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private BatchSession(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the context; the warehouse must be migrated. */
    public static BatchSession open(DataSource warehouse) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(BatchInfrastructure.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(c -> ((GenericApplicationContext) c)
                        .registerBean(
                                "dataSource",
                                DataSource.class,
                                () -> warehouse,
                                definition -> definition.setDestroyMethodName("")))
                .run();
        return new BatchSession(context);
    }

    JobRepository repository() {
        return context.getBean(JobRepository.class);
    }

    JobOperator operator() {
        return context.getBean(JobOperator.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
