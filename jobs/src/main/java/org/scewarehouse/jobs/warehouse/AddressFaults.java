package org.scewarehouse.jobs.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;
import org.scewarehouse.jobs.postgres.ServerUnavailable;
import org.scewarehouse.jobs.settings.SettingsRejected;

/** Tells what is wrong with the warehouse's address from a server that is merely away. */
final class AddressFaults {
    private static final String TRUST = "Where it is the server's certificate: sslrootcert names the file with the"
            + " certificates of whoever signed it, and the host must be one that it is made out to.";

    private AddressFaults() {}

    /** The driver takes no notice of unknown names: with "sslmod=verify-full" it would trust whoever answers. */
    static void check(Properties given) {
        try {
            SslMode.of(given);
        } catch (PSQLException e) {
            throw new SettingsRejected(List.of("sce.warehouse.url: " + e.getMessage()
                    + "; expected verify-full, with sslrootcert, or verify-ca, require, prefer"));
        }
        Set<String> unknown = new TreeSet<>(given.stringPropertyNames());
        for (PGProperty property : PGProperty.values()) {
            unknown.remove(property.getName());
        }
        if (!unknown.isEmpty()) {
            // Others may be what follows an & in a password.
            List<String> shown = unknown.stream().filter(AddressFaults::isSlip).toList();
            throw new SettingsRejected(List.of("sce.warehouse.url: the driver of PostgreSQL does not know the parameter"
                    + (shown.isEmpty() ? "s there" : " " + String.join(", ", shown))
                    + "; expected such as sslmode, sslrootcert, targetServerType, and %26 for an & in a password"));
        }
    }

    /** Whether a server is refused that shows no certificate signed by somebody trusted. */
    static boolean isServerVerified(@Nullable Properties given) {
        try {
            return given != null && SslMode.of(given).verifyCertificate();
        } catch (PSQLException e) {
            return false;
        }
    }

    private static boolean isSlip(String name) {
        return name.length() > 3
                && Stream.of(PGProperty.values())
                        .anyMatch(property -> property.getName().regionMatches(true, 0, name, 0, 4));
    }

    /** What is thrown where the server did not let us in: whether it passes or a person must act, and how. */
    static RuntimeException refused(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        // The driver ends its sentences with a full stop or without one.
        String text = String.valueOf(cause.getMessage()).replaceAll("\\.+$", "");
        if (state.startsWith("28")) {
            return new SettingsRejected(
                    List.of("sce.warehouse.user and sce.warehouse.password: the server refuses them: " + text));
        }
        if (state.startsWith("3D")) {
            return new SettingsRejected(List.of("sce.warehouse.url: " + text + ". Create the database first."));
        }
        if (state.equals("42501")) {
            return new SettingsRejected(
                    List.of("sce.warehouse.user: " + text.lines().findFirst().orElse("")
                            + ". Its owner runs: grant connect on database NAME to USER;"));
        }
        if (isAskedForInVain(state, cause)) {
            return new SettingsRejected(List.of("sce.warehouse.url: " + text + reason(cause) + ". " + TRUST));
        }
        boolean isAnswer = cause instanceof PSQLException said && said.getServerErrorMessage() != null;
        return new ServerUnavailable(
                "The warehouse does not answer: " + text + (isAnswer ? "" : ". Is sce.warehouse.url right?"), cause);
    }

    /** Whether the address itself asks for what cannot be: an unknown value, or a certificate that is not trusted. */
    private static boolean isAskedForInVain(String state, SQLException cause) {
        if (state.startsWith("22") || state.equals("08004")) {
            return true;
        }
        List<Throwable> causes = causes(cause);
        return state.equals("08006")
                && (causes.stream().noneMatch(IOException.class::isInstance)
                        || causes.stream()
                                .anyMatch(c ->
                                        c instanceof GeneralSecurityException || c instanceof FileNotFoundException));
    }

    /** What is at the root where the driver does not say it, such as that a certificate has expired. */
    private static String reason(SQLException cause) {
        List<Throwable> causes = causes(cause);
        String root = causes.get(causes.size() - 1).getMessage();
        return root == null || String.valueOf(cause.getMessage()).contains(root) ? "" : " (" + root + ")";
    }

    private static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(10)
                .toList();
    }
}
