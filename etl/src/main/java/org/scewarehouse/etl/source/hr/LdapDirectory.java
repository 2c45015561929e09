package org.scewarehouse.etl.source.hr;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.model.Day;

/**
 * People of a directory such as Active Directory or OpenLDAP, as of now. An entry that comes twice counts once; a
 * directory that goes on and on with entries that it has given is refused.
 */
public final class LdapDirectory implements HrExtract {

    /** Pages without a new entry that are put up with. */
    private static final int STALE_PAGES_MAX = 3;

    private final LdapSettings settings;
    private final HrParseSettings parse;
    private final Retry retry;
    private final LdapClient client;

    /**
     * A directory; nothing is asked yet.
     *
     * @throws SourceMisconfigured if the settings cannot work, naming all that is wrong
     */
    public LdapDirectory(LdapSettings settings, HrParseSettings parse, Retry retry) {
        List<String> faults = settings.faults();
        if (!faults.isEmpty()) {
            throw new SourceMisconfigured(String.join("\n", faults));
        }
        this.settings = settings;
        this.parse = parse;
        this.retry = retry;
        this.client = new LdapClient(settings);
    }

    @Override
    public Endpoint.Kind endpointKind() {
        return Endpoint.Kind.SNAPSHOT;
    }

    @Override
    public Reach reach(Instant now, ZoneId zone) {
        retry.call(() -> {
            client.tryOut();
            return null;
        });
        return Observation.reach(now, zone, "a directory answers as of now only");
    }

    @Override
    public void extract(Day day, RawZone.Writer raw, Progress progress) {
        if (!raw.has(settings.baseDn())) {
            retry.call(() -> {
                keep(raw, progress);
                return null;
            });
        }
    }

    private void keep(RawZone.Writer raw, Progress progress) {
        String reference = Objects.requireNonNull(HrKind.LDAP.reference());
        List<String> attributes =
                parse.kept().stream().filter(name -> !name.equals(reference)).toList();
        try (RawZone.Part part = raw.part(settings.baseDn(), "jsonl")) {
            OncePerReference people = new OncePerReference(part);
            int[] stalePages = {0};
            long[] known = {0};
            client.entries(attributes, fields -> people.write(name(fields, reference), fields), () -> {
                stalePages[0] = people.written() == known[0] ? stalePages[0] + 1 : 0;
                known[0] = people.written();
                if (stalePages[0] > STALE_PAGES_MAX) {
                    throw new SourceChanged(HrSource.NAME + ", " + settings + ": expected further people, got "
                            + stalePages[0] + " pages without any; ask who runs the directory");
                }
                progress.advance("people", people.written(), -1);
            });
            people.commit(Map.of());
        }
    }

    private static String name(Map<String, String> fields, String reference) {
        return Objects.requireNonNull(fields.get(reference)).toLowerCase(Locale.ROOT);
    }
}
