package org.scewarehouse.etl.aws;

import java.util.Set;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call to AWS means, and what to do about it. */
public final class AwsFaults {

    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "InvalidClientTokenId",
            "IncompleteSignature");

    private AwsFaults() {}

    /**
     * The failure in this product's words. What AWS writes may name the user who asked, so its code and status are told
     * and its text is not.
     *
     * @param who who asked, with the day where there is one, such as {@code cloudwatch 2026-08-20}
     * @param operation such as {@code GetMetricData}
     * @param permission what the credentials must allow, such as {@code cloudwatch:GetMetricData}
     */
    public static RuntimeException told(String who, String operation, String permission, SdkException failure) {
        return failure instanceof AwsServiceException e
                ? refused(who, operation, permission, e)
                : unanswered(who, operation, failure);
    }

    /** The code that AWS gives a failure; empty where it gives none. */
    public static String code(AwsServiceException failure) {
        return failure.awsErrorDetails() == null
                ? ""
                : String.valueOf(failure.awsErrorDetails().errorCode());
    }

    /** Whether the credentials are the reason: nothing that is asked with them succeeds. */
    public static boolean isOfCredentials(AwsServiceException failure) {
        return CREDENTIALS.contains(code(failure));
    }

    private static RuntimeException unanswered(String who, String operation, SdkException failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("Unable to load credentials")) {
            return new SourceMisconfigured(
                    who + ": " + operation + ": no AWS credentials were found; set AWS_ACCESS_KEY_ID and "
                            + "AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or give this machine a role",
                    failure);
        }
        if (failure instanceof SdkClientException && text.contains("Unable to load region")) {
            return new SourceMisconfigured(
                    who + ": " + operation + ": no AWS region is set; set one, or AWS_REGION", failure);
        }
        return new SourceUnavailable(
                who + ": " + operation + ": expected an answer, got none (" + reason(failure)
                        + "); run again later, or see whether this machine may reach AWS: region, endpoint, proxy",
                failure);
    }

    /** What the network says is underneath; the SDK's own words come from AWS or say only that there was a failure. */
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String name = deepest.getClass().getSimpleName();
        return deepest instanceof SdkException ? name : name + ": " + deepest.getMessage();
    }

    private static RuntimeException refused(
            String who, String operation, String permission, AwsServiceException failure) {
        String code = code(failure);
        String got = who + ": " + operation + " answered " + failure.statusCode() + " " + code;
        if (isOfCredentials(failure)) {
            return new SourceMisconfigured(
                    got + ": the AWS credentials have expired or are refused; renew them and run again", failure);
        }
        if (failure.isThrottlingException() || failure.statusCode() >= 500) {
            return new SourceUnavailable(got + ", also when asked again; run again later", failure);
        }
        if (failure.statusCode() == 401 || failure.statusCode() == 403 || code.startsWith("AccessDenied")) {
            return new SourceMisconfigured(got + "; allow " + permission + " on * to these credentials", failure);
        }
        return new SourceChanged(
                got + " (request " + failure.requestId() + "); expected an answer as it is documented", failure);
    }
}
