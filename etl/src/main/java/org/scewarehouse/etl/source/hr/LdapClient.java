package org.scewarehouse.etl.source.hr;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.http.Tls;

/** Asks a directory for entries, page by page. Follows no referrals, so that credentials go nowhere else. */
final class LdapClient {

    private static final int CONNECT_MILLIS = 10_000;
    private static final Set<String> BINARY = Set.of("objectguid", "objectsid");

    private static final Set<ResultCode> NO_START_TLS = Set.of(
            ResultCode.PROTOCOL_ERROR,
            ResultCode.UNWILLING_TO_PERFORM,
            ResultCode.NOT_SUPPORTED,
            ResultCode.UNAVAILABLE);

    private final LdapSettings settings;

    LdapClient(LdapSettings settings) {
        this.settings = settings;
    }

    /** Connects, signs in, and reads the base entry. */
    void tryOut() {
        try (LDAPConnection connection = connect()) {
            if (connection.getEntry(settings.baseDn(), SearchRequest.NO_ATTRIBUTES) == null) {
                throw new LDAPException(ResultCode.NO_SUCH_OBJECT, "no such entry");
            }
        } catch (LDAPException e) {
            throw LdapFault.of(settings, "reading the base entry", e);
        }
    }

    /**
     * Gives every entry that the settings select, in the directory's order, an entry possibly twice: fields by their
     * attribute's name, the name of the entry as {@code dn}. Of several values the first in order of text counts;
     * binary ones are hexadecimal.
     *
     * @param attributes what is asked for
     */
    void entries(List<String> attributes, Consumer<Map<String, String>> page, Runnable pageEnd) {
        try (LDAPConnection connection = connect()) {
            ASN1OctetString cookie = null;
            do {
                cookie = page(connection, attributes, cookie, page);
                pageEnd.run();
            } while (cookie != null);
        }
    }

    private @Nullable ASN1OctetString page(
            LDAPConnection connection,
            List<String> attributes,
            @Nullable ASN1OctetString cookie,
            Consumer<Map<String, String>> entries) {
        try {
            SearchRequest request = new SearchRequest(
                    settings.baseDn(),
                    SearchScope.SUB,
                    DereferencePolicy.NEVER,
                    0,
                    0,
                    false,
                    settings.filter(),
                    attributes.toArray(String[]::new));
            request.addControl(new SimplePagedResultsControl(settings.pageSize(), cookie, true));
            request.setFollowReferrals(false);
            SearchResult result = connection.search(request);
            for (SearchResultEntry entry : result.getSearchEntries()) {
                entries.accept(fields(entry, attributes));
            }
            SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
            return control == null || !control.moreResultsToReturn() ? null : control.getCookie();
        } catch (LDAPException e) {
            throw LdapFault.of(settings, "asking for people", e);
        }
    }

    private static Map<String, String> fields(SearchResultEntry entry, List<String> attributes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(Objects.requireNonNull(HrKind.LDAP.reference()), entry.getDN());
        for (String name : attributes) {
            Attribute attribute = entry.getAttribute(name);
            if (attribute != null && attribute.hasValue()) {
                fields.put(name, value(name, attribute));
            }
        }
        return fields;
    }

    private static String value(String name, Attribute attribute) {
        boolean isBinary = BINARY.contains(name.toLowerCase(Locale.ROOT)) || name.endsWith(";binary");
        if (isBinary) {
            return HexFormat.of().formatHex(attribute.getValueByteArray());
        }
        return Arrays.stream(attribute.getValues()).sorted().findFirst().orElseThrow();
    }

    private LDAPConnection connect() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(CONNECT_MILLIS);
        options.setResponseTimeoutMillis(settings.answerTimeout().toMillis());
        options.setFollowReferrals(false);
        options.setAbandonOnTimeout(true);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        LDAPConnection connection = null;
        try {
            SSLContext tls = tls();
            connection = settings.isSecure()
                    ? new LDAPConnection(tls.getSocketFactory(), options, settings.host(), settings.port())
                    : new LDAPConnection(options, settings.host(), settings.port());
            secure(connection, tls);
            bind(connection);
            return connection;
        } catch (LDAPException e) {
            close(connection);
            throw connectionFault(e);
        } catch (RuntimeException | Error e) {
            close(connection);
            throw e;
        }
    }

    private void secure(LDAPConnection connection, SSLContext tls) throws LDAPException {
        if (settings.isSecure() || !settings.isStartTls()) {
            return;
        }
        ResultCode code;
        try {
            code = connection
                    .processExtendedOperation(new StartTLSExtendedRequest(tls))
                    .getResultCode();
        } catch (LDAPException e) {
            if (!NO_START_TLS.contains(e.getResultCode())) {
                throw e;
            }
            code = e.getResultCode();
        }
        if (!code.equals(ResultCode.SUCCESS)) {
            throw new SourceMisconfigured(HrSource.NAME + ", " + settings + ": expected StartTLS, got result "
                    + code.intValue() + " (" + code.getName() + "); use ldaps:// in " + HrSource.PROPERTY
                    + ".url, or set .start-tls=false where nobody can read passwords on the network");
        }
    }

    private void bind(LDAPConnection connection) {
        try {
            if (settings.username() != null) {
                connection.bind(settings.username(), settings.password());
            }
        } catch (LDAPException e) {
            throw LdapFault.of(settings, "signing in", e);
        }
    }

    private SSLContext tls() {
        try {
            return settings.caFile() == null
                    ? SSLContext.getDefault()
                    : Tls.trusting(settings.caFile(), HrSource.PROPERTY + ".ca-file");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private RuntimeException connectionFault(LDAPException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("CertPath") || message.contains("SSLHandshake") || message.contains("certificate")) {
            return new SourceMisconfigured(
                    HrSource.NAME + ", " + settings + ": expected a certificate of that host that can be trusted, got "
                            + "another; check " + HrSource.PROPERTY + ".ca-file and .url",
                    e);
        }
        return LdapFault.of(settings, "connecting", e);
    }

    private static void close(@Nullable LDAPConnection connection) {
        if (connection != null) {
            connection.close();
        }
    }
}
