package org.scewarehouse.jobs.run;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.scewarehouse.etl.erasure.ErasedIdentifier;
import org.scewarehouse.etl.erasure.ErasurePlan;
import org.scewarehouse.etl.lake.RawFilter;
import org.scewarehouse.etl.lake.RawRewrite;
import org.scewarehouse.etl.load.PersonSearch;
import org.scewarehouse.etl.source.hr.HrColumn;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.MailMap;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;

/** The entrance of {@code sce erase}: whom it is about, and what it would change. */
public final class Erasing {

    private final Session session;
    private final Console console;
    private final Workplace workplace;

    private Erasing(Session session, Workplace workplace) {
        this.session = session;
        this.console = session.console();
        this.workplace = workplace;
    }

    /** Erases a person everywhere, or tells what that would change; an erasure that was killed is finished first. */
    public static ExitCode erase(EraseRequest request, Session session) {
        return erase(request, session, Wiring.DIRECT);
    }

    static ExitCode erase(EraseRequest request, Session session, Wiring wiring) {
        try (Workplace workplace = Workplace.open(session, StepProgress.NONE, wiring)) {
            return new Erasing(session, workplace).erase(request);
        } catch (DayRuns.LockHeld e) {
            session.console().error("not erased yet: " + e.getMessage() + "; run the command again after its end");
            return ExitCode.LOCKED;
        }
    }

    private ExitCode erase(EraseRequest request) {
        refuseUnknownSources();
        Optional<ErasurePlan> unfinished = workplace.erasures().unfinished();
        if (unfinished.isPresent() && !request.isDryRun()) {
            console.line("an erasure that was not through is finished first ("
                    + unfinished.get().token() + ")");
            ExitCode code = new Erasure(session, workplace, unfinished.get()).run();
            boolean isSetAside = code == ExitCode.BROKEN && !unfinished.get().isAbout(request.name());
            if (code != ExitCode.DONE && code != ExitCode.DONE_WITH_WARNINGS && !isSetAside) {
                return code;
            }
        }
        Optional<ErasurePlan> before = workplace.erasures().setAside().stream()
                .filter(plan -> plan.isAbout(request.name()))
                .findFirst();
        if (before.isPresent()) {
            return erase(before.get(), request);
        }
        List<Long> people = new PersonSearch(workplace.dataSource()).people(request.name(), request.isEmployeeId());
        if (people.isEmpty()) {
            return nobody(request);
        }
        if (people.size() > 1) {
            console.error("this name has meant " + people.size() + " people, one after another; say which one is meant:"
                    + " sce erase --employee-id ID");
            return ExitCode.ACT;
        }
        return erase(plan(people.get(0)), request);
    }

    private ExitCode erase(ErasurePlan plan, EraseRequest request) {
        if (request.isDryRun() || !request.isAgreed()) {
            tell(plan);
            console.line("nothing was changed; --yes erases, which cannot be undone");
            return request.isDryRun() ? ExitCode.DONE : ExitCode.ACT;
        }
        return new Erasure(session, workplace, plan).run();
    }

    /** A day that is rewritten in raw must be built again, by its source. */
    private void refuseUnknownSources() {
        for (String source : new RawRewrite(workplace.store(), RawFilter.NONE).sources()) {
            workplace.source(source);
        }
    }

    private ExitCode nobody(EraseRequest request) {
        ErasedIdentifier erased = workplace.erasures().find(Identities.plain(request.name()));
        if (erased != null) {
            console.line("was erased on " + erased.erasedOn() + " (" + erased.token() + "); nothing is left to do");
            return ExitCode.DONE;
        }
        console.error("nobody is known by this " + (request.isEmployeeId() ? "employee id" : "login or e-mail address")
                + ", so nothing was changed; ./sce sql with role bi_hr shows hr.person and hr.bridge_identity");
        return ExitCode.ACT;
    }

    private ErasurePlan plan(long userId) {
        FormerNames hr = new FormerNames(session.settings().sources().hr());
        ErasurePlan.Builder names = new ErasurePlan.Builder();
        RawRewrite places = new RawRewrite(workplace.store(), RawFilter.NONE);
        new PersonSearch(workplace.dataSource())
                .collect(userId, hr.field(HrColumn.EMPLOYEE_ID), hr.field(HrColumn.MANAGER_EMPLOYEE_ID), names)
                .ifPresent(id -> hr.collect(workplace.context().lake().raw(), places, id, names));
        MailMap mailMap = workplace.context().dimensions().reference().mailMap();
        mailMap.standingFor(names.words()).forEach(names::login);
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        // Letters and digits only, so that it stays one word in names of pods and in JupyterHub's escapes.
        return names.build("erased" + HexFormat.of().formatHex(random), List.of(userId));
    }

    private void tell(ErasurePlan plan) {
        RawRewrite raw = new RawRewrite(workplace.store(), workplace.erasures().preview(plan));
        for (String source : raw.sources()) {
            int parts = 0;
            SortedSet<LocalDate> days = new TreeSet<>();
            for (String folder : raw.folders(source)) {
                int count = raw.count(RawRewrite.place(source, folder));
                parts += count;
                if (count > 0) {
                    days.add(RawRewrite.place(source, folder).day());
                }
            }
            console.line(source + "  " + parts + " parts of raw name the person, on " + days.size() + " days"
                    + (days.isEmpty() ? "" : " (" + days.first() + " to " + days.last() + ")"));
        }
    }

    static LocalDate today(Session session) {
        return session.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
