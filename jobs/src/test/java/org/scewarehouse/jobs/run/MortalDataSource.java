package org.scewarehouse.jobs.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.run.KillSwitch.Kind;
import org.scewarehouse.jobs.run.KillSwitch.Operation;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections whose user may die; the server then sees them go without a word. */
final class MortalDataSource extends DelegatingDataSource {

    private final KillSwitch life;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    MortalDataSource(DataSource direct, KillSwitch life) {
        super(direct);
        this.life = life;
        life.atDeath(() -> open.forEach(MortalDataSource::drop));
    }

    @Override
    public Connection getConnection() throws SQLException {
        life.checkAlive("connecting");
        Connection connection = super.getConnection();
        open.add(connection);
        if (life.isDead()) {
            drop(connection);
        }
        return proxy(Connection.class, new OfConnection(connection));
    }

    private static void drop(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot drop a connection", e);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Calls the target; a proxy equals only itself. */
    private abstract static class Calls implements InvocationHandler {

        private final Object target;

        Calls(Object target) {
            this.target = target;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> invoke(method, arguments == null ? new Object[0] : arguments);
            };
        }

        abstract @Nullable Object invoke(Method method, Object[] arguments) throws Throwable;

        final @Nullable Object call(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private final class OfConnection extends Calls {

        private final Connection connection;
        private String lastWrite = "nothing";

        OfConnection(Connection connection) {
            super(connection);
            this.connection = connection;
        }

        @Override
        @Nullable
        Object invoke(Method method, Object[] arguments) throws Throwable {
            switch (method.getName()) {
                case "close" -> {
                    if (!life.isDead()) {
                        open.remove(connection);
                        connection.close();
                    }
                    return null;
                }
                case "commit" -> life.before(new Operation(Kind.COMMIT, "after " + lastWrite));
                case "unwrap" -> before("copy");
                default -> life.checkAlive(method.getName());
            }
            Object result = call(method, arguments);
            if (result instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, new OfStatement(this, statement, (String) arguments[0]));
            }
            return result instanceof Statement statement
                    ? proxy(Statement.class, new OfStatement(this, statement, null))
                    : result;
        }

        void before(String sql) {
            lastWrite = sql;
            life.before(new Operation(Kind.STATEMENT, sql));
        }
    }

    private final class OfStatement extends Calls {

        private final OfConnection connection;
        private final @Nullable String prepared;

        OfStatement(OfConnection connection, Statement statement, @Nullable String prepared) {
            super(statement);
            this.connection = connection;
            this.prepared = prepared;
        }

        @Override
        @Nullable
        Object invoke(Method method, Object[] arguments) throws Throwable {
            if (method.getName().startsWith("execute")) {
                Object sql = prepared != null ? prepared : arguments.length > 0 ? arguments[0] : "batch";
                connection.before(String.valueOf(sql).replaceAll("\\s+", " ").strip());
            } else if (life.isDead() && method.getName().equals("close")) {
                return null;
            } else {
                life.checkAlive(method.getName());
            }
            return call(method, arguments);
        }
    }
}
