package org.scewarehouse.etl.simulator.connect;

/**
 * What was before the content of a world is listed for the first time: items that came on many days, and some that
 * nobody has visited any more since one of them.
 *
 * @param days how many of the world's days are past
 */
public record Past(int days) {

    /** A world that is listed from its first day on. */
    public static final Past NONE = new Past(0);

    /** Days between the last visits of one forgotten item and the next. */
    private static final int STEP = 7;

    /** Day on which an item was created, counted from the first. */
    int createdOn(int number, Item.Kind kind) {
        boolean mayBeYoung = switch (kind) {
            case PIN, DOCUMENT, DASH, PUBLIC, STREAMLIT -> days > 0;
            default -> false;
        };
        return mayBeYoung ? number * STEP % days - 1 : -40 - number % 5;
    }

    /** Whether anybody comes any more: with a past, documents and what only owners see are forgotten one day. */
    boolean isVisited(Item item, long day) {
        boolean isForgotten = days > 0 && (item.kind() == Item.Kind.DOCUMENT || item.kind() == Item.Kind.OWNER_ONLY);
        return !isForgotten || day <= item.number() * (STEP - 1L) % days;
    }

    /** A day after that part of the days that are not past. */
    int dayAfter(int all, int part) {
        return days + (all - days) / part;
    }
}
