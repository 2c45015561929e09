package org.scewarehouse.jobs.cli;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error of the server as a person reads it: what, where in the query, and the server's own advice. */
final class SqlFault {
    private SqlFault() {}

    static String text(PSQLException fault, String query) {
        ServerErrorMessage server = fault.getServerErrorMessage();
        if (server == null) {
            return "The warehouse says: " + fault.getMessage();
        }
        StringBuilder text = new StringBuilder("The warehouse says: ").append(server.getMessage());
        append(text, "\n", server.getDetail());
        append(text, "\nHint: ", server.getHint());
        if (server.getPosition() > 0 && server.getPosition() <= query.length() + 1) {
            appendPlace(text, query, server.getPosition() - 1);
        }
        return text.toString();
    }

    private static void appendPlace(StringBuilder text, String query, int position) {
        int start = query.lastIndexOf('\n', Math.max(0, position - 1)) + 1;
        int end = query.indexOf('\n', position);
        text.append("\n  ").append(query, start, end < 0 ? query.length() : end);
        text.append("\n  ").append(" ".repeat(Math.max(0, position - start))).append('^');
    }

    private static void append(StringBuilder text, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append(label).append(value);
        }
    }
}
