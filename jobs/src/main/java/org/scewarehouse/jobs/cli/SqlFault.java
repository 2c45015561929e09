package org.scewarehouse.jobs.cli;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error of the server as a person reads it: what, where in the query, and the server's own advice. */
final class SqlFault {
    private SqlFault() {}

    /**
     * What the server says of a query.
     *
     * @param fault what the driver met
     * @param query what was asked
     * @param isOne whether that is one statement; of several the server counts from the begin of the one that failed
     */
    static String text(PSQLException fault, String query, boolean isOne) {
        ServerErrorMessage server = fault.getServerErrorMessage();
        if (server == null) {
            return "The warehouse says: " + fault.getMessage();
        }
        StringBuilder text = new StringBuilder("The warehouse says: ").append(server.getMessage());
        append(text, "\n", server.getDetail());
        append(text, "\nHint: ", server.getHint());
        int before = server.getPosition() - 1; // in characters, of which some take two places here
        if (isOne && before >= 0 && before <= query.codePointCount(0, query.length())) {
            appendPlace(text, query, query.offsetByCodePoints(0, before));
        }
        return text.toString();
    }

    private static void appendPlace(StringBuilder text, String query, int position) {
        int start = query.lastIndexOf('\n', Math.max(0, position - 1)) + 1;
        int end = query.indexOf('\n', position);
        text.append("\n  ").append(query, start, end < 0 ? query.length() : end);
        text.append("\n  ")
                .append(" ".repeat(query.codePointCount(start, Math.max(start, position))))
                .append('^');
    }

    private static void append(StringBuilder text, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append(label).append(value);
        }
    }
}
