package org.scewarehouse.etl.star;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.hr.BridgeIdentity;

/** Whom identifiers mean where HR says it, and where people have decided otherwise. Anna is 1, Ben is 2. */
class IdentitiesTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 1);
    private static final String ERASED = "erased0123456789abcdef";

    private final KnownPeople.Builder people = new KnownPeople.Builder();

    private static IdentityOverrides overrides(String... rows) {
        String header = "system,identifier,same_system,same_identifier,valid_from,valid_to\n";
        return IdentityOverrides.parse(
                IdentityOverrides.FILE, (header + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void person(int userId, String login) {
        people.person(userId, Integer.toString(userId).repeat(32));
        people.claim(Identities.EMPLOYEE_ID, "e" + userId, FIRST);
        people.claim(Identities.LOGIN, login, FIRST);
        people.claim(Identities.EMAIL, login + "@x.org", FIRST);
    }

    private Identities identities(IdentityOverrides overrides) {
        return nobody().with(people.build(), overrides).identities();
    }

    private Identities annaAndBen(String... overrides) {
        person(1, "anna");
        person(2, "ben");
        return identities(overrides.length == 0 ? IdentityOverrides.NONE : overrides(overrides));
    }

    private static Dimensions nobody() {
        return new Dimensions("", new byte[32], Reference.none());
    }

    private static List<String> texts(Person person) {
        return person.identifiers().stream()
                .map(i -> i.systemName() + " " + i.identifier() + " " + i.matchRule())
                .toList();
    }

    @Test
    void anOverrideCountsBeforeHrFromItsFirstDayToTheDayBeforeItsEnd() {
        Identities identities = annaAndBen("login, Ben ,login,ANNA,2026-08-03,2026-08-05");
        assertThat(IntStream.rangeClosed(2, 5)
                        .mapToLong(day -> identities
                                .person("login", " BEN", FIRST.withDayOfMonth(day))
                                .userId()))
                .containsExactly(2L, 1L, 1L, 2L);
        assertThat(identities.person("ben", FIRST.withDayOfMonth(4)).identifiers())
                .containsExactly(new Person.MatchedIdentifier(
                        "login", "ben", "override", FIRST.withDayOfMonth(3), FIRST.withDayOfMonth(5)));
    }

    @Test
    void overridesAreFollowedToTheirEndAndACircleEnds() {
        Identities identities = annaAndBen(
                "login,x,login,y,,",
                "login,y,gitlab,7,,",
                "gitlab,7,login,anna,,",
                "gitlab,ben,login,ben,,",
                "login,p,login,q,,",
                "login,q,login,p,,");
        assertThat(identities.person("x", FIRST).userId()).isEqualTo(1);
        assertThat(identities.person("gitlab", "ben", FIRST).userId()).isEqualTo(2);
        assertThat(identities.person("p", FIRST).isInferred()).isTrue();
    }

    @Test
    void anIdentifierThatMeansItselfIsAPersonOfItsOwnForThatTime() {
        Identities identities = annaAndBen("login,ben,login,ben,2026-08-03,");
        assertThat(identities.person("ben", FIRST).userId()).isEqualTo(2);
        Person split = identities.person("ben", FIRST.withDayOfMonth(3));
        assertThat(split.isInferred()).isTrue();
        assertThat(split.userId())
                .isEqualTo(nobody().identities().person("ben", FIRST).userId());
    }

    @Test
    void anAccountIsThePersonOfItsOverrideElseItsEmployeeIdElseItsLoginElseItsAddress() {
        Identities identities = annaAndBen("connect,g-9,login,anna,,", "login,annie,login,anna,,");
        Person byId = identities.account("connect", " G-1", "E2", "anna", "anna@x.org", FIRST);
        assertThat(byId.userId()).isEqualTo(2);
        assertThat(texts(byId)).containsExactly("connect g-1 employee_id", "employee_id e2 employee_id");
        assertThat(texts(identities.account("connect", "g-1", "E9", "Anna", "ben@x.org", FIRST)))
                .containsExactly("connect g-1 login", "login anna login");
        assertThat(texts(identities.account("connect", "g-1", null, "Anna@x.org", "ben@x.org", FIRST)))
                .containsExactly("connect g-1 email", "email anna@x.org email");
        assertThat(texts(identities.account("connect", "g-1", null, "zoe", "Ben@x.org", FIRST)))
                .containsExactly("connect g-1 email", "email ben@x.org email");
        assertThat(texts(identities.account("connect", "g-1", null, "Annie", null, FIRST)))
                .containsExactly("connect g-1 login", "login annie override");
        assertThat(identities
                        .account("connect", "G-9", "E2", "ben", null, FIRST)
                        .userId())
                .isEqualTo(1);
    }

    @Test
    void anAccountThatNobodyKnowsIsTheInferredPersonOfItsLoginOrItsOwn() {
        Identities identities = annaAndBen();
        Person zoe = identities.account("connect", "G-1", "E9", "Zoe", "zoe@x.org", FIRST);
        assertThat(zoe.userId()).isEqualTo(identities.person("zoe", FIRST).userId());
        assertThat(texts(zoe))
                .containsExactly(
                        "connect g-1 inferred",
                        "employee_id e9 inferred",
                        "login zoe inferred",
                        "email zoe@x.org inferred");
        assertThat(texts(identities.account("connect", "g-1", null, "zoe@x.org", "Zoe@X.org", FIRST)))
                .containsExactly("connect g-1 inferred", "email zoe@x.org inferred");
        assertThat(identities.account("connect", "G-1", "E9", null, null, FIRST).userId())
                .isEqualTo(identities.person("connect", "g-1", FIRST).userId());
    }

    @Test
    void peopleWhomNobodyKnowsAreToldApartHoweverManyThereAre() {
        Identities identities = annaAndBen("gitlab,7,login,Zoe,,");
        assertThat(IntStream.range(0, 5000)
                        .mapToObj(i -> identities.person("u" + i, FIRST).userId())
                        .collect(Collectors.toSet()))
                .hasSize(5000);
        long zoe = identities.person("gitlab", "7", FIRST).userId();
        assertThat(identities.person("zoe", FIRST).userId()).isEqualTo(zoe);
        assertThat(texts(identities.person("zoe", FIRST))).containsExactly("login zoe inferred");
    }

    private static BridgeIdentity row(String system, String identifier, long userId, String rule) {
        return new BridgeIdentity(system, identifier, userId, rule, Warehouse.OPEN_START, Warehouse.OPEN_END);
    }

    @Test
    void aSourceDayIsBuiltAgainWhereWhatItNamesMeansAnotherOrIsDecidedNoMore() {
        Identities identities = annaAndBen("gitlab,7,login,anna,,");
        assertThat(identities.isStill(row("login", "anna", 1, "login"), FIRST)).isTrue();
        assertThat(identities.isStill(row("login", "anna", 9, "inferred"), FIRST))
                .isFalse();
        assertThat(identities.isStill(row("gitlab", "7", 1, "override"), FIRST)).isTrue();
        assertThat(identities.isStill(row("gitlab", "7", 2, "override"), FIRST)).isFalse();
        assertThat(identities.isStill(row("login", "zoe", 9, "inferred"), FIRST))
                .isTrue();
        assertThat(identities.isStill(row("connect", "g-1", 1, "login"), FIRST)).isTrue();
        assertThat(identities.isStill(row("login", "zoe", 9, "login"), FIRST)).isFalse();
        assertThat(identities.isStill(row("gitlab", "8", 1, "override"), FIRST)).isFalse();
    }

    @Test
    void anOverrideIsARowForEachWhoHadWhatItMeansWhileItCounts() {
        person(1, "anna");
        people.person(2, "2".repeat(32));
        people.claim(Identities.LOGIN, "anna", LocalDate.of(2026, 8, 10));
        people.person(3, "3".repeat(32));
        people.claim(Identities.LOGIN, "anna", LocalDate.of(2026, 8, 25));
        Identities identities = identities(overrides("gitlab,7,login,anna,2026-08-05,2026-08-20"));
        LocalDate handedOver = LocalDate.of(2026, 8, 10);
        assertThat(identities.overrideRows())
                .containsExactly(
                        new BridgeIdentity("gitlab", "7", 1, "override", LocalDate.of(2026, 8, 5), handedOver),
                        new BridgeIdentity("gitlab", "7", 2, "override", handedOver, LocalDate.of(2026, 8, 20)));
    }

    @Test
    void anOverrideByAnotherIsARowForEachWhomThatOneMeans() {
        person(1, "anna");
        person(2, "ben");
        Identities identities = identities(
                overrides("gitlab,7,login,x,2026-08-01,2026-08-31", "login,x,login,ben,2026-08-10,2026-08-20"));
        long inferred =
                identities.person("gitlab", "7", LocalDate.of(2026, 8, 9)).userId();
        assertThat(identities.overrideRows())
                .startsWith(
                        row("gitlab", "7", inferred, "2026-08-01", "2026-08-10"),
                        row("gitlab", "7", 2, "2026-08-10", "2026-08-20"),
                        row("gitlab", "7", inferred, "2026-08-20", "2026-08-31"));
    }

    private static BridgeIdentity row(String system, String identifier, long userId, String from, String to) {
        return new BridgeIdentity(system, identifier, userId, "override", LocalDate.parse(from), LocalDate.parse(to));
    }

    @Test
    void rowsOfOneIdentifierMayFollowEachOtherInAnyOrderButNotOverlap() {
        String early = "login,x,login,anna,2026-08-01,2026-08-05";
        String late = "login,x,login,ben,2026-08-05,2026-08-10";
        assertThat(overrides(early, late).decisions()).hasSize(2);
        assertThat(overrides(late, early).decisions()).hasSize(2);
        assertThatThrownBy(() -> overrides(late, "login,X,login,anna,2026-08-01,2026-08-06"))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("identity_overrides.csv:3")
                .hasMessageContaining("one row for an identifier on a day");
    }

    @Test
    void ofTwoListsTheFirstCountsWhereBothDecide() {
        IdentityOverrides both = overrides("login,x,login,anna,2026-08-01,2026-08-05")
                .then(overrides("login,x,login,ben,2026-08-04,2026-08-06", "login,x,login,ben,2026-08-06,2026-08-09"));
        assertThat(both.decisions())
                .extracting(decision -> decision.sameIdentifier() + " " + decision.validFrom())
                .containsExactly("anna 2026-08-01", "ben 2026-08-06");
    }

    @Test
    void rowsOfSomebodyWhoWasErasedAreNoFaultAndSplitNobody() {
        assertThat(overrides("login," + ERASED + ",login," + ERASED + ",,").decisions())
                .isEmpty();
        String same = "gitlab," + ERASED + ",login," + ERASED + ",,";
        assertThat(overrides(same, same).decisions()).hasSize(1);
    }
}
