package org.scewarehouse.etl.source.hr;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;

/** Says what a directory's refusal means and what to do about it. */
final class LdapFault {

    /** Active Directory tells why it refuses a bind in its message: {@code ... data 532, ...}. */
    private static final Pattern BIND_DETAIL = Pattern.compile("data ([0-9a-fA-F]+)");

    private static final Set<ResultCode> CREDENTIALS = Set.of(
            ResultCode.INVALID_CREDENTIALS,
            ResultCode.INAPPROPRIATE_AUTHENTICATION,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
            ResultCode.AUTHORIZATION_DENIED,
            ResultCode.OPERATIONS_ERROR);

    private static final Set<ResultCode> PASSING = Set.of(
            ResultCode.BUSY,
            ResultCode.UNAVAILABLE,
            ResultCode.SERVER_DOWN,
            ResultCode.CONNECT_ERROR,
            ResultCode.TIMEOUT,
            ResultCode.TIME_LIMIT_EXCEEDED,
            ResultCode.LOCAL_ERROR,
            ResultCode.OTHER);

    private LdapFault() {}

    /** The error that a failed step comes to. */
    static RuntimeException of(LdapSettings settings, String step, LDAPException e) {
        ResultCode code = e.getResultCode();
        String property = HrSource.PROPERTY;
        String got = HrSource.NAME + ", " + settings + ": " + step + ": expected success, got result " + code.intValue()
                + " (" + code.getName() + ")";
        if (code.equals(ResultCode.SIZE_LIMIT_EXCEEDED) || code.equals(ResultCode.ADMIN_LIMIT_EXCEEDED)) {
            return new SourceMisconfigured(
                    got + ": the directory does not give all people to " + property + ".username; have its size limit"
                            + " raised for that entry, or set a smaller " + property + ".page-size. Nothing was"
                            + " taken over, since a part of the people would make leavers of the rest",
                    e);
        }
        if (CREDENTIALS.contains(code)) {
            return new SourceMisconfigured(
                    got + bindDetail(e) + "; check " + property + ".username and .password and what it may read", e);
        }
        if (code.equals(ResultCode.CONFIDENTIALITY_REQUIRED) || code.equals(ResultCode.STRONG_AUTH_REQUIRED)) {
            return new SourceMisconfigured(
                    got + ": only encrypted connections are let in; use ldaps:// in " + property + ".url or set "
                            + property + ".start-tls=true",
                    e);
        }
        if (code.equals(ResultCode.NO_SUCH_OBJECT)
                || code.equals(ResultCode.INVALID_DN_SYNTAX)
                || code.equals(ResultCode.REFERRAL)) {
            return new SourceMisconfigured(
                    got + ": the people are not there on this server, and referrals are not followed; check " + property
                            + ".base-dn and .url",
                    e);
        }
        if (code.equals(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION)) {
            return new SourceMisconfigured(
                    got + ": the server lacks paged results (control 1.2.840.113556.1.4.319), or they are not allowed",
                    e);
        }
        if (code.equals(ResultCode.FILTER_ERROR)) {
            return new SourceMisconfigured(got + "; check " + property + ".filter", e);
        }
        if (PASSING.contains(code)) {
            return new SourceUnavailable(got + cause(e) + "; check " + property + ".url and the network, run again", e);
        }
        return new SourceUnavailable(got + cause(e) + "; run again, and ask who runs the directory if it stays", e);
    }

    private static String cause(LDAPException e) {
        return e.getCause() == null ? "" : ", " + e.getCause().getClass().getSimpleName();
    }

    private static String bindDetail(LDAPException e) {
        Matcher detail = BIND_DETAIL.matcher(String.valueOf(e.getDiagnosticMessage()));
        if (!detail.find()) {
            return "";
        }
        return switch (detail.group(1)) {
            case "525" -> ": there is no such entry";
            case "52e" -> ": the password is wrong";
            case "530", "531" -> ": it may not sign in at this hour or from here";
            case "532" -> ": its password has expired";
            case "533" -> ": the account is switched off";
            case "701" -> ": the account has expired";
            case "773" -> ": its password must be changed first";
            case "775" -> ": the account is locked";
            default -> "";
        };
    }
}
