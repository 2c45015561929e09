package org.scewarehouse.jobs.run;

import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/**
 * Spring Batch with its repository in the warehouse, schema {@code batch}: Boot's default repository keeps nothing, and
 * a run that cannot be restarted is no use. The data source comes from the context's initializer.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
class BatchInfrastructure extends JdbcDefaultBatchConfiguration {

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    /**
     * Steps that run at once create their executions at once, which the usual SERIALIZABLE makes fail now and then. A
     * double start is kept out by the lock of the source-day, which its runner holds, and by the unique job key.
     */
    @Override
    protected Isolation getIsolationLevelForCreate() {
        return Isolation.READ_COMMITTED;
    }

    @Override
    protected String getTablePrefix() {
        return "batch.BATCH_";
    }
}
