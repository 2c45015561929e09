package org.scewarehouse.etl.source.gitlab;

import java.util.Arrays;
import java.util.Optional;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.source.answers.ItemFailures;

/** Why something of one project, or one file of it, is missing. */
enum Gap {
    /** 403, or 404 of a part of a project. */
    NOT_SHOWN("switched off, empty, or hidden from the token (403 or 404)", Finding.Kind.GAP, false),
    /** 404 of the project. */
    GONE("gone since the listing", Finding.Kind.GAP, false),
    /** A redirect, which is not followed: the token goes nowhere else. */
    MOVED("moved since the listing", Finding.Kind.GAP, true),
    /** Errors that repeated calls did not get over. */
    FAILED(ItemFailures.REASON, Finding.Kind.WARNING, true),
    /** A name or an address in another encoding; all else of the answer counts. */
    NOT_TEXT("answer with bytes that are no text, which are replaced", Finding.Kind.GAP, false),
    /** What one project is answered; the same for many in a row is the server. */
    NOT_AS_DOCUMENTED("an answer that is not as documented", Finding.Kind.WARNING, true),
    /** Languages are found by a job that the first question starts. */
    NO_LANGUAGES_YET("languages are not found out yet", Finding.Kind.GAP, true),
    /** Limit of this product. */
    TOO_MANY_FILES("more files than are looked through", Finding.Kind.GAP, false),
    /** Limit of this product. */
    TOO_MANY_LOCK_FILES("more lock files than are read", Finding.Kind.GAP, false),
    /** No day is asked for that lies ahead. */
    IN_THE_FUTURE("commit dated in the future", Finding.Kind.GAP, false),
    /** The server is asked for later ones only. */
    IN_THE_PAST("commit dated before the days asked for", Finding.Kind.GAP, false),
    /** A commit whose date is none. */
    WITHOUT_DATE("commit or pipeline without a date", Finding.Kind.GAP, false);

    private final String reason;
    private final Finding.Kind kind;
    private final boolean isAskedAgain;

    Gap(String reason, Finding.Kind kind, boolean isAskedAgain) {
        this.reason = reason;
        this.kind = kind;
        this.isAskedAgain = isAskedAgain;
    }

    /** In words, the same each time. */
    String reason() {
        return reason;
    }

    /** What it means for the numbers. */
    Finding.Kind kind() {
        return kind;
    }

    /** Whether the next night asks, even if nothing has happened in the project. */
    boolean isAskedAgain() {
        return isAskedAgain;
    }

    /** The gap of these words. */
    static Optional<Gap> of(String reason) {
        return Arrays.stream(values()).filter(gap -> gap.reason.equals(reason)).findFirst();
    }
}
