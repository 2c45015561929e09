package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scewarehouse.etl.source.hr.HrRig.DAY;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Http;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.simulator.hr.ScimSimulator;
import org.scewarehouse.etl.simulator.hr.WorkdaySimulator;
import org.scewarehouse.etl.source.Endpoint;

class HttpPeopleTest {

    private static final HrParseSettings WORKDAY = HrParseSettings.standard(HrKind.WORKDAY);
    private static final HrParseSettings SCIM = HrParseSettings.standard(HrKind.SCIM);

    @TempDir
    Path folder;

    HrRig rig;

    @BeforeEach
    void begin() throws Exception {
        rig = new HrRig(folder);
    }

    @Test
    void aReportIsReadWithWhatItsAuthorLeftOut() throws Exception {
        try (WorkdaySimulator workday = new WorkdaySimulator()) {
            workday.says("""
                    {"Report_Entry":[
                      {"Employee_ID":"2","Worker_Status":"Active","Email_Work":"b@example.org","Is_Manager":"0",
                       "Cost_Center_-_ID":"CC210","Supervisory_Organization":"Biostatistics","Manager_ID":"1",
                       "Hire_Date":"2019-04-01","Termination_Date":null,"Salary":"1","Roles_group":[{"Role":"x"}]},
                      {"Employee_ID":"1","Worker_Status":"Terminated","Is_Manager":"1"}]}""");
            WorkdayReport report = report(workday, "");
            var raw = rig.extract(report, DAY);
            assertThat(rig.rawText(raw)).doesNotContain("Salary", "Role");
            List<HrWorker> workers = rig.parse(raw, WORKDAY, DAY).workers();
            assertThat(workers.get(0).isEmployed()).isFalse();
            assertThat(workers.get(0).email()).isNull();
            assertThat(workers.get(1).costCenter()).isEqualTo("CC210");
            assertThat(workers.get(1).departmentName()).isEqualTo("Biostatistics");
            assertThat(workers.get(1).managerEmployeeId()).isEqualTo("1");
            assertThat(workers.get(1).isManager()).isFalse();
            assertThat(report.endpointKind()).isEqualTo(Endpoint.Kind.SNAPSHOT);
        }
    }

    @Test
    void aReportThatTakesTheDayAnswersForPastDays() throws Exception {
        try (WorkdaySimulator workday = new WorkdaySimulator()) {
            WorkdayReport report = report(workday, "Effective_as_of_Date={day}-08:00");
            assertThat(report.endpointKind()).isEqualTo(Endpoint.Kind.AS_OF);
            assertThat(rig.read(report, WORKDAY, DAY).workers()).isEmpty();
            assertThat(workday.takeAsked()).containsEntry("Effective_as_of_Date", "2026-03-04-08:00");
            assertThatThrownBy(() -> report(workday, "Type=a b"))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("sce.sources.hr.query");
        }
    }

    @Test
    void aReportThatIsNoneOrNotWholeIsRefused() throws Exception {
        try (WorkdaySimulator workday = new WorkdaySimulator()) {
            workday.says("{\"Report_Entry\":[{\"Employee_ID\":\"1\",\"User_Name\":\"anna\"}]}");
            workday.failOnce();
            workday.breakOffAfter(30);
            assertThat(rig.read(report(workday, ""), WORKDAY, DAY).ids()).containsExactly("1");
            workday.showLoginPage();
            assertThatThrownBy(() -> rig.extract(report(workday, ""), DAY)).isInstanceOf(SourceMisconfigured.class);
            Http stranger =
                    new Http(HttpSettings.of(HrSource.NAME, HrSource.PROPERTY, workday.url()), () -> Instant.EPOCH);
            assertThatThrownBy(() -> rig.extract(new WorkdayReport(stranger, "", WORKDAY, HrRig.retry()), DAY))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("401");
            for (String start : List.of("", "{\"Report_Entry\":[{\"User_Name\":\"anna\"},")) {
                workday.says(start);
                assertThatThrownBy(() -> rig.extract(report(workday, ""), DAY)).isInstanceOf(SourceUnavailable.class);
            }
            workday.says("[\"anna\"]");
            assertThatThrownBy(() -> rig.extract(report(workday, ""), DAY))
                    .isInstanceOf(SourceChanged.class)
                    .hasMessageNotContaining("anna");
        }
    }

