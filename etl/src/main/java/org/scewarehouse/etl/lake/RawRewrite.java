package org.scewarehouse.etl.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scewarehouse.etl.lake.Completion.PartFacts;
import org.scewarehouse.etl.lake.RawFilter.Changes;

/**
 * Writes raw anew as a filter changes it: what is in force as a next attempt, the attempts before it being deleted at
 * once. The caller holds the source, so that no attempt of it is being written.
 */
public final class RawRewrite {

    private final ObjectStore store;
    private final RawZone zone;
    private final RawAttempts attempts;
    private final RawFilter filter;

    /** What one endpoint of a source-day is. */
    public record Place(String source, String endpoint, LocalDate day) {}

    /** Rewrites raw in this store. */
    public RawRewrite(ObjectStore store, RawFilter filter) {
        this.store = store;
        this.zone = new RawZone(store, filter);
        this.attempts = new RawAttempts(store);
        this.filter = filter;
    }

    /** Every source of which there is raw. */
    public SortedSet<String> sources() {
        SortedSet<String> sources = new TreeSet<>();
        store.list("raw/source=").forEach(key -> sources.add(key.substring(11, key.indexOf('/', 11))));
        return sources;
    }

    /** Endpoints and days of which anything of the source lies in raw, oldest first. */
    public SortedSet<String> folders(String source) {
        SortedSet<String> folders = new TreeSet<>();
        for (String key : store.list("raw/source=" + source + "/endpoint=")) {
            int day = key.indexOf("/day=");
            folders.add(key.substring(day + 5, day + 15) + "/" + key.substring(key.indexOf("/endpoint=") + 10, day));
        }
        return folders;
    }

    /** The place of one of {@link #folders}. */
    public static Place place(String source, String folder) {
        return new Place(source, folder.substring(11), LocalDate.parse(folder.substring(0, 10)));
    }

    /** How many parts there the filter would change, over all attempts. */
    public int count(Place place) {
        Changes changes = filter.of(place.source(), place.day());
        int count = 0;
        for (int number : attempts.numbers(place.source(), place.endpoint(), place.day())) {
            count += count(place, number, changes);
        }
        return count;
    }

    private int count(Place place, int attempt, Changes changes) {
        String folder = RawPaths.attempt(place.source(), place.endpoint(), place.day(), attempt);
        List<String> keys = store.list(folder + "part-");
        int count = 0;
        for (String key : keys) {
            if (key.endsWith(".json")) {
                Optional<byte[]> content = store.read(key); // a dry run looks while a run may delete
                if (content.isPresent()) {
                    PartFacts part = LakeJson.read(key, content.get(), PartFacts.class);
                    count += keys.contains(folder + part.file()) && isChanged(folder, part, changes) ? 1 : 0;
                }
            }
        }
        return count;
    }

    private boolean isChanged(String folder, PartFacts part, Changes changes) {
        if (!changes.text(part.request()).equals(part.request())
                || !part.warnings().stream().map(changes::text).toList().equals(part.warnings())) {
            return true;
        }
        MessageDigest before = Sha256.digest();
        MessageDigest after = Sha256.digest();
        OutputStream nowhere = new DigestOutputStream(OutputStream.nullOutputStream(), after);
        try (InputStream in = new DigestInputStream(file(folder, "", part).open(), before);
                OutputStream changed = changes.stream(part.format(), nowhere)) {
            in.transferTo(changed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + part.file(), e);
        }
        return !MessageDigest.isEqual(before.digest(), after.digest());
    }

