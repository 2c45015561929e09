package org.scewarehouse.etl.erasure;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.erasure.ErasedIdentifier.Rule;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawFilter;
import org.scewarehouse.etl.star.Pseudonyms;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Warehouse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who was erased, kept in the lake: {@code identified/_erasure/erased.json} holds keyed hashes,
 * {@code identified/_erasure/unfinished.json} the plan of an erasure that is not through, until it is, and
 * {@code unfinished-TOKEN.json} that of one which left something.
 */
public final class ErasureRegistry implements RawFilter {

    static final String KEY = "identified/_erasure/erased.json";

    /** The only objects that may name a person while an erasure is at work, or could not remove everything. */
    static final String PLANS = "identified/_erasure/unfinished";

    private static final String UNFINISHED = PLANS + ".json";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ObjectStore store;
    private final Pseudonyms pseudonyms;

    private record Content(List<ErasedIdentifier> erased) {}

    /** The registry in this store; its hashes are made with the secret of these pseudonyms. */
    public ErasureRegistry(ObjectStore store, Pseudonyms pseudonyms) {
        this.store = store;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Everybody who was erased.
     *
     * @throws SourceMisconfigured where somebody was erased under another secret, so that nobody can tell any more who
     */
    public List<ErasedIdentifier> erased() {
        List<ErasedIdentifier> erased = store.read(KEY)
                .map(content -> parse(KEY, content, Content.class).erased())
                .orElse(List.of());
        if (erased.stream().anyMatch(one -> !one.secretFingerprint().equals(pseudonyms.fingerprint()))) {
            throw new SourceMisconfigured(
                    KEY + ": people were erased under another sce.privacy.secret, so that they would not"
                            + " be known again; set it back. Where it must change, raw already has tokens instead of"
                            + " them: delete this file in the new lake, and erase anew whom the sources still name");
        }
        return erased;
    }

    /** Adds identifiers; those that are there stay, with the day on which they were erased first. */
    void add(List<ErasedIdentifier> identifiers) {
        boolean isWritten = false;
        while (!isWritten) {
            byte[] before = store.read(KEY).orElse(null);
            List<ErasedIdentifier> all = new ArrayList<>(erased());
            Set<ErasedIdentifier> known =
                    all.stream().map(ErasureRegistry::undated).collect(Collectors.toSet());
            identifiers.stream().filter(one -> !known.contains(undated(one))).forEach(all::add);
            isWritten = store.replaceIf(KEY, before, MAPPER.writeValueAsBytes(new Content(all)));
        }
    }

    private static ErasedIdentifier undated(ErasedIdentifier one) {
        return new ErasedIdentifier(
                one.hash(),
                one.characters(),
                one.rule(),
                one.field(),
                one.token(),
                one.validFrom(),
                one.validTo(),
                LocalDate.EPOCH,
                one.secretFingerprint());
    }

    /** The erasure that is not through. */
    public Optional<ErasurePlan> unfinished() {
        return store.read(UNFINISHED).map(content -> parse(UNFINISHED, content, ErasurePlan.class));
    }

    /**
     * Begins an erasure: from now on nothing new of the person reaches raw.
     *
     * @return false where another one is at work
     */
    public boolean begin(ErasurePlan plan, LocalDate today) {
        boolean isFirst = store.createIfAbsent(UNFINISHED, MAPPER.writeValueAsBytes(plan));
        boolean isMine = isFirst || unfinished().filter(plan::equals).isPresent();
        if (isMine) {
            add(plan.hashed(pseudonyms, today));
        }
        return isMine;
    }

    /** Forgets the plan. */
    public void end(ErasurePlan plan) {
        store.delete(aside(plan));
        forget(plan);
    }

    /** Another process may have brought it to its end too, and somebody else's may have begun since. */
    private void forget(ErasurePlan plan) {
        if (unfinished().filter(plan::equals).isPresent()) {
            store.delete(UNFINISHED);
        }
    }

    /** Lets others be erased before what this one left can be removed. */
    public void setAside(ErasurePlan plan) {
        store.put(aside(plan), MAPPER.writeValueAsBytes(plan));
        forget(plan);
    }

    /** Erasures that were set aside. */
    public List<ErasurePlan> setAside() {
        return store.list(PLANS + "-").stream()
                .map(key -> parse(key, store.read(key).orElseThrow(), ErasurePlan.class))
                .toList();
    }

    private static String aside(ErasurePlan plan) {
        return PLANS + "-" + plan.token() + ".json";
    }

    /** Whom the identifier meant, or whose token it is; null where nobody of that name was erased. */
    public @Nullable ErasedIdentifier find(String identifier, boolean isEmployeeId) {
        String hash = pseudonyms.erased(identifier);
        return erased().stream()
                .filter(one -> one.token().equals(identifier)
                        || (one.hash().equals(hash) && ErasurePlan.means(one.rule(), identifier, isEmployeeId)))
                .findFirst()
                .orElse(null);
    }

    /** Whether HR knew who has the token. */
    public boolean wasEmployee(String token) {
        return erased().stream().anyMatch(one -> one.token().equals(token) && one.rule() == Rule.FIELD);
    }

    @Override
    public Changes of(String source, LocalDate day) {
        return changes(erased(), day);
    }

    /** What an erasure would change. */
    public RawFilter preview(ErasurePlan plan) {
        List<ErasedIdentifier> hashed = plan.hashed(pseudonyms, LocalDate.EPOCH);
        return (source, day) -> changes(hashed, day);
    }

    private Changes changes(List<ErasedIdentifier> identifiers, LocalDate day) {
        List<ErasedIdentifier> valid =
                identifiers.stream().filter(one -> one.isValidOn(day)).toList();
        if (valid.isEmpty()) {
            return Changes.NONE;
        }
        return new Changes() {
            @Override
            public OutputStream stream(String format, OutputStream target) {
                Erased erased = new Erased(pseudonyms, valid);
                return format.equals("frames")
                        ? new ErasingFrames(erased, target)
                        : new ErasingLines(erased, format, target);
            }

            @Override
            public String text(String text) {
                return new Erased(pseudonyms, valid).text(text);
            }
        };
    }

    /** Reference files as they are read: without the people who were erased. */
    public Reference reference(ObjectStore folder) {
        Erased erased = new Erased(
                pseudonyms,
                erased().stream()
                        .filter(one -> one.validTo().equals(Warehouse.OPEN_END))
                        .toList());
        Map<String, byte[]> files = new TreeMap<>();
        Reference.files(folder).forEach((name, content) -> {
            String text = new String(content, StandardCharsets.UTF_8);
            String after = erased.text(text);
            files.put(name, after.equals(text) ? content : after.getBytes(StandardCharsets.UTF_8));
        });
        return Reference.parse(files);
    }

    /** Whether a text of today names somebody who was erased. */
    public boolean isNamed(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return !of("", Warehouse.OPEN_END.minusDays(1)).text(text).equals(text);
    }

    private static <T extends Record> T parse(String key, byte[] content, Class<T> type) {
        try {
            return MAPPER.readValue(content, type);
        } catch (JacksonException e) {
            throw new DataRejected(key + ": expected what this product wrote, got something else; restore the file");
        }
    }
}
