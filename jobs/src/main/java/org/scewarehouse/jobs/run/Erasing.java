package org.scewarehouse.jobs.run;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
            session.console()
                    .error("not erased yet: another run works at source " + e.source()
                            + "; run the command again after its end");
            return ExitCode.LOCKED;
        }
    }

    private ExitCode erase(EraseRequest request) {
        refuseUnknownSources();
        Optional<ErasurePlan> unfinished = workplace.erasures().unfinished();
        if (unfinished.isPresent() && request.isDryRun()) {
            console.line("an erasure that was not through would be finished first ("
                    + unfinished.get().token() + ")");
        } else if (unfinished.isPresent()) {
            console.line("an erasure that was not through is finished first ("
                    + unfinished.get().token() + ")");
            ExitCode code = new Erasure(session, workplace, unfinished.get()).run();
            boolean isSetAside =
                    code == ExitCode.BROKEN && !unfinished.get().isAbout(request.name(), request.isEmployeeId());
            if (code != ExitCode.DONE && code != ExitCode.DONE_WITH_WARNINGS && !isSetAside) {
                return code;
            }
        }
        return search(request);
    }

    /** Erases whom the warehouse knows by the name; who was erased may have other names since. */
    private ExitCode search(EraseRequest request) {
        PersonSearch search = new PersonSearch(workplace.dataSource());
        String name = Identities.plain(request.name());
        ErasedIdentifier erased = workplace.erasures().find(name, request.isEmployeeId());
        boolean isToken = erased != null && erased.token().equals(name);
        List<Long> people = isToken ? List.of() : search.people(name, request.isEmployeeId());
        if (people.size() > 1) {
            console.error("this name has meant " + people.size() + " people, one after another; say which one is meant:"
                    + " sce erase --employee-id ID");
            return ExitCode.ACT;
        }
        if (people.size() == 1) {
            String known = workplace.erasures().setAside().stream()
                    .filter(plan -> plan.isAbout(name, request.isEmployeeId()))
                    .map(ErasurePlan::token)
                    .findFirst()
                    .orElse(null);
            return erase(plan(search, people, known), request);
        }
        return erased == null ? nobody(request) : searchAgain(search, erased, isToken, request);
    }

    private ExitCode searchAgain(PersonSearch search, ErasedIdentifier erased, boolean isToken, EraseRequest request) {
        String token = erased.token();
        boolean wasEmployee = workplace.erasures().wasEmployee(token);
        List<Long> people = new ArrayList<>(search.erased(token, wasEmployee));
        List<Long> resembling = search.resembling(token, wasEmployee);
        if (resembling.size() > 1 || (!isToken && !resembling.isEmpty())) {
            ExitCode code = left(token).map(plan -> erase(plan, request)).orElse(ExitCode.DONE);
            console.error("who was called so was erased on " + erased.erasedOn() + "; HR tells of " + resembling.size()
                    + " by the same names since, who may be somebody else (" + token
                    + " in hr.person or hr.bridge_identity). To erase them: ./sce erase --employee-id ID --yes"
                    + (resembling.size() > 1 ? "" : "; if this is the same person: ./sce erase " + token + " --yes"));
            return code.and(ExitCode.ACT);
        }
        people.addAll(resembling);
        return erase(plan(search, people, token), request);
    }

    private ExitCode erase(ErasurePlan plan, EraseRequest request) {
        ErasedIdentifier erased = workplace.erasures().find(plan.token(), false);
        if (erased != null && !plan.isNews()) {
            console.line("was erased on " + erased.erasedOn() + " (" + plan.token() + "); nothing is left to do");
            return ExitCode.DONE;
        }
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
        console.error("nobody is known by this " + (request.isEmployeeId() ? "employee id" : "login or e-mail address")
                + ", so nothing was changed; ./sce sql with role bi_hr shows hr.person and hr.bridge_identity");
        return ExitCode.ACT;
    }

    /**
     * With what an earlier erasure of the person left to do.
     *
     * @param known token of whom it is about; null where they may have none yet
     */
    private ErasurePlan plan(PersonSearch search, List<Long> people, @Nullable String known) {
        FormerNames hr = new FormerNames(session.settings().sources().hr());
        ErasurePlan.Builder names = new ErasurePlan.Builder();
        RawRewrite places = new RawRewrite(workplace.store(), RawFilter.NONE);
        Map<Long, String> employeeIds = new HashMap<>();
        for (long userId : people) {
            search.collect(userId, hr.field(HrColumn.EMPLOYEE_ID), hr.field(HrColumn.MANAGER_EMPLOYEE_ID), names)
                    .ifPresent(id -> {
                        hr.collect(workplace.context().lake().raw(), places, id, names);
                        employeeIds.put(userId, id);
                    });
        }
        search.exceptOthers(people, names);
        MailMap mailMap = workplace.context().dimensions().reference().mailMap();
        mailMap.standingFor(names.words()).forEach(names::login);
        String had = known == null ? tokenAmong(names.words(), employeeIds.values()) : known;
        String token = had == null ? newToken() : had;
        workplace.erasures().erased().stream()
                .map(ErasedIdentifier::token)
                .filter(other -> !other.equals(token))
                .forEach(names::except);
        // The key of whom HR calls by the token is made of it, and stays theirs.
        List<Long> leaving = people.stream()
                .filter(userId -> {
                    String employeeId = employeeIds.get(userId);
                    return !token.equals(employeeId == null ? had : employeeId);
                })
                .toList();
        ErasurePlan plan = names.build(token, leaving);
        return left(token).map(plan::after).orElse(plan);
    }

    /** What an erasure that was set aside left to do. */
    private Optional<ErasurePlan> left(String token) {
        return workplace.erasures().setAside().stream()
                .filter(plan -> plan.token().equals(token))
                .findFirst();
    }

    /** The token that the person has already; null where they have none. */
    private @Nullable String tokenAmong(Set<String> words, Collection<String> employeeIds) {
        return workplace.erasures().erased().stream()
                .map(ErasedIdentifier::token)
                .filter(token -> employeeIds.contains(token)
                        || (words.contains(token) && !workplace.erasures().wasEmployee(token)))
                .findFirst()
                .orElse(null);
    }

    /** Letters and digits only, so that it stays one word in names of pods and in JupyterHub's escapes. */
    private static String newToken() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return "erased" + HexFormat.of().formatHex(random);
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
