package org.scewarehouse.jobs.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.scewarehouse.jobs.postgres.ServerUnavailable;
import org.scewarehouse.jobs.settings.SettingsRejected;

class AddressFaultsTest {

    @Test
    void certificatesAreForAPerson() {
        CertificateException expired =
                new CertificateException("validity check failed", new CertificateExpiredException("NotAfter: 2026"));
        for (PSQLException fault : List.of(
                failure("SSL error: PKIX", handshake(expired)),
                failure("Could not open SSL root certificate file", new FileNotFoundException("ca.crt")),
                failure("The hostname db could not be verified by hostnameverifier PgjdbcHostnameVerifier.", null),
                new PSQLException("The server does not support SSL.", PSQLState.CONNECTION_REJECTED),
                new PSQLException("Invalid sslmode value: full", PSQLState.INVALID_PARAMETER_VALUE))) {
            assertThat(AddressFaults.refused(fault))
                    .as(fault.getMessage())
                    .isInstanceOf(SettingsRejected.class)
                    .hasMessageContaining("sce.warehouse.url: ")
                    .hasMessageContaining("sslrootcert");
        }
        assertThat(AddressFaults.refused(failure("SSL error", handshake(expired))))
                .hasMessageContaining("SSL error (NotAfter: 2026). ");
    }

    @Test
    void onlyACertificateProvesWhoAServerIs() {
        String address = "jdbc:postgresql://db.example.org/warehouse";
        for (String believes : List.of("", "?sslmode=prefer", "?sslmode=require", "?sslmode=nonsense")) {
            assertThat(AddressFaults.isServerVerified(Driver.parseURL(address + believes, null)))
                    .as(believes)
                    .isFalse();
        }
        for (String asks : List.of("?ssl=true", "?sslmode=verify-ca", "?sslmode=verify-full")) {
            assertThat(AddressFaults.isServerVerified(Driver.parseURL(address + asks, null)))
                    .as(asks)
                    .isTrue();
        }
    }

    @Test
    void whoMayNotConnectIsForAPerson() {
        assertThat(AddressFaults.refused(said("C42501", "Mpermission denied for database \"w\"", "DUser does not")))
                .isInstanceOf(SettingsRejected.class)
                .hasMessageContaining("sce.warehouse.user: ")
                .hasMessageContaining("grant connect on database");
    }

    @Test
    void whatIsAwayPasses() {
        for (PSQLException fault : List.of(
                failure("The connection attempt failed.", new ConnectException("refused")),
                failure("SSL error", handshake(new EOFException("the server goes down"))),
                new PSQLException("Connection attempt timed out.", PSQLState.CONNECTION_UNABLE_TO_CONNECT),
                new PSQLException("Could not find a primary", PSQLState.CONNECTION_UNABLE_TO_CONNECT))) {
            assertThat(AddressFaults.refused(fault))
                    .as(fault.getMessage())
                    .isInstanceOf(ServerUnavailable.class)
                    .hasMessageContaining("Is sce.warehouse.url right?");
        }
        assertThat(AddressFaults.refused(said("C53300", "Msorry, too many clients already")))
                .isInstanceOf(ServerUnavailable.class)
                .hasMessage("The warehouse does not answer: FATAL: sorry, too many clients already");
    }

    private static PSQLException failure(String message, @Nullable Exception cause) {
        return new PSQLException(message, PSQLState.CONNECTION_FAILURE, cause);
    }

    private static IOException handshake(Exception cause) {
        IOException failed = new SSLHandshakeException("handshake failed");
        failed.initCause(cause);
        return failed;
    }

    private static PSQLException said(String... fields) {
        return new PSQLException(new ServerErrorMessage("SFATAL\0" + String.join("\0", fields)));
    }
}
