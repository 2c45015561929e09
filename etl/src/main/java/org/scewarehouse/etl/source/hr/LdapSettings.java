package org.scewarehouse.etl.source.hr;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a directory answers, who asks, and for which entries.
 *
 * @param url {@code ldaps://host} or {@code ldap://host}, with the port where it is not 636 or 389
 * @param isStartTls whether a connection that begins in the clear is encrypted before anything is said on it
 * @param username name of the entry that asks, such as {@code cn=sce,ou=services,dc=example,dc=org}; null = anonymous
 * @param password its password; null = anonymous
 * @param caFile PEM file with the certificates to trust instead of the system's; null = the system's
 * @param baseDn where the people are, at any depth
 * @param filter which entries are people
 * @param pageSize how many are asked for at once
 * @param answerTimeout limit for one page
 */
public record LdapSettings(
        String url,
        boolean isStartTls,
        @Nullable String username,
        @Nullable String password,
        @Nullable Path caFile,
        String baseDn,
        String filter,
        int pageSize,
        Duration answerTimeout) {

    /** Finds the people of an Active Directory, machines left out. */
    public static final String ACTIVE_DIRECTORY_PEOPLE = "(&(objectCategory=person)(objectClass=user))";

    private static final int PORT = 389;
    private static final int SECURE_PORT = 636;

    /** Whether the connection is encrypted from its first byte. */
    boolean isSecure() {
        return uri().getScheme().equalsIgnoreCase("ldaps");
    }

    String host() {
        return uri().getHost();
    }

    int port() {
        return uri().getPort() >= 0 ? uri().getPort() : isSecure() ? SECURE_PORT : PORT;
    }

    private URI uri() {
        return URI.create(url);
    }

    /** Everything wrong with these settings, each naming its property; empty if nothing is. Asks nobody. */
    public List<String> faults() {
        String property = HrSource.PROPERTY;
        List<String> faults = new ArrayList<>();
        String shown = url.replaceAll("//.*@", "//(hidden)@");
        try {
            URI uri = new URI(url);
            boolean isKnown = "ldap".equalsIgnoreCase(uri.getScheme()) || "ldaps".equalsIgnoreCase(uri.getScheme());
            if (!isKnown || uri.getHost() == null) {
                faults.add(property + ".url: expected ldap:// or ldaps:// and a host, got '" + shown + "'");
            } else if (uri.getRawUserInfo() != null) {
                faults.add(property + ".url: must hold no user; use " + property + ".username and .password");
            } else if (uri.getRawPath() != null && uri.getRawPath().length() > 1) {
                faults.add(property + ".url: expected nothing after the host, got '" + shown + "'; the base goes to "
                        + property + ".base-dn");
            }
        } catch (URISyntaxException e) {
            faults.add(property + ".url: expected an address, got '" + shown + "': " + e.getReason());
        }
        if (username == null != (password == null)) {
            faults.add(property + ".username and .password: both or none must be set");
        }
        if (password != null && password.isEmpty()) {
            faults.add(property + ".password: is empty, with which a directory lets anybody in as nobody");
        }
        if (baseDn.isBlank()) {
            faults.add(property + ".base-dn: is needed, such as ou=people,dc=example,dc=org");
        }
        if (pageSize < 1) {
            faults.add(property + ".page-size: expected 1 or more, got " + pageSize);
        }
        if (caFile != null && !Files.isReadable(caFile)) {
            faults.add(property + ".ca-file: cannot be read: " + caFile);
        }
        return faults;
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return url + ", " + baseDn;
    }
}
