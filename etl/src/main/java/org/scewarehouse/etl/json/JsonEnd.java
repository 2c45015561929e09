package org.scewarehouse.etl.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** The end of a JSON text that comes too early: what was cut off on its way may come as a whole the next time. */
public final class JsonEnd {

    private JsonEnd() {}

    /** Whether the text ends before what it has begun; a text that is no JSON does not. */
    public static boolean isEarly(JacksonException e) {
        return e instanceof UnexpectedEndOfInputException
                || e.getOriginalMessage().startsWith("Unexpected end-of-input");
    }

    /** Of a text that has nothing at all, which Jackson itself takes for an end like any other. */
    public static JacksonException atOnce(@Nullable JsonParser parser) {
        return new UnexpectedEndOfInputException(parser, null, "Unexpected end-of-input: nothing at all");
    }
}
