package org.scewarehouse.etl.http;

import org.scewarehouse.etl.SourceUnavailable;

/** What is thrown once a {@link Retry} is used up: another one around it passes it on, instead of asking all again. */
final class AskedInVain extends SourceUnavailable {

    AskedInVain(String message, Throwable cause) {
        super(message, cause);
    }
}
