package org.scewarehouse.etl.source.awsbatch;

import org.jspecify.annotations.Nullable;

/**
 * Parts of an ARN.
 *
 * @param region region
 * @param account account number
 * @param resource what stands behind the last colon of the head, such as {@code job-queue/prio}
 */
record BatchNames(String region, String account, String resource) {

    /** Takes an ARN apart; null where it is none. */
    static @Nullable BatchNames parse(@Nullable String arn) {
        String[] parts = arn == null ? new String[0] : arn.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") ? new BatchNames(parts[3], parts[4], parts[5]) : null;
    }

    /** Name of what an ARN means, with its revision if it has one; a text that is no ARN is the name itself. */
    static String name(String arnOrName) {
        return arnOrName.substring(arnOrName.lastIndexOf('/') + 1);
    }
}