    @Test
    void usersAreReadPageByPageWhateverTheServiceGives() throws Exception {
        try (ScimSimulator scim = new ScimSimulator(2)) {
            scim.has(users(5));
            scim.failOnce(429);
            List<HrWorker> workers = rig.read(users(scim, 100), SCIM, DAY).workers();
            assertThat(scim.asked()).containsExactly("1/100", "3/100", "5/100");
            assertThat(workers).extracting(HrWorker::employeeId).containsExactly("e0", "e1", "e2", "e3", "e4");
            assertThat(workers).extracting(HrWorker::managerEmployeeId).containsExactly(null, "e0", "e1", "e2", "e3");
            assertThat(workers).extracting(HrWorker::isEmployed).containsExactly(false, true, true, true, true);
            assertThat(workers.get(1).email()).isEqualTo("work1@example.org");
            assertThat(workers.get(1).departmentName()).isEqualTo("Biology");
            assertThat(workers.get(1).familyName()).isEqualTo("Meier");
        }
    }

    @Test
    void aServiceWithoutUsersHasNone() throws Exception {
        try (ScimSimulator scim = new ScimSimulator(2)) {
            assertThat(rig.read(users(scim, 10), SCIM, DAY).workers()).isEmpty();
            scim.giveNullForNone();
            assertThat(rig.read(users(scim, 10), SCIM, DAY).workers()).isEmpty();
        }
    }

    @Test
    void fewerUsersThanTheServiceSaysItHasAreRefused() throws Exception {
        try (ScimSimulator scim = new ScimSimulator(2)) {
            scim.has(users(5));
            scim.ignoreStart();
            assertThatThrownBy(() -> rig.extract(users(scim, 2), DAY))
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("expected 5, got 2");
        }
    }

    @Test
    void wrongCredentialsAndAddressesAreNamed() throws Exception {
        try (ScimSimulator scim = new ScimSimulator(2)) {
            HttpSettings wrong = HttpSettings.of(HrSource.NAME, HrSource.PROPERTY, scim.url())
                    .withToken("x");
            assertThatThrownBy(() -> users(wrong, 2).reach(Instant.EPOCH, ZoneOffset.UTC))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("sce.sources.hr.token");
            HttpSettings far = HttpSettings.of(HrSource.NAME, HrSource.PROPERTY, scim.url() + "/v1")
                    .withToken(ScimSimulator.TOKEN);
            assertThatThrownBy(() -> users(far, 2).reach(Instant.EPOCH, ZoneOffset.UTC))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("sce.sources.hr.url");
        }
    }

    private static List<String> users(int count) {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String manager = i > 0 ? ",\"manager\":{\"value\":\"id-" + (i - 1) + "\"}" : "";
            users.add("""
                    {"id":"id-%1$d","userName":"user%1$d","active":%2$s,"name":{"familyName":"Meier"},
                     "emails":[{"value":"home%1$d@example.org","type":"home"},
                               {"value":"work%1$d@example.org","primary":true}],
                     "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
                       {"employeeNumber":"e%1$d","department":"Biology"%3$s}}""".formatted(i, i > 0, manager));
        }
        return users;
    }

    private static WorkdayReport report(WorkdaySimulator workday, String query) {
        HttpSettings settings = HttpSettings.of(HrSource.NAME, HrSource.PROPERTY, workday.url())
                .withUser(WorkdaySimulator.USER, WorkdaySimulator.PASSWORD);
        return new WorkdayReport(new Http(settings, () -> Instant.EPOCH), query, WORKDAY, HrRig.retry());
    }

    private static ScimUsers users(ScimSimulator scim, int pageSize) {
        HttpSettings settings =
                HttpSettings.of(HrSource.NAME, HrSource.PROPERTY, scim.url()).withToken(ScimSimulator.TOKEN);
        return users(settings, pageSize);
    }

    private static ScimUsers users(HttpSettings settings, int pageSize) {
        return new ScimUsers(new Http(settings, () -> Instant.EPOCH), "", pageSize, SCIM, HrRig.retry());
    }
}
