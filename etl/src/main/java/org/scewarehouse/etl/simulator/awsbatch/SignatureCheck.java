package org.scewarehouse.etl.simulator.awsbatch;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Computes the signature (version 4) of a request anew and compares it with the one that came. */
final class SignatureCheck {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, "
                    + "SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    private final String accessKey;
    private final String secretKey;

    SignatureCheck(String accessKey, String secretKey) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** Code of the error that AWS answers; null where the signature is right. */
    @Nullable
    String fault(String method, String path, Headers headers, byte[] body) {
        String authorization = headers.getFirst("Authorization");
        if (authorization == null) {
            return "MissingAuthenticationTokenException";
        }
        Matcher parts = AUTHORIZATION.matcher(authorization);
        String time = headers.getFirst("X-Amz-Date");
        if (!parts.matches() || time == null || !time.startsWith(parts.group(2))) {
            return "IncompleteSignature";
        }
        if (!parts.group(1).equals(accessKey)) {
            return "UnrecognizedClientException";
        }
        List<String> signed = Arrays.asList(parts.group(5).split(";", -1));
        if (!parts.group(4).equals("batch") || !signed.contains("host") || !signed.contains("x-amz-date")) {
            return "InvalidSignatureException";
        }
        StringBuilder canonical = new StringBuilder(method + "\n" + path + "\n\n");
        for (String name : signed) {
            String value = headers.getFirst(name);
            canonical
                    .append(name)
                    .append(':')
                    .append(value == null ? "" : value.strip().replaceAll(" +", " "))
                    .append('\n');
        }
        canonical.append('\n').append(parts.group(5)).append('\n').append(sha256(body));
        String scope = parts.group(2) + "/" + parts.group(3) + "/batch/aws4_request";
        String text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n"
                + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(parts.group(2), parts.group(3), "batch", "aws4_request")) {
            key = hmac(key, part);
        }
        boolean isRight = HexFormat.of().formatHex(hmac(key, text)).equals(parts.group(6));
        return isRight ? null : "InvalidSignatureException";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
