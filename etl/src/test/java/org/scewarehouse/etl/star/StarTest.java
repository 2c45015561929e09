package org.scewarehouse.etl.star;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scewarehouse.etl.DataRejected;

class StarTest {

    private static final byte[] SECRET = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

    @Test
    void keysFitInto53BitsAndDependOnEveryPart() {
        Keys keys = new Keys("");
        assertThat(keys.key("image", "a", "b")).isBetween(1L, (1L << 53) - 1);
        assertThat(keys.key("image", "a", "b"))
                .isEqualTo(new Keys("").key("image", "a", "b"))
                .isNotEqualTo(keys.key("image", "ab", ""))
                .isNotEqualTo(keys.key("image", "a", "b", null))
                .isNotEqualTo(keys.key("volume", "a", "b"))
                .isNotEqualTo(new Keys("other").key("image", "a", "b"));
        assertThat(keys.key("image", (String) null)).isNotEqualTo(keys.key("image", ""));
        String path = "a/".repeat(2_000);
        long ofShort = keys.key("image", "a");
        assertThat(keys.key("image", path, "b")).isNotEqualTo(keys.key("image", path, "c"));
        assertThat(keys.key("image", "a")).isEqualTo(ofShort);
    }

    @Test
    void pseudonymsNeedTheSecretAndDifferByPurpose() {
        Pseudonyms pseudonyms = new Pseudonyms(SECRET);
        assertThat(pseudonyms.pseudonym("login:anna")).matches("[0-9a-f]{32}");
        assertThat(pseudonyms.containerId("login:anna")).matches("[0-9a-f]{24}");
        assertThat(pseudonyms.pseudonym("login:anna"))
                .doesNotStartWith(pseudonyms.containerId("login:anna"))
                .isNotEqualTo(
                        new Pseudonyms("0123456789abcdeF".getBytes(StandardCharsets.UTF_8)).pseudonym("login:anna"));
        assertThat(pseudonyms.fingerprint()).isNotEqualTo(new Pseudonyms(new byte[16]).fingerprint());
        assertThatThrownBy(() -> new Pseudonyms(new byte[4])).hasMessageContaining("sce.privacy.secret");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, 1002003",
        "1.2, 1002000",
        "7.3-65, 7003000",
        "2024.10.1rc1, 2024010001",
        "9999.999.999, 9999999999",
        "10000.1,",
        "1.1000,",
        "1.2.1000,",
        "2024a,",
        "unpinned,"
    })
    void versionsOfPackagesSortAsVersions(String version, Long sort) {
        assertThat(PackageVersion.sort(version)).isEqualTo(sort);
    }

    @Test
    void oneLoginIsOnePersonWhateverItsCase() {
        Identities identities = new Dimensions("", SECRET, Reference.none()).identities();
        assertThat(identities.person("Anna ", DAY)).isEqualTo(identities.person("login", "anna", DAY));
        assertThat(identities.person("anna@example.org", DAY).identifiers())
                .singleElement()
                .extracting(Person.MatchedIdentifier::systemName)
                .isEqualTo("email");
    }

    private static Masker masker(Map<String, String> loginToMask) {
        return new Dimensions("", SECRET, Reference.none()).masker(loginToMask, DAY);
    }

    @ParameterizedTest
    @CsvSource({
        "session-anna-x, session-USER-x",
        "ANNA, USER",
        "annabel, annabel",
        "home_anna/r, home_USER/r",
        "jupyter-b-2eo, jupyter-DOT",
        "jupyter-b-o, jupyter-DOT",
        "jupyter-b-o---1d5f6a9e, jupyter-DOT---1d5f6a9e",
        "x-anna-b-y, x-LONG-y",
        "u-c.d@example.org, u-MAIL",
        "claim-c-d, claim-MAIL",
        "al-stays, al-stays"
    })
    void masksLoginsAtTheEdgesOfWords(String text, String expected) {
        Masker masker = masker(
                Map.of("anna", "USER", "b.o", "DOT", "anna.b", "LONG", "c.d@example.org", "MAIL", "al", "SHORT"));
        assertThat(masker.mask(text)).isEqualTo(expected);
    }

    @Test
    void masksShortLoginsInTheirOwnersTextsOnly() {
        Masker masker = masker(Map.of("al", "SHORT"));
        assertThat(masker.mask("jupyter-al")).isEqualTo("jupyter-al");
        assertThat(masker.mask("jupyter-al", "al", "SHORT")).isEqualTo("jupyter-SHORT");
        assertThat(masker.mask("pod-late", "late", "OWN")).isEqualTo("pod-OWN");
    }

    @Test
    void masksHashedSlugs() {
        Masker masker = masker(Map.of("Ann@x.org", "MASK"));
        String hash = java.util.HexFormat.of()
                .formatHex(Keys.sha256().digest("Ann@x.org".getBytes(StandardCharsets.UTF_8)))
                .substring(0, 8);
        assertThat(masker.mask("jupyter-ann-x---" + hash + "--srv")).isEqualTo("jupyter-MASK--srv");
    }

    @Test
    void readsReferenceFiles() {
        Reference reference = Reference.parse(Map.of(
                "environments.csv", bytes("namespace_pattern,environment,region\nwb-.*,Workbench,eu\n"),
                "platform_team.csv", bytes("login,valid_from,valid_to\r\nAnna,2026-01-01,2026-01-15\r\n\r\n# end\r\n"),
                "images.csv",
                        bytes("repository,tag,status,valid_from,valid_to\n"
                                + "ide,*,current,,\n\"ide\",\"4,\"\"3\",withdrawn,,\n"),
                "prices.csv",
                        bytes("compute_system,rate_kind,resource,amount_usd,valid_from,valid_to\n"
                                + "*,billed,core_hour,0.031,,\n")));
        assertThat(reference.environment("wb-prod")).isNotNull();
        assertThat(reference.environment("other")).isNull();
        assertThat(reference.isPlatformTeam("anna", DAY.minusDays(1))).isTrue();
        assertThat(reference.isPlatformTeam("anna", DAY)).isFalse();
        assertThat(reference.imageStatus("ide", "4.2", DAY)).isEqualTo("current");
        assertThat(reference.imageStatus("ide", "4,\"3", DAY)).isEqualTo("withdrawn");
        assertThat(reference.imageStatus("other", null, DAY)).isNull();
        assertThat(reference.prices()).hasSize(1);
        assertThat(reference.fingerprint()).isNotEqualTo(Reference.none().fingerprint());
    }

    @Test
    void namesAllFaultsWithFileAndLine() {
        assertThatThrownBy(() -> Reference.parse(Map.of(
                        "holidays.csv", bytes("date,name\n2026-13-01,New Year\n2026-01-01\n2026-01-01,\n"),
                        "images.csv", bytes("repository,status\n"),
                        "platform_team.csv", bytes("login,valid_from,valid_to\nanna,2026-01-02,2026-01-02\n\"bo,,\n"),
                        "environments.csv", bytes("namespace_pattern,environment,region\n(,x,\n"))))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining(
                        "holidays.csv:2: column date: expected a day such as 2026-01-31, got '2026-13-01'")
                .hasMessageContaining("holidays.csv:3: expected 2 fields, got 1")
                .hasMessageContaining("holidays.csv:4: column name: expected a value")
                .hasMessageContaining("images.csv:1: expected the columns")
                .hasMessageContaining("platform_team.csv:2: column valid_to")
                .hasMessageContaining("platform_team.csv:3: a quote is never closed")
                .hasMessageContaining("environments.csv:2: column namespace_pattern");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
