package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.etl.source.hr.HrRig.DAY;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HrSnapshotTest {

    private static final String HEADER =
            "employee_id,login,email,status,department_code,manager_employee_id,is_manager,"
                    + "hire_date,termination_date,effective_date,site,location\n";

    @TempDir
    Path folder;

    HrRig rig;

    @BeforeEach
    void begin() throws Exception {
        rig = new HrRig(folder);
    }

    @Test
    void peopleComeInOrderOfTheirIdWithEverythingThatIsKnown() throws Exception {
        rig.deliver(
                DAY,
                HEADER
                        + "20,Berta,b@example.org,Active,BIO,1,0,2020-01-01,,2026-02-01,Basel,x\n"
                        + "1,anna,,On Leave,BIO,,yes,2019-04-01T00:00:00-08:00,,,,Zug\n"
                        + "100,,,terminated,BIO,1,,,2026-01-31,,,\n");
        HrRig.Seen seen = rig.read();
        assertThat(seen.findings()).isEmpty();
        assertThat(seen.workers())
                .containsExactly(
                        new HrWorker(
                                "1",
                                "anna",
                                null,
                                null,
                                null,
                                true,
                                "BIO",
                                null,
                                null,
                                null,
                                "Zug",
                                null,
                                null,
                                null,
                                null,
                                true,
                                LocalDate.of(2019, 4, 1),
                                null,
                                null),
                        new HrWorker(
                                "100",
                                null,
                                null,
                                null,
                                null,
                                false,
                                "BIO",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "1",
                                null,
                                null,
                                LocalDate.of(2026, 1, 31),
                                null),
                        new HrWorker(
                                "20",
                                "Berta",
                                "b@example.org",
                                null,
                                null,
                                true,
                                "BIO",
                                null,
                                null,
                                null,
                                "Basel",
                                null,
                                null,
                                null,
                                "1",
                                false,
                                LocalDate.of(2020, 1, 1),
                                null,
                                LocalDate.of(2026, 2, 1)));
    }

    @Test
    void withoutAWordTheLastDayOfEmploymentSaysWhoWorksHere() throws Exception {
        rig.deliver(
                DAY,
                HEADER
                        + "1,,,,B,,,,2026-03-03,,,\n"
                        + "2,,,,B,,,,2026-03-04,,,\n"
                        + "3,,,,B,,,,,,,\n"
                        + "4,,,,B,,,,2026-03-03-07:00,,,\n"
                        + "5,,,,B,,,,20260303230000.0Z,,,\n"
                        + "6,,,,B,,,2026-03-03,2026-03-03,,,\n");
        HrRig.Seen seen = rig.read();
        assertThat(seen.findings()).isEmpty();
        assertThat(seen.workers())
                .filteredOn(HrWorker::isEmployed)
                .extracting(HrWorker::employeeId)
                .containsExactly("2", "3");
    }

    @Test
    void wrongDatesAreLeftOutAndCounted() throws Exception {
        rig.deliver(
                DAY,
                HEADER
                        + "1,a,,active,B,,,2020-01-01,2019-01-01,,,\n"
                        + "2,b,,active,B,,,2026-04-01,,2026-05-01,,\n"
                        + "3,c,,active,B,,,01/02/2020,2020-02-30,,,\n");
        HrRig.Seen seen = rig.read();
        assertThat(seen.workers().get(0).terminationDate()).isNull();
        assertThat(seen.workers().get(0).isEmployed()).isTrue();
        assertThat(seen.workers().get(1).hireDate()).isEqualTo("2026-04-01");
        assertThat(seen.workers().get(1).effectiveDate()).isNull();
        assertThat(seen.workers().get(2).hireDate()).isNull();
        assertThat(seen.findings())
                .containsExactlyInAnyOrder(
                        "WARNING termination_date lies before hire_date, so it was left out: 1",
                        "WARNING hire_date lies after the day of the snapshot: 1",
                        "WARNING effective_date lies after the day of the snapshot, so it was left out: 1",
                        "WARNING hire_date is not written as 2026-01-31, so it was left out: 1",
                        "WARNING termination_date is no day of the calendar, so it was left out: 1");
    }

    @Test
    void anUnknownWordMakesNobodyALeaver() throws Exception {
        rig.deliver(
                DAY, HEADER + "1,a,,aktiv,B,,,,,,,\n2,b,,weg,B,,,,,,,\n3,c,,weg,B,,,,2026-03-03,,,\n4,d,,,B,,,,,,,\n");
        HrRig.Seen seen = rig.read();
        assertThat(seen.workers()).extracting(HrWorker::isEmployed).containsExactly(true, true, false, true);
        assertThat(seen.findings())
                .singleElement()
                .asString()
                .contains("employed-statuses")
                .endsWith(": 3");
        HrParseSettings words =
                HrParseSettings.standard(HrKind.CSV).withStatuses(Set.of("Aktiv"), Set.of("Weg", "on leave"));
        seen = rig.read(rig.csvDrop(HrRig.csv()), words, DAY);
        assertThat(seen.workers()).extracting(HrWorker::isEmployed).containsExactly(true, false, false, true);
        assertThat(seen.findings()).isEmpty();
    }

    @Test
    void aLoginThatTwoPeopleHaveIsCountedAndBothStay() throws Exception {
        rig.deliver(
                DAY,
                HEADER
                        + "1,anna,,active,B,,,,,,,\n2,ANNA,,active,B,,,,,,,\n"
                        + "3,,,active,B,,,,,,,\n4,,,active,B,,,,,,,\n"
                        + "5,bo,,left,B,,,,,,,\n6,bo,,active,B,,,,,,,\n");
        HrRig.Seen seen = rig.read();
        assertThat(seen.ids()).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(seen.findings()).containsExactly("WARNING login is another person's too: 1");
    }

    @Test
    void managersInACircleOrNotThereAreCounted() throws Exception {
        rig.deliver(
                DAY,
                HEADER
                        + "1,,,active,B,2,,,,,,\n2,,,active,B,3,,,,,,\n3,,,active,B,2,,,,,,\n4,,,active,B,4,,,,,,\n"
                        + "5,,,active,B,99,,,,,,\n");
        HrRig.Seen seen = rig.read();
        assertThat(seen.workers()).extracting(HrWorker::managerEmployeeId).containsExactly("2", "3", "2", "4", "99");
        assertThat(seen.findings())
                .containsExactlyInAnyOrder(
                        "GAP manager_employee_id names somebody who is not in the snapshot: 1",
                        "WARNING manager_employee_id leads back to the person in a circle: 3");
    }

    @Test
    void ofTwoRecordsOfOnePersonTheBetterOneCounts() throws Exception {
        rig.deliver(
                DAY,
                HEADER
                        + "1,old,,left,B,,,2010-01-01,,,,\n1,new,,active,B,,,2020-01-01,,,,\n"
                        + "2,first,,active,B,,,2020-01-01,,,,\n2,later,,active,B,,,2021-01-01,,,,\n"
                        + ",nobody,,active,B,,,,,,,\n");
        HrRig.Seen seen = rig.read();
        assertThat(seen.workers()).extracting(HrWorker::login).containsExactly("new", "later");
        assertThat(seen.findings())
                .containsExactlyInAnyOrder(
                        "DROP employee_id is not given, so the record was left out: 1",
                        "DROP employee_id is given twice, so one of the records was left out: 2");
    }

    @Test
    void theManagerIsThatOfTheRecordThatCounts() throws Exception {
        rig.deliver(
                DAY,
                HEADER
                        + "1,old,,left,B,8,,2010-01-01,,,,\n1,new,,active,B,9,,2020-01-01,,,,\n"
                        + "2,first,,active,B,8,,2020-01-01,,,,\n2,later,,active,B,,,2021-01-01,,,,\n"
                        + "8,,,active,B,,,,,,,\n9,,,active,B,,,,,,,\n");
        assertThat(rig.read().workers()).extracting(HrWorker::managerEmployeeId).containsExactly("9", null, null, null);
    }

    @Test
    void ofTwoRecordsTheOneThatBeginsLaterIsNotYetTheOneThatCounts() throws Exception {
        rig.deliver(
                DAY,
                HEADER
                        + "1,now,,active,B,,,2020-01-01,,,,\n1,next,,active,C,,,2026-04-01,,,,\n"
                        + "2,back,,left,B,,,2010-01-01,,,,\n2,next,,active,C,,,2026-04-01,,,,\n");
        assertThat(rig.read().workers()).extracting(HrWorker::login).containsExactly("now", "next");
    }
}
