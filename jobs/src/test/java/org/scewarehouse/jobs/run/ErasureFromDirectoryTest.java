package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** People whom a directory knows, which names entries by what people are called, and managers by their entries. */
class ErasureFromDirectoryTest {

    private static final String BASE = "OU=People,DC=example,DC=org";

    private static final String LED = "select count(*) from mart.dim_user_now u join mart.dim_user_now m"
            + " on m.user_id = u.manager_user_id where u.user_id > 0";

    @TempDir
    static Path home;

    private static final Map<String, String> ENVIRONMENT = new HashMap<>();
    private static RunRig rig;
    private static InMemoryDirectoryServer directory;

    @BeforeAll
    static void start() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
        config.setSchema(null); // Active Directory's is not to be had
        config.addAdditionalBindCredentials("cn=sce", "password");
        directory = new InMemoryDirectoryServer(config);
        directory.startListening();
        directory.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
        directory.add("dn: " + BASE, "objectClass: organizationalUnit", "ou: people");
        person("CN=Quill\\, Annabelle," + BASE, "e1", "Annabelle", "Quill", "CN=Nobody," + BASE);
        person("CN=Bo v. Tuttlebee (Basel)," + BASE, "e2", "Bo", "Tuttlebee", "CN=Quill\\2C Annabelle," + BASE);
        person("CN=Carl Wexel," + BASE, "e3", "Carl", "Wexel", "cn=bo v. tuttlebee (basel), " + BASE);
        rig = new RunRig(home, "http://localhost:1");
        ENVIRONMENT.putAll(rig.environment());
        ENVIRONMENT.remove("SCE_SOURCES_PROMETHEUS_URL");
        ENVIRONMENT.put("SCE_SOURCES_HR_KIND", "ldap");
        ENVIRONMENT.put("SCE_SOURCES_HR_URL", "ldap://localhost:" + directory.getListenPort());
        ENVIRONMENT.put("SCE_SOURCES_HR_START_TLS", "false");
        ENVIRONMENT.put("SCE_SOURCES_HR_USERNAME", "cn=sce");
        ENVIRONMENT.put("SCE_SOURCES_HR_PASSWORD", "password");
        ENVIRONMENT.put("SCE_SOURCES_HR_BASE_DN", BASE);
    }

    private static void person(String dn, String id, String given, String family, String manager) throws Exception {
        directory.add(
                "dn: " + dn,
                "objectClass: user",
                "objectCategory: person",
                "employeeID: " + id,
                "sAMAccountName: user-" + id,
                "mail: " + id + "@science.example",
                "givenName: " + given,
                "sn: " + family,
                "userAccountControl: 66048",
                "manager: " + manager);
    }

    @AfterAll
    static void close() {
        rig.close();
        directory.shutDown(true);
    }

    @BeforeEach
    void renew() {
        rig.renew();
    }

    private static CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, ENVIRONMENT, arguments);
    }

    private static List<String> places(String... words) {
        return Traces.inLake(Traces.files(rig.lake()), List.of(words));
    }

    @Test
    void namesOfEntriesGoAndManagersStayManagers() {
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).as(night.output() + night.errors()).isIn(0, 2);
        assertThat(places("quill", "tuttlebee")).isNotEmpty();
        for (String login : List.of("user-e1", "user-e2")) {
            CommandLineRun erased = sce("erase", login, "--yes");
            assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isIn(0, 2);
            assertThat(erased.output()).contains("nothing was found");
        }
        assertThat(places("quill", "annabelle", "tuttlebee", "basel")).isEmpty();
        assertThat(places("wexel")).isNotEmpty();
        assertThat(Traces.rows(rig, LED)).containsExactly("2");
    }

    /** The entry has another name then, which stands in the records of whom the person leads. */
    @Test
    void aNewNameOfAnEntryGoesToo() throws Exception {
        person("CN=Dora Yaffle," + BASE, "e4", "Dora", "Yaffle", "CN=Nobody," + BASE);
        person("CN=Emil Vetch," + BASE, "e5", "Emil", "Vetch", "CN=Dora Yaffle," + BASE);
        assertThat(sce("run", "hr", "--day", "2026-08-20", "--force").exitCode())
                .isIn(0, 2);
        CommandLineRun first = sce("erase", "user-e4", "--yes");
        assertThat(first.output()).as(first.errors()).contains("nothing was found");
        directory.modifyDN("CN=Dora Yaffle," + BASE, "CN=Zwingli-Yaffle\\, Dora", true);
        String entry = "CN=Zwingli-Yaffle\\, Dora," + BASE;
        directory.modify("dn: " + entry, "changetype: modify", "replace: sn", "sn: Zwingli-Yaffle");
        directory.modify("dn: CN=Emil Vetch," + BASE, "changetype: modify", "replace: manager", "manager: " + entry);
        CommandLineRun named = sce("run", "hr", "--day", "2026-08-20", "--force");
        assertThat(places("zwingli")).isNotEmpty();
        List<String> tokens = Traces.rows(
                rig,
                "select employee_id from hr.person p where employee_id like 'erased%'"
                        + " and family_name = 'Zwingli-Yaffle'");
        assertThat(tokens).hasSize(1);
        assertThat(named.output()).contains("./sce erase " + tokens.get(0) + " --yes");
        CommandLineRun second = sce("erase", tokens.get(0), "--yes");
        assertThat(second.output()).as(second.errors()).contains("nothing was found");
        for (int i = 0; i < 2; i++) {
            assertThat(places("zwingli", "yaffle")).isEmpty();
            assertThat(Traces.rows(
                            rig,
                            "select count(*) from hr.person e join mart.dim_user_now u using (user_id)"
                                    + " join hr.person m on m.user_id = u.manager_user_id"
                                    + " where e.employee_id = 'e5' and m.employee_id = '" + tokens.get(0) + "'"))
                    .containsExactly("1");
            sce("run", "hr", "--day", "2026-08-20", "--force");
        }
        directory.delete(entry);
        directory.delete("CN=Emil Vetch," + BASE);
    }
}
