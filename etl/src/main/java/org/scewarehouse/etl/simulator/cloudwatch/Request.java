package org.scewarehouse.etl.simulator.cloudwatch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure of a request, whose members are there and of the right type, or the request is refused. */
record Request(Map<?, ?> members) {

    static Request of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Request(map);
        }
        throw Refusal.invalid("a structure was expected");
    }

    String text(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw missing(name);
    }

    String textOr(String name, String absent) {
        return members.get(name) == null ? absent : text(name);
    }

    long number(String name) {
        if (members.get(name) instanceof Long number) {
            return number;
        }
        throw missing(name);
    }

    long numberOr(String name, long absent) {
        return members.get(name) == null ? absent : number(name);
    }

    double decimal(String name) {
        if (members.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw missing(name);
    }

    Instant time(String name) {
        if (members.get(name) instanceof Instant time) {
            return time;
        }
        throw missing(name);
    }

    Request inner(String name) {
        return of(members.get(name));
    }

    /** The structures of a list; none where it is absent. */
    List<Request> list(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream().map(Request::of).toList()
                : List.of();
    }

    /** All members but one. */
    Map<Object, @Nullable Object> without(String name) {
        Map<Object, @Nullable Object> others = new LinkedHashMap<>(members);
        others.remove(name);
        return others;
    }

    private static Refusal missing(String name) {
        return Refusal.invalid("The parameter " + name + " is required");
    }
}
