package org.scewarehouse.etl.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import org.scewarehouse.etl.lake.StoreRefused;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Words for what a store on S3 can do to us. What the store itself says is left out but for its code: it can name who
 * asked.
 */
final class S3Faults {

    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "InvalidToken");
    private static final Set<String> UNKNOWN_TO_STORE =
            Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "UnrecognizedClientException", "InvalidSecurity");
    private static final Set<String> OTHER_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
    private static final Set<String> PASSING =
            Set.of("RequestTimeout", "OperationAborted", "ConditionalRequestConflict", "SlowDown", "BadDigest");

    private S3Faults() {}

    /** What could not be done to which object, why, and what to do. */
    static RuntimeException of(S3Action action, String address, SdkException cause) {
        String tried = "cannot " + action.words() + " " + address + ": ";
        if (cause instanceof AbortedException) {
            Thread.currentThread().interrupt();
            return interrupted(action, address);
        }
        return cause instanceof AwsServiceException answer
                ? answered(action, tried, answer)
                : notAnswered(tried, cause);
    }

    /** Somebody wants this thread to end; whoever catches it sees the thread interrupted. */
    static UncheckedIOException interrupted(S3Action action, String address) {
        String message = "cannot " + action.words() + " " + address + ": stopped";
        return new UncheckedIOException(message, new InterruptedIOException(message));
    }

    /** The store cannot be relied on now; a later call may succeed. */
    static UncheckedIOException passing(S3Action action, String address, String reason) {
        return passing("cannot " + action.words() + " " + address + ": ", reason);
    }

    private static UncheckedIOException passing(String tried, String reason) {
        return new UncheckedIOException(
                tried + reason + "; run again later, what is committed stays", new IOException(reason));
    }

    private static RuntimeException answered(S3Action action, String tried, AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "no code" : details.errorCode();
        int status = answer.statusCode();
        String answered = tried + "the store answers " + status + " " + code;
        if (EXPIRED.contains(code)) {
            return refused(answered, "the credentials have expired: renew them, or use a role, and run again", answer);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return refused(answered, "this machine's clock is wrong: synchronise it and run again", answer);
        }
        if (UNKNOWN_TO_STORE.contains(code) || status == 401) {
            return refused(
                    answered,
                    "the store does not know these credentials: correct AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or the role of this machine",
                    answer);
        }
        if (code.equals("NoSuchBucket")) {
            return refused(answered, "make the bucket, or correct the setting (sce.lake, sce.reference)", answer);
        }
        if (OTHER_REGION.contains(code) || status == 301) {
            return refused(answered, "the bucket lies in another region: set sce.s3.region to it", answer);
        }
        if (code.toUpperCase(Locale.ROOT).startsWith("KMS.")) {
            return refused(answered, "the KMS key cannot be used: correct sce.s3.kms-key, or enable the key", answer);
        }
        if (status == 403) {
            return refused(
                    answered,
                    "grant " + action.right() + " to whom these credentials belong, and where objects"
                            + " are encrypted by a KMS key also kms:GenerateDataKey and kms:Decrypt on it",
                    answer);
        }
        if (code.equals("NoSuchKey") || status == 404) {
            return passing(
                    tried,
                    "there is no such object; if it is still missing in the next run, bring its last version back");
        }
        if (status == 412) {
            return passing(tried, "it was replaced meanwhile");
        }
        if (status == 501) {
            return refused(answered, "this store lacks what the lake needs: use another", answer);
        }
        boolean isPassing = PASSING.contains(code) || status >= 500 || status == 429 || status == 409;
        return isPassing
                ? passing(tried, "the store answers " + status + " " + code + attempts(answer))
                : refused(answered, "correct the settings sce.s3.*, or report it", answer);
    }

    private static RuntimeException notAnswered(String tried, SdkException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("Unable to load credentials")) {
            return refused(
                    tried + "no credentials are found",
                    "give this machine a role, or set AWS_PROFILE, or" + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                    cause);
        }
        if (message.contains("Unable to load region")) {
            return refused(tried + "no region is found", "set sce.s3.region or AWS_REGION", cause);
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String detail = root.getMessage() == null ? "" : " (" + root.getMessage() + ")";
        return passing(
                tried, "no answer" + attempts(cause) + ", " + root.getClass().getSimpleName() + detail);
    }

    private static StoreRefused refused(String what, String remedy, SdkException cause) {
        return new StoreRefused(what + "; " + remedy, cause);
    }

    private static String attempts(SdkException cause) {
        Integer attempts = cause.numAttempts();
        return attempts == null || attempts < 2 ? "" : " to " + attempts + " attempts";
    }
}
