package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.simulator.awsbatch.BatchWorld;
import org.scewarehouse.etl.simulator.awsbatch.EventArchiveWriter;
import org.scewarehouse.etl.simulator.awsbatch.SyntheticJobs;
import org.scewarehouse.etl.simulator.cloudwatch.CloudWatchSimulator;
import org.scewarehouse.etl.simulator.cloudwatch.SimulatedMetric;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectSimulator;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.WorldSettings;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabSimulator;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;

/** Every source there is, with the three days of {@link SmallOrganisation}; the same people use all of them. */
final class EverySource implements AutoCloseable {

    /** Names of the sources. */
    static final List<String> NAMES =
            List.of("hr", "reference", "prometheus", "aws_batch", "cloudwatch", "home_drive", "connect", "gitlab");

    /** The fourth did nothing; the name of a pod holds the login. */
    private static final String PEOPLE = """
            employee_id,login,email,status,department_code,department_name,given_name,family_name,manager_employee_id
            P-77001,Anna.Smith,a.quill@science.example,active,S,Statistics,Annabelle,Quillfeather,
            P-77002,bo,b.wexel@science.example,active,G,Genetics,Bodo,Wexelblatt,P-77001
            P-77003,tuttlebee,t@science.example,left,G,Genetics,Carla,Tuttlebee,P-77002
            P-77004,report-123,r@science.example,active,G,Genetics,Rosa,Rappbauer,P-77002
            """;

    /** What gives away the first of the people, wherever it stands. */
    static final List<String> OF_ANNA =
            List.of("anna.smith", "anna-smith", "smith", "a.quill", "quillfeather", "annabelle", "p-77001");

    /** The same of others. */
    static final List<String> OF_OTHERS = List.of("tuttlebee", "wexelblatt", "b.wexel", "p-77002");

    private static final List<WorldSettings.Person> ACCOUNTS = List.of(
            new WorldSettings.Person("administrator", "root@example.org"),
            new WorldSettings.Person("publisher", "publisher@example.org"),
            new WorldSettings.Person("anna.smith", "a.quill@science.example"),
            new WorldSettings.Person("bo", "b.wexel@science.example"),
            new WorldSettings.Person("tuttlebee", "t@science.example"));

    private static final List<org.scewarehouse.etl.simulator.gitlab.WorldSettings.Person> AUTHORS = ACCOUNTS.stream()
            .skip(1)
            .map(person ->
                    new org.scewarehouse.etl.simulator.gitlab.WorldSettings.Person(person.username(), person.email()))
            .toList();

    private static final LocalDate FIRST = SmallOrganisation.FIRST;

    private final PrometheusSimulator prometheus =
            new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
    private final AwsBatchSimulator batch;
    private final CloudWatchSimulator cloudWatch;
    private final ConnectSimulator connect;
    private final GitlabSimulator gitlab;
    private final Map<String, String> environment = new HashMap<>();

