package org.scewarehouse.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.simulator.awsbatch.BatchTruth;
import org.scewarehouse.etl.simulator.awsbatch.BatchWorld;
import org.scewarehouse.etl.simulator.awsbatch.SyntheticJobs;

/** AWS Batch in a process of its own, so that its jobs take none of the memory that is measured. */
final class BatchProcess implements AutoCloseable {

    private final Process process;
    private final URI address;

    private BatchProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Two days of jobs, seen three hours after the second one.
     *
     * @param asked where each operation and its request are noted, a line each
     */
    static BatchProcess of(LocalDate first, int jobsPerDay, Path asked) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-Duser.timezone=UTC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        first.toString(),
                        Integer.toString(jobsPerDay),
                        asked.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = Objects.requireNonNull(process.inputReader().readLine(), "the simulator did not start");
        return new BatchProcess(process, URI.create(line));
    }

    URI address() {
        return address;
    }

    /** Ends the notes, so that they can be read. */
    void endNotes() throws IOException {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
        process.inputReader().readLine();
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** What that process runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws Exception {
            LocalDate first = LocalDate.parse(arguments[0]);
            BatchWorld world = new BatchWorld(
                    SyntheticJobs.make(
                            3, first, 2, Integer.parseInt(arguments[1]), List.of("anna", "bo", "carla", "dirk")),
                    SyntheticJobs.RETENTION);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try (AwsBatchSimulator simulator = AwsBatchSimulator.start(world, false);
                    BufferedWriter notes = Files.newBufferedWriter(Path.of(arguments[2]))) {
                long end = BatchTruth.begin(first.plusDays(2));
                simulator.at(Instant.ofEpochMilli(end).plus(Duration.ofHours(3)));
                simulator.heardBy((operation, request) -> note(notes, operation, request));
                System.out.println(simulator.address());
                in.readLine();
                simulator.heardBy((operation, request) -> {});
                notes.flush();
                System.out.println();
                in.readLine();
            }
        }

        private static synchronized void note(BufferedWriter notes, String operation, byte[] request) {
            try {
                notes.write(operation + " " + new String(request, StandardCharsets.UTF_8) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
