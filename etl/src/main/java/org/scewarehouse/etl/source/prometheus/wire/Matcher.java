package org.scewarehouse.etl.source.prometheus.wire;

/**
 * One condition on a label.
 *
 * @param operator how the label is compared
 * @param label name of the label
 * @param value what it is compared with
 */
public record Matcher(Operator operator, String label, String value) {

    /** Ways to compare, in the order of their numbers on the wire. */
    public enum Operator {
        /** Equal to the value. */
        EQUAL("="),
        /** Not equal to the value. */
        NOT_EQUAL("!="),
        /** The whole label matches the regular expression. */
        MATCHES("=~"),
        /** The whole label does not match the regular expression. */
        MATCHES_NOT("!~");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }
    }

    /** The label equals the value. */
    public static Matcher equal(String label, String value) {
        return new Matcher(Operator.EQUAL, label, value);
    }

    /** As PromQL writes it: {@code label="value"}. */
    @Override
    public String toString() {
        return label
                + operator.symbol
                + '"'
                + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + '"';
    }
}
