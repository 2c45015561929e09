package org.scewarehouse.etl.star;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Replaces known logins and e-mail addresses inside texts: those that the records of a day name, and all that HR had
 * shown until that day. A login is found where it stands between ends of the text or characters other than letters and
 * digits, whatever its case, and also in the forms in which launchers put it into names that Kubernetes allows. Of
 * several that match at one place the longest is replaced.
 */
public final class Masker {

    /** Shorter logins are too likely to be something else; they are looked for in texts of their owner only. */
    static final int SHORTEST = 3;

    /** No longer than any login or address; keeps the search short in texts of a megabyte. */
    private static final int LONGEST = 320;

    private final Map<String, String> maskByName = new HashMap<>();
    private final KnownNames ofDay;
    private final Identities identities;
    private final LocalDate day;

    /**
     * A masker of the logins of a day, and of those that HR had shown until then.
     *
     * @param loginToMask what replaces each login or address that the day's records name
     */
    Masker(Map<String, String> loginToMask, Identities identities, LocalDate day) {
        this.identities = identities;
        this.day = day;
        KnownNames.Builder names = new KnownNames.Builder();
        // In order of the logins, so that two which differ only by case give the same mask every time.
        new TreeMap<>(loginToMask).forEach((login, mask) -> {
            if (login.length() >= SHORTEST) {
                names.add(login, day);
                maskByName.putIfAbsent(login.toLowerCase(Locale.ROOT), mask);
            }
        });
        this.ofDay = names.build();
    }

    /** The text without the known logins. */
    public String mask(String text) {
        return masked(text, Map.of());
    }

    /** As {@link #mask(String)}, null for null. */
    public @Nullable String maskOrNull(@Nullable String text) {
        return text == null ? null : mask(text);
    }

    /** The text without the known logins and without its owner's, however short it is and whether known or not. */
    public String mask(String text, String owner, String ownerMask) {
        if (ofDay.identifier(owner.toLowerCase(Locale.ROOT), day) != null) {
            return mask(text);
        }
        Map<String, String> own = new HashMap<>();
        addForms(own, owner, ownerMask);
        return masked(text, own);
    }

    /** Every form, in lower case, in which a login or an address stands inside texts. */
    public static Set<String> forms(String login) {
        Map<String, String> forms = new TreeMap<>();
        addForms(forms, login, "");
        return forms.keySet();
    }

    private String masked(String text, Map<String, String> own) {
        if (ofDay.isEmpty() && own.isEmpty() && identities.names().isEmpty()) {
            return text;
        }
        String plain = text.toLowerCase(Locale.ROOT);
        String kept = plain.length() == text.length() ? text : plain;
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        while (at < plain.length()) {
            Found found = isEdge(plain, at) ? longest(plain, at, own) : null;
            if (found == null) {
                masked.append(kept.charAt(at++));
            } else {
                masked.append(found.mask);
                at = found.end;
            }
        }
        return masked.toString();
    }

    private record Found(int end, String mask) {}

    private @Nullable Found longest(String text, int from, Map<String, String> own) {
        boolean mayBeOfDay = ofDay.mayBegin(text, from);
        boolean mayBeKnown = identities.names().mayBegin(text, from);
        if (!mayBeOfDay && !mayBeKnown && own.isEmpty()) {
            return null;
        }
        for (int end = Math.min(text.length(), from + LONGEST); end > from; end--) {
            if (isEdge(text, end)) {
                String form = text.substring(from, end);
                String mask = own.get(form);
                mask = mask == null && mayBeOfDay ? maskByDay(form) : mask;
                mask = mask == null && mayBeKnown ? maskByHr(form) : mask;
                if (mask != null) {
                    return new Found(end, mask);
                }
            }
        }
        return null;
    }

    private @Nullable String maskByDay(String form) {
        String name = ofDay.identifier(form, day);
        return name == null ? null : maskByName.get(name);
    }

    private @Nullable String maskByHr(String form) {
        String identifier = identities.names().identifier(form, day);
        return identifier == null ? null : identities.person(identifier, day).mask();
    }

    /** Whether a login can begin or end there: not between two letters or digits. */
    public static boolean isEdge(String text, int at) {
        return at == 0
                || at == text.length()
                || !Character.isLetterOrDigit(text.charAt(at - 1))
                || !Character.isLetterOrDigit(text.charAt(at));
    }

    private static void addForms(Map<String, String> forms, String login, String mask) {
        String plain = login.toLowerCase(Locale.ROOT);
        forms.putIfAbsent(plain, mask);
        forms.putIfAbsent(NameForms.escaped(plain), mask);
        String slug = NameForms.slug(plain);
        if (slug.length() >= SHORTEST || slug.equals(plain)) {
            forms.putIfAbsent(slug, mask);
        }
        String hashed = NameForms.HASHED + NameForms.hash(login);
        for (int length = 1; length <= slug.length(); length++) {
            forms.putIfAbsent(slug.substring(0, length) + hashed, mask);
        }
        forms.putIfAbsent(NameForms.hyphens(plain), mask);
        forms.putIfAbsent(NameForms.underscores(plain), mask);
        int at = plain.indexOf('@');
        if (at >= SHORTEST) {
            addForms(forms, plain.substring(0, at), mask);
        }
    }
}
