package org.scewarehouse.etl.star;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownPeopleTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 1);
    private static final LocalDate LATER = LocalDate.of(2026, 8, 10);
    private static final Dimensions NOBODY = new Dimensions("", new byte[32], Reference.none());

    private final KnownPeople.Builder builder = new KnownPeople.Builder();

    /** A person whose pseudonym begins with the digit, so that their mask is {@code user-} and eight of it. */
    private void person(int digit, String login, String email, LocalDate from) {
        builder.person(digit, Integer.toString(digit).repeat(32));
        builder.claim(Identities.LOGIN, login, from);
        builder.claim(Identities.EMAIL, email, from);
        builder.name(login, from);
        builder.name(email, from);
    }

    private Identities identities() {
        return NOBODY.with(builder.build(), IdentityOverrides.NONE).identities();
    }

    private String masked(String text, LocalDate day) {
        return NOBODY.with(builder.build(), IdentityOverrides.NONE)
                .masker(Map.of("bo", "BO", "carla", "CARLA"), day)
                .mask(text);
    }

    @ParameterizedTest
    @CsvSource({"anna.smith, 1", "ANNA.Smith, 1", "' anna.smith', 1", "'\u2003Anna.Smith\t', 1", "bj\u00d6rn, 2"})
    void anIdentifierIsFoundWhateverItsCaseAndTheBlanksAroundIt(String identifier, long userId) {
        person(1, "anna.smith", "a@example.org", FIRST);
        person(2, "bj\u00f6rn", "b@example.org", FIRST);
        Person found = identities().person(Identities.LOGIN, identifier, LATER);
        assertThat(found.userId()).isEqualTo(userId);
        assertThat(found.identifiers().get(0).identifier()).isEqualTo(Identities.plain(identifier));
        assertThat(identities().person(Identities.EMAIL, identifier, LATER).isInferred())
                .isTrue();
    }

    @Test
    void whoHadALoginLastHasItAndTheFirstHadItBefore() {
        person(1, "anna", "a@example.org", FIRST);
        person(2, "anna", "b@example.org", LATER);
        Identities identities = identities();
        assertThat(identities.person("anna", FIRST.minusYears(1)).userId()).isEqualTo(1);
        assertThat(identities.person("anna", LATER.minusDays(1)).userId()).isEqualTo(1);
        assertThat(identities.person("anna", LATER).userId()).isEqualTo(2);
        assertThat(identities.person("anna", LATER)).isSameAs(identities.person("anna", LATER));
    }

    /** Against a map that does it plainly. */
    @Test
    void aThousandLoginsOfManyHolders() {
        Random random = new Random(3);
        Map<String, Map<LocalDate, Long>> plain = new HashMap<>();
        for (int person = 1; person <= 3000; person++) {
            String login = "u" + random.nextInt(1000);
            LocalDate from = FIRST.plusDays(random.nextInt(30));
            Map<LocalDate, Long> holders = plain.computeIfAbsent(login, key -> new HashMap<>());
            if (holders.putIfAbsent(from, (long) person) == null) {
                builder.person(person, "%032x".formatted(person));
                builder.claim(Identities.LOGIN, login, from);
            }
        }
        Identities identities = identities();
        plain.forEach((login, holders) -> {
            for (LocalDate day = FIRST.minusDays(1); day.isBefore(FIRST.plusDays(31)); day = day.plusDays(1)) {
                LocalDate on = day;
                LocalDate claimed = holders.keySet().stream()
                        .filter(from -> !from.isAfter(on))
                        .max(LocalDate::compareTo)
                        .orElseGet(() -> holders.keySet().stream()
                                .min(LocalDate::compareTo)
                                .orElseThrow());
                assertThat(identities.person(login, on).userId())
                        .as(login + " " + on)
                        .isEqualTo(holders.get(claimed));
            }
        });
        assertThat(identities.person("u1000", FIRST).isInferred()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "session-7f-anna.smith, session-7f-user-11111111",
        "home/Anna.Smith/r, home/user-11111111/r",
        "jupyter-anna-2esmith, jupyter-user-11111111",
        "jupyter-anna-smith--srv, jupyter-user-11111111--srv",
        "claim_anna_smith, claim_user-11111111",
        "to a.smith@example.org, to user-11111111",
        "x-a-smith-example-org, x-user-11111111",
        "x-a-smith, x-user-11111111",
        "jupyter-anna-smith---d935fc13--srv, jupyter-user-11111111--srv",
        "jupyter-anna-sm---d935fc13, jupyter-user-11111111",
        "jupyter-anna-sm---d935fc14, jupyter-anna-sm---d935fc14",
        "anna/smith, anna/smith",
        "anna.smithy, anna.smithy",
        "joanna.smith, joanna.smith",
        "bo-carla, bo-CARLA"
    })
    void namesThatHrHasShownAreMaskedThoughNoRecordOfTheDayNamesThem(String text, String expected) {
        person(1, "anna.smith", "a.smith@example.org", FIRST);
        person(2, "bo", "bo.berg@example.org", FIRST);
        assertThat(masked(text, LATER)).isEqualTo(expected);
    }

    @Test
    void aNameCountsFromTheDayOnWhichHrShowedItAndTheFirstOnesAlways() {
        person(1, "anna", "a@example.org", FIRST);
        person(2, "newcomer", "n@example.org", LATER);
        assertThat(masked("anna/newcomer", FIRST.minusYears(1))).isEqualTo("user-11111111/newcomer");
        assertThat(masked("anna/newcomer", LATER.minusDays(1))).isEqualTo("user-11111111/newcomer");
        assertThat(masked("anna/newcomer", LATER)).isEqualTo("user-11111111/user-22222222");
    }

    @Test
    void noneOfManyNamesIsLost() {
        for (int person = 1; person <= 500; person++) {
            builder.person(person, "%032x".formatted((long) person << 24));
            builder.claim(Identities.LOGIN, "u" + person + ".x", FIRST);
            builder.name("u" + person + ".x", FIRST);
        }
        for (int person = 1; person <= 500; person++) {
            assertThat(masked("home/u" + person + "-x/r", LATER)).doesNotContain("u" + person);
        }
    }

    @Test
    void aNameThatWentToSomebodyElseIsMaskedAsWhomItMeansOnTheDay() {
        person(1, "anna", "a@example.org", FIRST);
        person(2, "anna", "b@example.org", LATER);
        assertThat(masked("x-anna", FIRST)).isEqualTo("x-user-11111111");
        assertThat(masked("x-anna", LATER)).isEqualTo("x-user-22222222");
    }
}
