package org.scewarehouse.model;

import java.util.List;

/** Units of columns: the last words of their names say them, everywhere alike. */
final class Unit {
    /** Ends of names, the longer before what they end with; {@code _max} and the like may follow. */
    private static final List<Unit.Named> NAMED = List.of(
            new Named("core_seconds", "core s"),
            new Named("byte_seconds", "byte s"),
            new Named("byte_days", "byte d"),
            new Named("node_seconds", "node s"),
            new Named("core_hours", "core h"),
            new Named("watts_per_vcpu", "W per vCPU"),
            new Named("kg_per_kwh", "kg CO2e per kWh"),
            new Named("seconds", "s"),
            new Named("hours", "h"),
            new Named("days", "d"),
            new Named("bytes", "byte"),
            new Named("cores", "cores"),
            new Named("usd", "USD"),
            new Named("kwh", "kWh"),
            new Named("kg", "kg"),
            new Named("percent", "%"),
            new Named("ratio", "1"),
            new Named("share", "1"),
            new Named("count", "number"));

    private record Named(String end, String unit) {}

    private Unit() {}

    /** The unit of a column of that name; empty where it has none. */
    static String of(String column) {
        String measured = column.replaceFirst("_(max|min|median|p95|p99|mean)$", "");
        return NAMED.stream()
                .filter(named -> measured.equals(named.end) || measured.endsWith("_" + named.end))
                .map(Named::unit)
                .findFirst()
                .orElse("");
    }
}