    /**
     * Rewrites what lies there; says whether anything had to be.
     *
     * @param heldBack the endpoint of the source whose answer may have been accepted although it is much smaller than
     *     before; the word goes with that answer, and with no other that has its number
     */
    public boolean rewrite(Place place, Optional<String> heldBack) {
        Changes changes = filter.of(place.source(), place.day());
        Optional<RawZone.Reader> current = zone.current(place.source(), place.day());
        int inForce = current.filter(raw -> raw.endpoints().contains(place.endpoint()))
                .map(raw -> raw.completion(place.endpoint()).attempt())
                .orElse(0);
        boolean isRewritten = false;
        if (inForce > 0 && count(place, inForce, changes) > 0) {
            write(place, current.orElseThrow(), heldBack);
            isRewritten = true;
            inForce = 0; // the old attempt is as any other now
        }
        int kept = zone.current(place.source(), place.day())
                .filter(raw -> raw.endpoints().contains(place.endpoint()))
                .map(raw -> raw.completion(place.endpoint()).attempt())
                .orElse(0);
        for (int number : attempts.numbers(place.source(), place.endpoint(), place.day())) {
            if (number != kept && isToGo(place, number, number < kept, isRewritten, changes)) {
                attempts.delete(RawPaths.attempt(place.source(), place.endpoint(), place.day(), number));
                isRewritten = true;
            }
        }
        return isRewritten;
    }

    /** What is not in force goes where it names the person, or cannot be looked into because a process died in it. */
    private boolean isToGo(Place place, int attempt, boolean isReplaced, boolean isRewritten, Changes changes) {
        String folder = RawPaths.attempt(place.source(), place.endpoint(), place.day(), attempt);
        List<String> keys = store.list(folder + "part-");
        long parts = keys.stream().filter(key -> !key.endsWith(".json")).count();
        boolean isTorn = parts * 2 != keys.size()
                || (isReplaced && !zone.isComplete(place.source(), place.endpoint(), place.day(), attempt));
        return isTorn || (isReplaced && isRewritten) || count(place, attempt, changes) > 0;
    }

    private void write(Place place, RawZone.Reader current, Optional<String> heldBack) {
        Completion old = current.completion(place.endpoint());
        boolean isAccepted = heldBack.filter(place.endpoint()::equals).isPresent()
                && AcceptedShrink.isGiven(current, place.endpoint());
        int attempt = zone.nextAttempt(place.source(), place.endpoint(), place.day());
        RawZone.Writer writer = zone.writer(place.source(), place.endpoint(), place.day(), attempt);
        String folder = RawPaths.attempt(place.source(), place.endpoint(), place.day(), old.attempt());
        for (PartFacts facts : old.parts()) {
            try (RawZone.Part part = writer.part(facts.request(), facts.format());
                    InputStream in = file(folder, place.endpoint(), facts).open()) {
                in.transferTo(part.output());
                facts.warnings().forEach(part::warn);
                facts.dropped().forEach(part::dropped);
                part.commit(facts.records(), facts.attributes());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot rewrite " + folder + facts.file(), e);
            }
        }
        old.warnings().forEach(writer::warn);
        Map<String, Long> ofEndpoint = new TreeMap<>(old.dropped());
        old.parts().forEach(part -> part.dropped().forEach((reason, n) -> ofEndpoint.merge(reason, -n, Long::sum)));
        ofEndpoint.forEach((reason, count) -> {
            if (count > 0) {
                writer.dropped(reason, count);
            }
        });
        writer.complete(old.windowFrom(), old.windowTo(), old.fetchedAt(), old.codeVersion());
        Map<String, Integer> inForce = new TreeMap<>(Map.of(place.endpoint(), attempt));
        if (isAccepted) {
            AcceptedShrink.keep(
                    zone,
                    zone.completion(place.source(), place.endpoint(), place.day(), attempt)
                            .orElseThrow());
            inForce.put(AcceptedShrink.ENDPOINT, attempt);
        }
        zone.makeCurrent(place.source(), place.day(), inForce);
    }

    private RawZone.PartFile file(String folder, String endpoint, PartFacts part) {
        return new RawZone.PartFile(
                store,
                folder + part.file(),
                endpoint,
                part.request(),
                part.format(),
                part.records(),
                part.bytes(),
                part.sha256(),
                part.attributes());
    }
}