    /** Servers that are up, and files in the folder. */
    EverySource(Path folder) throws IOException {
        BatchWorld world = new BatchWorld(
                SyntheticJobs.make(11, FIRST, 3, 60, List.of("anna.smith", "bo", "tuttlebee")),
                SyntheticJobs.RETENTION);
        batch = AwsBatchSimulator.start(world, true);
        batch.at(SmallOrganisation.NOW);
        Path events = Files.createDirectories(folder.resolve("events"));
        new EventArchiveWriter(world).write(events, SmallOrganisation.NOW);
        cloudWatch = CloudWatchSimulator.start(List.of(
                SimulatedMetric.of("AWS/EFS", "StorageBytes", Map.of("FileSystemId", "fs-0a", "StorageClass", "Total"))
                        .every(900, FIRST.atStartOfDay().toInstant(ZoneOffset.UTC), SmallOrganisation.NOW, 5e12)));
        cloudWatch.at(SmallOrganisation.NOW);
        ConnectWorld content = new ConnectWorld(new WorldSettings(1, FIRST, 3, 40, ACCOUNTS, 3, 2));
        connect = new ConnectSimulator(content, ConnectOptions.of2026(), SmallOrganisation.NOW);
        gitlab = new GitlabSimulator(
                new GitlabWorld(
                        new org.scewarehouse.etl.simulator.gitlab.WorldSettings(1, FIRST, 3, 20, AUTHORS, 0.5, 5, 1)),
                GitlabOptions.usual().withQuickLanguages(),
                SmallOrganisation.NOW);
        System.setProperty("aws.accessKeyId", AwsBatchSimulator.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", AwsBatchSimulator.SECRET_KEY);
        writeFiles(folder);
        tell(folder, events);
    }

    private static void writeFiles(Path folder) throws IOException {
        Path people = Files.createDirectories(folder.resolve("people"));
        Path scans = Files.createDirectories(folder.resolve("scans"));
        for (String day : List.of("20260818", "20260819", "20260820")) {
            Files.writeString(people.resolve("hr_workers_" + day + ".csv"), PEOPLE);
            Files.write(people.resolve("hr_workers_" + day + ".csv.done"), new byte[0]);
            String at = LocalDate.parse(day, java.time.format.DateTimeFormatter.BASIC_ISO_DATE) + "T20:00:00Z";
            Files.writeString(
                    scans.resolve("home_drives_" + day + ".csv"),
                    "path,owner,bytes,files,scanned_at\n/home/anna.smith,anna.smith,1000,10," + at
                            + "\n/home/tuttlebee,tuttlebee,700,7," + at + "\n");
        }
        Path reference = Files.createDirectories(folder.resolve("reference"));
        Files.writeString(reference.resolve("platform_team.csv"), "login,valid_from,valid_to\nanna.smith,,\n");
        Files.writeString(
                reference.resolve("user_groups.csv"),
                "login,group,valid_from,valid_to\nanna.smith,modellers,,\nbo,modellers,,\n");
    }

    private void tell(Path folder, Path events) {
        String since = FIRST.toString();
        environment.put("SCE_REFERENCE", folder.resolve("reference").toString());
        environment.put("SCE_SOURCES_PROMETHEUS_URL", prometheus.url());
        environment.put("SCE_SOURCES_HR_KIND", "csv");
        environment.put("SCE_SOURCES_HR_PATH", folder.resolve("people").toString());
        environment.put("SCE_SOURCES_AWS_BATCH_REGION", AwsBatchSimulator.REGION);
        environment.put("SCE_SOURCES_AWS_BATCH_ENDPOINT", batch.address().toString());
        environment.put("SCE_SOURCES_AWS_BATCH_EVENTS", events.toString());
        environment.put("SCE_SOURCES_AWS_BATCH_SINCE", since);
        environment.put("SCE_SOURCES_AWS_BATCH_DESCRIBE_RATE", "1000");
        environment.put("SCE_SOURCES_CLOUDWATCH_REGION", CloudWatchSimulator.REGION);
        environment.put("SCE_SOURCES_CLOUDWATCH_ENDPOINT", cloudWatch.address().toString());
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", folder.resolve("scans").toString());
        environment.put("SCE_SOURCES_HOME_DRIVE_REGION", "eu");
        environment.put("SCE_SOURCES_CONNECT_URL", connect.url());
        environment.put("SCE_SOURCES_CONNECT_API_KEY", ConnectOptions.ADMINISTRATOR_KEY);
        environment.put("SCE_SOURCES_CONNECT_SINCE", since);
        environment.put("SCE_SOURCES_CONNECT_REQUESTS_PER_SECOND", "1000");
        environment.put("SCE_SOURCES_GITLAB_URL", gitlab.url());
        environment.put("SCE_SOURCES_GITLAB_TOKEN", GitlabOptions.TOKEN);
        environment.put("SCE_SOURCES_GITLAB_SINCE", since);
    }

    /** Settings that configure all sources. */
    Map<String, String> environment() {
        return environment;
    }

    /** Of each fact with people, rows and sums of all that can be summed, by day, source and department. */
    static List<String> sums(RunRig rig) {
        return Traces.rows(rig, """
                select 'container ' || (day, department_name, count(*), sum(cpu_core_seconds))::text
                from mart.fact_container_day join mart.dim_user using (user_key) group by day, department_name
                union all
                select 'volume ' || (day, source, department_name, count(*), sum(used_bytes))::text
                from mart.fact_volume_day join mart.dim_user using (user_key) group by day, source, department_name
                union all
                select 'job ' || (day, department_name, count(*), sum(cpu_allocated_core_seconds))::text
                from mart.fact_batch_job_day join mart.dim_user using (user_key) group by day, department_name
                union all
                select 'visit ' || (day, department_name, count(*), sum(hit_count))::text
                from mart.fact_content_visit join mart.dim_user using (user_key) group by day, department_name
                union all
                select 'commit ' || (day, department_name, count(*), sum(commit_count))::text
                from mart.fact_commit_day join mart.dim_user using (user_key) group by day, department_name
                order by 1""");
    }

    @Override
    public void close() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        gitlab.close();
        connect.close();
        cloudWatch.close();
        batch.close();
        prometheus.close();
    }
}
