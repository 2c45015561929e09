package org.scewarehouse.jobs.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scewarehouse.etl.lake.DecisionZone;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.IdentityOverrides;
import org.scewarehouse.etl.star.IdentityOverrides.Decision;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.scewarehouse.model.Warehouse;

/** What operators decide about identities: kept in the lake, brought into the warehouse, and taken back again. */
public final class IdentityDecisions {

    private static final String HEADER = "system,identifier,same_system,same_identifier,valid_from,valid_to";

    private IdentityDecisions() {}

    /** An identifier and where it is used. */
    public record Name(String system, String identifier) {

        /** As compared. */
        Name plain() {
            return new Name(system, Identities.plain(identifier));
        }
    }

    /**
     * Lets one identifier mean whom another means; the same twice makes it a person of its own.
     *
     * @throws SettingsRejected where the reference file, which has the say, is about the identifier too
     */
    public static ExitCode decide(Name name, Name same, Session session) {
        Decision decision = new Decision(
                name.plain().system(),
                name.plain().identifier(),
                same.plain().system(),
                same.plain().identifier(),
                Warehouse.OPEN_START,
                Warehouse.OPEN_END);
        return change(name.plain(), Optional.of(decision), session);
    }

    /** Takes back what was decided about an identifier. */
    public static ExitCode undo(Name name, Session session) {
        return change(name.plain(), Optional.empty(), session);
    }

    private static ExitCode change(Name name, Optional<Decision> decision, Session session) {
        try (Workplace workplace = Workplace.open(session, StepProgress.NONE)) {
            RunContext context = workplace.context();
            refuseWhatReferenceSays(name, context.dimensions().reference().identityOverrides());
            DecisionZone zone = context.lake().decisions();
            Optional<byte[]> before = zone.read();
            List<Decision> decisions =
                    new ArrayList<>(before.map(content -> IdentityOverrides.parse(DecisionZone.KEY, content))
                            .orElse(IdentityOverrides.NONE)
                            .decisions());
            boolean wasThere = decisions.removeIf(made -> isAbout(name, made));
            if (decision.isEmpty() && !wasThere) {
                session.console().line("nothing was decided about it; nothing changed");
                return ExitCode.DONE;
            }
            decision.ifPresent(decisions::add);
            if (!zone.replace(before, csv(decisions).getBytes(StandardCharsets.UTF_8))) {
                session.console().error("another decision was made in the same moment; run the command again");
                return ExitCode.RUN_AGAIN;
            }
            int stale = workplace.applyDecisions();
            session.console()
                    .line("decided; " + stale + (stale == 1 ? " source-day is" : " source-days are")
                            + " stale by it and will be rebuilt by sce nightly");
            return ExitCode.DONE;
        }
    }

    private static void refuseWhatReferenceSays(Name name, IdentityOverrides reference) {
        if (reference.decisions().stream().anyMatch(made -> isAbout(name, made))) {
            throw new SettingsRejected(List.of("sce.reference: " + IdentityOverrides.FILE
                    + " has a row about this identifier, which counts before any command; change it there"));
        }
    }

    private static boolean isAbout(Name name, Decision made) {
        return made.system().equals(name.system()) && made.identifier().equals(name.identifier());
    }

    private static String csv(List<Decision> decisions) {
        return decisions.stream()
                .map(made -> String.join(
                        ",",
                        quoted(made.system()),
                        quoted(made.identifier()),
                        quoted(made.sameSystem()),
                        quoted(made.sameIdentifier()),
                        made.validFrom().toString(),
                        made.validTo().toString()))
                .collect(Collectors.joining("\n", HEADER + "\n", "\n"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
