package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.IdentityOverrides;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimDepartment;
import org.scewarehouse.model.dim.DimUser;

/** People as they were, from snapshots in which they move, leave, return and swap logins. */
class PeopleHistoryTest {

    private static final String[] PEOPLE = {"E1", "E2", "E3"};

    @TempDir
    Path folder;

    private HrDays hr;

    @BeforeEach
    void noReference() {
        hr = new HrDays(folder, Reference.none());
    }

    @Test
    void daysBeforeTheFirstSnapshotUseItAndAMoveBeginsAVersion() {
        hr.build("2026-08-01", "E1,anna,active,STATS,E2", "E2,ben,active,STATS");
        hr.build("2026-08-02", "E1,anna,active,STATS,E2", "E2,ben,active,STATS");
        hr.build("2026-08-03", "E1,anna,active,GENES,E2", "E2,ben,active,STATS");
        assertThat(hr.versions("2026-08-02", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 9999-12-31 STATS employed - - E2",
                        "E2 1900-01-01 9999-12-31 STATS employed - manager -");
        assertThat(hr.versions("2026-08-03", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 2026-08-03 STATS employed - - E2",
                        "E1 2026-08-03 9999-12-31 GENES employed - - E2",
                        "E2 1900-01-01 9999-12-31 STATS employed - manager -");
    }

    @Test
    void whoIsNoLongerShownHasLeftAndMayReturn() {
        hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,STATS,E1");
        hr.build("2026-08-02", "E1,anna,active,STATS");
        hr.build("2026-08-03", "E1,anna,active,STATS");
        hr.build("2026-08-05", "E1,anna,active,STATS", "E2,ben,active,GENES,E1");
        assertThat(hr.versions("2026-08-05", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 2026-08-02 STATS employed - manager -",
                        "E1 2026-08-02 2026-08-05 STATS employed - - -",
                        "E1 2026-08-05 9999-12-31 STATS employed - manager -",
                        "E2 1900-01-01 2026-08-02 STATS employed - - E1",
                        "E2 2026-08-02 2026-08-05 STATS left 2026-08-02 - E1",
                        "E2 2026-08-05 9999-12-31 GENES employed - - E1");
    }

    @Test
    void aLeaverWhomHrStillShowsLeftTheDayAfterTheLastOfEmployment() {
        hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,STATS");
        hr.build("2026-08-10", "E1,anna,terminated,STATS,,,2026-08-07", "E2,ben,active,STATS");
        assertThat(hr.versions("2026-08-10", PEOPLE))
                .startsWith(
                        "E1 1900-01-01 2026-08-08 STATS employed - - -",
                        "E1 2026-08-08 9999-12-31 STATS left 2026-08-07 - -");
    }

    @Test
    void aLeaverOfWhomHrGivesNoDateLeftOnTheDayThatFirstSaysSo() {
        hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,STATS");
        hr.build("2026-08-02", "E1,anna,terminated,STATS", "E2,ben,active,STATS");
        hr.build("2026-08-05", "E1,anna,terminated,STATS", "E2,ben,active,STATS");
        assertThat(hr.versions("2026-08-05", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 2026-08-02 STATS employed - - -",
                        "E1 2026-08-02 9999-12-31 STATS left 2026-08-02 - -",
                        "E2 1900-01-01 9999-12-31 STATS employed - - -");
    }

    @Test
    void aLeaverLeftOnTheLastDayOfEmploymentWhereThatIsTheDayOfTheSnapshot() {
        hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,STATS");
        hr.build("2026-08-07", "E1,anna,terminated,STATS,,,2026-08-07", "E2,ben,active,STATS");
        assertThat(hr.versions("2026-08-07", PEOPLE))
                .startsWith(
                        "E1 1900-01-01 2026-08-07 STATS employed - - -",
                        "E1 2026-08-07 9999-12-31 STATS left 2026-08-07 - -");
    }

    @Test
    void whatChangesOfALeaverCountsFromTheDayThatShowsIt() {
        hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,STATS");
        hr.build("2026-08-10", "E1,anna,terminated,STATS,,,2026-08-07", "E2,ben,active,STATS");
        hr.build("2026-08-12", "E1,anna,terminated,GENES,,,2026-08-07", "E2,ben,active,STATS");
        assertThat(hr.versions("2026-08-12", PEOPLE))
                .startsWith(
                        "E1 1900-01-01 2026-08-08 STATS employed - - -",
                        "E1 2026-08-08 2026-08-12 STATS left 2026-08-07 - -",
                        "E1 2026-08-12 9999-12-31 GENES left 2026-08-07 - -");
    }

    @Test
    void whoIsFirstShownAsALeaverTakesNoLoginFromWhoWorksHere() {
        hr.build("2026-08-01", "E2,anna,active,STATS");
        hr.build("2026-08-02", "E1,anna,terminated,STATS", "E2,anna,active,STATS");
        assertThat(hr.logins("2026-08-02", PEOPLE)).containsExactly("anna 1900-01-01 9999-12-31 E2");
    }

    @Test
    void aPersonIsOfThePlatformTeamUntilTheDayBeforeItEnds() {
        byte[] team = "login,valid_from,valid_to\nanna,2026-08-02,2026-08-03\n".getBytes(StandardCharsets.UTF_8);
        hr = new HrDays(folder, Reference.parse(Map.of("platform_team.csv", team)));
        for (int day = 1; day <= 5; day++) {
            hr.build("2026-08-0" + day, "E1,Anna,active,STATS", "E2,ben,active,STATS");
        }
        assertThat(people("2026-08-05"))
                .extracting(row -> row.get("valid_from") + " " + row.get("is_platform_team"))
                .containsExactlyInAnyOrder(
                        "1900-01-01 false", "2026-08-02 true", "2026-08-03 false", "1900-01-01 false");
    }

    private List<Map<String, String>> people(String date) {
        return CuratedText.rows(
                hr.zone(),
                "hr",
                new Day(java.time.LocalDate.parse(date), java.time.ZoneOffset.UTC),
                Warehouse.table(DimUser.class));
    }

    /** From August 3 on the code STATS is a new one of OLD, which is another department than the first one. */
    @Test
    void aVersionIsOfTheDepartmentThatItsCodeMeantThen() {
        byte[] renames = "old_code,new_code,valid_from\nOLD,STATS,2026-08-03\n".getBytes(StandardCharsets.UTF_8);
        hr = new HrDays(folder, Reference.parse(Map.of("departments.csv", renames)));
        hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,OLD");
        hr.build("2026-08-02", "E1,anna,active,GENES", "E2,ben,active,OLD");
        hr.build("2026-08-04", "E1,anna,active,GENES", "E2,ben,active,STATS");
        Map<String, Set<String>> keys = new TreeMap<>();
        people("2026-08-04")
                .forEach(row -> keys.computeIfAbsent(
                                row.get("department_name") + " of " + row.get("valid_from"), name -> new TreeSet<>())
                        .add(String.valueOf(row.get("department_key"))));
        assertThat(keys)
                .containsOnlyKeys(
                        "STATS of 1900-01-01", "OLD of 1900-01-01", "GENES of 2026-08-02", "STATS of 2026-08-04");
        assertThat(keys.get("STATS of 2026-08-04")).isEqualTo(keys.get("OLD of 1900-01-01"));
        assertThat(keys.get("STATS of 1900-01-01")).isNotEqualTo(keys.get("OLD of 1900-01-01"));
    }

    @Test
    void aVersionThatEndsWhereItsCodeBecomesAnotherDepartmentIsOfTheOneBefore() {
        byte[] renames = "old_code,new_code,valid_from\nOLD,STATS,2026-08-03\n".getBytes(StandardCharsets.UTF_8);
        hr = new HrDays(folder, Reference.parse(Map.of("departments.csv", renames)));
        hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,OLD");
        hr.build("2026-08-03", "E1,anna,active,GENES", "E2,ben,active,STATS");
        assertThat(people("2026-08-03"))
                .filteredOn(row -> "1900-01-01".equals(row.get("valid_from")))
                .extracting(row -> row.get("department_key"))
                .doesNotHaveDuplicates();
        assertThat(people("2026-08-03"))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("is_current", String.valueOf("9999-12-31".equals(row.get("valid_to")))));
    }

    @Test
    void aDayWithoutSnapshotChangesNothing() {
        hr.build("2026-08-01", "E1,anna,active,STATS");
        Manifest empty = hr.build("2026-08-02");
        assertThat(hr.versions("2026-08-02", PEOPLE)).isEqualTo(hr.versions("2026-08-01", PEOPLE));
        assertThat(empty.findings()).isNotEmpty();
    }

    @Test
    void aChangeCountsFromItsEffectiveDateWhenThatIsNew() {
        hr.build("2026-08-01", "E1,anna,active,STATS,,2020-01-01");
        hr.build("2026-08-10", "E1,anna,active,GENES,,2026-08-04");
        hr.build("2026-08-12", "E1,anna,active,DRUGS,,2026-08-04");
        hr.build("2026-08-14", "E1,anna,active,GENES,,2026-08-06");
        assertThat(hr.versions("2026-08-12", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 2026-08-04 STATS employed - - -",
                        "E1 2026-08-04 2026-08-12 GENES employed - - -",
                        "E1 2026-08-12 9999-12-31 DRUGS employed - - -");
        assertThat(hr.versions("2026-08-14", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 2026-08-04 STATS employed - - -",
                        "E1 2026-08-04 9999-12-31 GENES employed - - -");
    }

    @Test
    void aChangeOfNoNewEffectiveDateCountsFromTheDayThatShowsIt() {
        hr.build("2026-08-01", "E1,anna,active,STATS,,2020-01-01");
        hr.build("2026-08-04", "E1,anna,active,GENES,,2026-08-04");
        hr.build("2026-08-06", "E1,anna,active,DRUGS,,2026-08-04");
        assertThat(hr.versions("2026-08-06", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 2026-08-04 STATS employed - - -",
                        "E1 2026-08-04 2026-08-06 GENES employed - - -",
                        "E1 2026-08-06 9999-12-31 DRUGS employed - - -");
    }

    @Test
    void futureAndReversedDatesCountAsTheDayOfTheSnapshot() {
        hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,STATS");
        hr.build("2026-08-02", "E1,anna,active,GENES,,2027-01-01", "E2,ben,active,STATS");
        hr.build("2026-08-03", "E1,anna,terminated,GENES,,,2027-02-01", "E2,ben,active,STATS");
        assertThat(hr.versions("2026-08-03", PEOPLE))
                .startsWith(
                        "E1 1900-01-01 2026-08-02 STATS employed - - -",
                        "E1 2026-08-02 2026-08-03 GENES employed - - -",
                        "E1 2026-08-03 9999-12-31 GENES left 2026-08-03 - -");
    }

    @Test
    void twoWhoSwapTheirLoginsAreWhomTheLoginMeantOnEachDay() {
        hr.build("2026-08-01", "E1,anna,active,STATS", "E2,ben,active,GENES");
        hr.build("2026-08-03", "E1,ben,active,STATS", "E2,anna,active,GENES");
        assertThat(hr.logins("2026-08-03", PEOPLE))
                .containsExactly(
                        "anna 1900-01-01 2026-08-03 E1",
                        "anna 2026-08-03 9999-12-31 E2",
                        "ben 1900-01-01 2026-08-03 E2",
                        "ben 2026-08-03 9999-12-31 E1");
    }

    @Test
    void aLoginStaysWithWhoLeftUntilAnotherHasIt() {
        hr.build("2026-08-01", "E1,anna,active,STATS");
        hr.build("2026-08-02", "E2,ben,active,STATS");
        hr.build("2026-08-05", "E1,anna,terminated,STATS", "E2,ben,active,STATS", "E3,Anna,active,GENES");
        assertThat(hr.logins("2026-08-02", PEOPLE)).contains("anna 1900-01-01 9999-12-31 E1");
        assertThat(hr.logins("2026-08-05", PEOPLE))
                .contains("anna 1900-01-01 2026-08-05 E1", "anna 2026-08-05 9999-12-31 E3");
    }

    @Test
    void aLoginOfTwoAtOnceStaysWithWhoHadIt() {
        hr.build("2026-08-01", "E1,anna,active,STATS");
        hr.build("2026-08-02", "E1,anna,active,STATS", "E2,anna,active,STATS", "E3,ben,active,STATS");
        assertThat(hr.logins("2026-08-02", PEOPLE))
                .containsExactly("anna 1900-01-01 9999-12-31 E1", "ben 1900-01-01 9999-12-31 E3");
        hr.build("2026-08-03", "E1,annette,active,STATS", "E2,anna,active,STATS", "E3,ben,active,STATS");
        assertThat(hr.logins("2026-08-03", PEOPLE))
                .contains("anna 1900-01-01 2026-08-03 E1", "anna 2026-08-03 9999-12-31 E2");
    }

    @Test
    void whoReturnsHasTheirLoginAndAddressAgainThoughAnotherHadThemMeanwhile() {
        hr.build("2026-08-01", "E1,anna,active,STATS,,,,,,,a@x.org", "E2,ben,active,STATS,,,,,,,b@x.org");
        hr.build("2026-08-02", "E2,ben,active,STATS,,,,,,,b@x.org");
        hr.build("2026-08-03", "E2,anna,active,STATS,,,,,,,a@x.org");
        hr.build("2026-08-04", "E1,anna,active,STATS,,,,,,,a@x.org", "E2,ben,active,STATS,,,,,,,b@x.org");
        assertThat(hr.logins("2026-08-04", PEOPLE))
                .startsWith(
                        "anna 1900-01-01 2026-08-03 E1",
                        "anna 2026-08-03 2026-08-04 E2",
                        "anna 2026-08-04 9999-12-31 E1");
        assertThat(hr.identifiers("email", "2026-08-04", PEOPLE))
                .startsWith(
                        "a@x.org 1900-01-01 2026-08-03 E1",
                        "a@x.org 2026-08-03 2026-08-04 E2",
                        "a@x.org 2026-08-04 9999-12-31 E1");
    }

    @Test
    void whoSignsInWithAnAddressIsFoundByItThoughTheirMailGoesToAnother() {
        hr.build("2026-08-01", "E1,Anna@corp.x,active,STATS,,,,,,,a.smith@x.org", "E2,b@x.org,active,A,,,,,,,b@x.org");
        assertThat(hr.identifiers("email", "2026-08-01", PEOPLE))
                .containsExactly(
                        "a.smith@x.org 1900-01-01 9999-12-31 E1",
                        "anna@corp.x 1900-01-01 9999-12-31 E1",
                        "b@x.org 1900-01-01 9999-12-31 E2");
        assertThat(hr.logins("2026-08-01", PEOPLE)).contains("anna@corp.x 1900-01-01 9999-12-31 E1");
        Identities identities = hr.known(IdentityOverrides.NONE).identities();
        LocalDate day = LocalDate.parse("2026-08-01");
        assertThat(identities.person("anna@corp.x", day).userId()).isEqualTo(hr.userId("E1"));
        assertThat(identities
                        .account("connect", "g", null, "ANNA@corp.x", null, day)
                        .userId())
                .isEqualTo(hr.userId("E1"));
    }

    @Test
    void anAddressOfTwoAtOnceStaysWithWhoHadItThoughTheirLoginsDiffer() {
        hr.build("2026-08-01", "E1,anna,active,STATS,,,,,,,team@x.org");
        hr.build("2026-08-02", "E1,anna,active,STATS,,,,,,,team@x.org", "E2,ben,active,STATS,,,,,,,Team@x.org");
        assertThat(hr.identifiers("email", "2026-08-02", PEOPLE))
                .containsExactly("team@x.org 1900-01-01 9999-12-31 E1");
    }

    @Test
    void managersInACircleOrNowhereHarmNobody() {
        hr.build("2026-08-01", "E1,anna,active,STATS,E2", "E2,ben,active,STATS,E1", "E3,cleo,active,STATS,E9");
        assertThat(hr.versions("2026-08-01", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 9999-12-31 STATS employed - manager E2",
                        "E2 1900-01-01 9999-12-31 STATS employed - manager E1",
                        "E3 1900-01-01 9999-12-31 STATS employed - - -");
    }

    @Test
    void nobodyIsTheirOwnManagerAndWhatHrSaysOfManagersCounts() {
        hr.build(
                "2026-08-01",
                "E1,anna,active,STATS,E1",
                "E2,ben,active,STATS,E3,,,,,,,true",
                "E3,cleo,active,STATS,,,,,,,,false");
        assertThat(hr.versions("2026-08-01", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 9999-12-31 STATS employed - - -",
                        "E2 1900-01-01 9999-12-31 STATS employed - manager E3",
                        "E3 1900-01-01 9999-12-31 STATS employed - - -");
    }

    @Test
    void anEarlierDayThatArrivesLateChangesTheDaysAfterIt() {
        hr.build("2026-08-01", "E1,anna,active,STATS");
        hr.build("2026-08-05", "E1,anna,active,GENES");
        hr.build("2026-08-03", "E1,anna,active,GENES");
        hr.rebuild("2026-08-05");
        assertThat(hr.versions("2026-08-05", PEOPLE))
                .containsExactly(
                        "E1 1900-01-01 2026-08-03 STATS employed - - -",
                        "E1 2026-08-03 9999-12-31 GENES employed - - -");
    }

    @Test
    void aDepartmentKeepsItsKeyThroughARenameAndHasThreeLevels() {
        hr = new HrDays(
                folder,
                Reference.parse(Map.of(
                        "departments.csv",
                        "old_code,new_code,valid_from\nSTATS,BIOSTAT,2026-08-02\n".getBytes(StandardCharsets.UTF_8))));
        hr.build("2026-08-01", "E1,anna,active,STATS,,,,Statistics,RND,", "E2,ben,active,RND,,,,Research,CO,");
        hr.build("2026-08-02", "E1,anna,active,BIOSTAT,,,,Biostatistics,RND,", "E2,ben,active,RND,,,,Research,CO,");
        List<Map<String, String>> departments = CuratedText.rows(
                hr.zone(),
                "hr",
                new Day(java.time.LocalDate.of(2026, 8, 2), java.time.ZoneOffset.UTC),
                Warehouse.table(DimDepartment.class));
        assertThat(departments)
                .extracting(row -> row.get("department_name") + " < " + row.get("division_name") + " < "
                        + row.get("organization_name"))
                .containsExactlyInAnyOrder("Biostatistics < Research < CO", "Research < CO < ");
        assertThat(departments)
                .extracting(row -> row.get("first_seen_on") + " " + row.get("last_seen_on"))
                .containsOnly("2026-08-01 2026-08-02");
        assertThat(hr.versions("2026-08-02", PEOPLE))
                .contains(
                        "E1 1900-01-01 2026-08-02 Statistics employed - - -",
                        "E1 2026-08-02 9999-12-31 Biostatistics employed - - -");
    }

    @Test
    void aDepartmentOfWhichHrGivesTheNameAloneIsOneByItsName() {
        hr.build("2026-08-01", "E1,anna,active,,,,,Statistics,,Science", "E2,ben,active,,,,,Statistics,,Science");
        List<Map<String, String>> departments = CuratedText.rows(
                hr.zone(),
                "hr",
                new Day(LocalDate.of(2026, 8, 1), java.time.ZoneOffset.UTC),
                Warehouse.table(DimDepartment.class));
        assertThat(departments)
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("department_name", "Statistics")
                        .containsEntry("division_name", "Science"));
        assertThat(people("2026-08-01"))
                .extracting(row -> row.get("department_key"))
                .containsOnly(departments.get(0).get("department_key"));
    }

    @Test
    void equalSnapshotsGiveEqualBytes() {
        String[] people = {"E1,anna,active,STATS,E2", "E2,ben,active,STATS", "E3,cleo,active,GENES"};
        Manifest first = hr.build("2026-08-01", people);
        Manifest second = new HrDays(folder.resolve("other"), Reference.none()).build("2026-08-01", people);
        assertThat(second.tables()).isEqualTo(first.tables());
    }
}
