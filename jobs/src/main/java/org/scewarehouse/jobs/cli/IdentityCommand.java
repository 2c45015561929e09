package org.scewarehouse.jobs.cli;

import java.util.concurrent.Callable;
import org.scewarehouse.jobs.run.IdentityDecisions;
import org.scewarehouse.jobs.run.IdentityDecisions.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "identity",
        description = {
            "Decide whom an identifier means, where HR cannot tell.",
            "Days that took it for somebody else are rebuilt by the next nightly run.",
            "The file identity_overrides.csv of sce.reference has the say over these decisions.",
            "",
            "  sce identity merge connect:4711 login:anna        the account is Anna's",
            "  sce identity split login:robot                    robot is a person of its own",
            "  sce identity merge --undo connect:4711            as if never decided"
        },
        subcommands = {IdentityCommand.Merge.class, IdentityCommand.Split.class})
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class IdentityCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Give merge or split.");
    }

    /** Two identifiers of one person. */
    @Command(name = "merge", description = "The first identifier means whom the second one means.")
    @SuppressWarnings("NullAway.Init") // The fields are set from the command line.
    static final class Merge implements Callable<Integer> {
        @ParentCommand
        private IdentityCommand parent;

        @Spec
        private CommandSpec spec;

        @Option(names = "--undo", description = "Take back what was decided about the first identifier.")
        private boolean isUndone;

        @Parameters(arity = "1..2", paramLabel = "SYSTEM:IDENTIFIER", description = "Such as login:anna.")
        private String[] names;

        @Override
        public Integer call() {
            if (isUndone) {
                return undo(parent, spec, names);
            }
            if (names.length != 2) {
                throw new ParameterException(spec.commandLine(), "Give two identifiers: sce identity merge A B.");
            }
            return IdentityDecisions.decide(name(spec, names[0]), name(spec, names[1]), parent.sce.session())
                    .number();
        }
    }

    /** An identifier that is nobody else's. */
    @Command(name = "split", description = "The identifier means a person of its own, whatever HR says.")
    @SuppressWarnings("NullAway.Init") // The fields are set from the command line.
    static final class Split implements Callable<Integer> {
        @ParentCommand
        private IdentityCommand parent;

        @Spec
        private CommandSpec spec;

        @Option(names = "--undo", description = "Take back what was decided about the identifier.")
        private boolean isUndone;

        @Parameters(arity = "1", paramLabel = "SYSTEM:IDENTIFIER", description = "Such as login:robot.")
        private String[] names;

        @Override
        public Integer call() {
            return isUndone
                    ? undo(parent, spec, names)
                    : IdentityDecisions.decide(name(spec, names[0]), name(spec, names[0]), parent.sce.session())
                            .number();
        }
    }

    private static int undo(IdentityCommand parent, CommandSpec spec, String[] names) {
        return IdentityDecisions.undo(name(spec, names[0]), parent.sce.session())
                .number();
    }

    private static Name name(CommandSpec spec, String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new ParameterException(
                    spec.commandLine(), "'" + text + "' is no identifier such as login:anna or connect:4711");
        }
        return new Name(text.substring(0, colon), text.substring(colon + 1));
    }
}
