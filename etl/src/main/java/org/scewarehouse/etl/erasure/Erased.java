package org.scewarehouse.etl.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.erasure.ErasedIdentifier.Rule;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.etl.star.Pseudonyms;

/** Puts tokens in the place of erased identifiers. Used by one thread. */
final class Erased {

    /** Values repeat: a label of a container stands in each of its series. */
    private static final int REMEMBERED = 50_000;

    /** Names within names within names. */
    private static final int AGAIN_MAX = 4;

    private final Pseudonyms pseudonyms;
    private final Map<String, List<ErasedIdentifier>> byHash = new HashMap<>();
    private final int[] wordLengths;
    /** Fields in which records of others refer to a person, so that these records are not the person's own. */
    private final Set<String> references = new HashSet<>();

    private final Map<String, Changed> remembered = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Changed> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Changed(String text, Set<String> tokens) {}

    Erased(Pseudonyms pseudonyms, Collection<ErasedIdentifier> identifiers) {
        this.pseudonyms = pseudonyms;
        identifiers.forEach(one ->
                byHash.computeIfAbsent(one.hash(), hash -> new ArrayList<>()).add(one));
        identifiers.stream().filter(one -> one.rule() == Rule.REFERENCE).forEach(one -> references.add(one.field()));
        this.wordLengths = identifiers.stream()
                .filter(one -> one.rule() == Rule.WORD)
                .map(ErasedIdentifier::characters)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .mapToInt(length -> length)
                .toArray();
    }

    /** The text with a token for each word; the text itself where it has none. */
    String text(String text) {
        return changed(text).text;
    }

    /**
     * The values of one record.
     *
     * @param names of their fields, in the same order; empty where they have none
     * @return the given list itself where nothing changes
     */
    List<String> record(List<String> names, List<String> values) {
        Set<String> people = new HashSet<>();
        List<String> after = new ArrayList<>(values);
        for (int i = 0; i < values.size(); i++) {
            Rule rule = references.contains(names.get(i)) ? Rule.REFERENCE : Rule.FIELD;
            Changed changed = changed(values.get(i));
            ErasedIdentifier inField = whole(changed.text, rule, names.get(i), people);
            after.set(i, inField == null ? changed.text : inField.token());
            if (rule == Rule.FIELD) {
                people.addAll(changed.tokens);
                people.addAll(inField == null ? Set.of() : Set.of(inField.token()));
            }
        }
        for (int i = 0; i < values.size() && !people.isEmpty(); i++) {
            ErasedIdentifier own = whole(values.get(i), Rule.OWN, "", people);
            own = own == null ? whole(after.get(i), Rule.OWN, "", people) : own;
            after.set(i, own == null ? after.get(i) : own.token());
        }
        return after.equals(values) ? values : after;
    }

    private @Nullable ErasedIdentifier whole(String value, Rule rule, String field, Set<String> people) {
        if (value.isEmpty() || value.length() > 320) {
            return null;
        }
        return byHash.getOrDefault(pseudonyms.erased(value.strip().toLowerCase(Locale.ROOT)), List.of()).stream()
                .filter(one -> one.rule() == rule)
                .filter(one -> rule == Rule.OWN
                        ? people.contains(one.token())
                        : one.field().equals(field))
                .findFirst()
                .orElse(null);
    }

    private Changed changed(String text) {
        if (text.length() < 2 || wordLengths.length == 0) {
            return new Changed(text, Set.of());
        }
        if (text.length() > 1000) {
            return search(text);
        }
        Changed known = remembered.get(text);
        if (known == null) {
            known = search(text);
            remembered.put(text, known);
        }
        return known;
    }

    /** What was learnt of raw that had a token already has the token in it, so what was changed is searched again. */
    private Changed search(String text) {
        Changed changed = searchOnce(text);
        for (int i = 0; i < AGAIN_MAX && !changed.tokens.isEmpty(); i++) {
            Changed next = searchOnce(changed.text);
            if (next.text.equals(changed.text)) {
                return changed;
            }
            Set<String> tokens = new HashSet<>(changed.tokens);
            tokens.addAll(next.tokens);
            changed = new Changed(next.text, tokens);
        }
        return changed;
    }

    private Changed searchOnce(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        String kept = plain.length() == text.length() ? text : plain;
        StringBuilder after = new StringBuilder();
        Set<String> tokens = new HashSet<>();
        int copied = 0;
        int at = 0;
        while (at < plain.length()) {
            ErasedIdentifier word = Masker.isEdge(plain, at) ? word(plain, at) : null;
            if (word == null) {
                at++;
            } else {
                after.append(kept, copied, at).append(word.token());
                tokens.add(word.token());
                at += word.characters();
                copied = at;
            }
        }
        return tokens.isEmpty()
                ? new Changed(text, Set.of())
                : new Changed(after.append(kept, copied, kept.length()).toString(), tokens);
    }

    private @Nullable ErasedIdentifier word(String plain, int from) {
        for (int length : wordLengths) {
            int end = from + length;
            if (end <= plain.length() && Masker.isEdge(plain, end)) {
                for (ErasedIdentifier one :
                        byHash.getOrDefault(pseudonyms.erased(plain.substring(from, end)), List.of())) {
                    if (one.rule() == Rule.WORD) {
                        return one;
                    }
                }
            }
        }
        return null;
    }
}
