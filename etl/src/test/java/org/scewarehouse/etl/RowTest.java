package org.scewarehouse.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scewarehouse.model.TableSpec;

class RowTest {

    private static final TableSpec<FactSample> TABLE = TableSpec.of(FactSample.class);
    private final Row row = new Row(TABLE.curatedColumns());

    @Test
    void holdsEveryTypeAsDocumented() {
        int cleaned = row.fill(FactSample.full(4));

        assertThat(cleaned).isZero();
        assertThat(row.columns()).extracting(c -> c.name()).doesNotContain("day", "user_key");
        assertThat(row.bits(row.position("sample_key"))).isEqualTo(4);
        assertThat(row.bits(row.position("taken_at"))).isEqualTo(1_772_359_204_123_456L);
        assertThat(text("note")).isEqualTo("größer 🚀 than 4");
        assertThat(row.bits(row.position("exit_code"))).isEqualTo(-1);
        assertThat(row.number(row.position("cpu_seconds"))).isEqualTo(4 / 3.0);
        assertThat(row.bits(row.position("is_active"))).isEqualTo(1);
        assertThat(row.bits(row.position("left_on"))).isEqualTo(-1);
        assertThat(row.bits(row.position("ended_at"))).isEqualTo(-1);
        assertThat(row.bits(row.position("amount_usd"))).isEqualTo(123_456_789_012_345_678L);
        assertThat(row.bits(row.position("tax_usd"))).isEqualTo(-1);
    }

    @Test
    void forgetsTheRowBefore() {
        row.fill(FactSample.full(4));
        row.fill(FactSample.sparse(5));

        assertThat(row.isNull(row.position("note"))).isTrue();
        assertThat(row.isNull(row.position("tax_usd"))).isTrue();
        assertThat(row.isNull(row.position("run_count"))).isFalse();
        assertThatThrownBy(() -> row.text(row.position("note"))).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\uD83Db", "a\uDE80b", "\uD83D"})
    void replacesWhatPostgresqlAndUtf8CannotHold(String text) {
        for (int i = 1; i <= 2; i++) {
            assertThat(row.fill(FactSample.full(1).withNote(text))).isEqualTo(1);
            assertThat(text("note")).isEqualTo(text.replaceAll("\0|[\uD800-\uDFFF]", "\uFFFD"));
        }
    }

    @Test
    void keepsPairsOfSurrogatesBesideALoneOne() {
        assertThat(row.fill(FactSample.full(1).withNote("🚀\uDE80🚀"))).isEqualTo(1);
        assertThat(text("note")).isEqualTo("🚀\uFFFD🚀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000001", "1000000000000", "-1000000000000", "1e30"})
    void refusesDecimalsThatWouldBeRounded(String amount) {
        assertThatThrownBy(() -> row.fill(FactSample.full(1).withNumbers(new BigDecimal(amount), 0)))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("FactSample, column amount_usd")
                .hasMessageContaining(new BigDecimal(amount).toPlainString());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNoNumber(double seconds) {
        assertThatThrownBy(() -> row.fill(FactSample.full(1).withNumbers(BigDecimal.ONE, seconds)))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("cpu_seconds");
    }

    @Test
    void zeroHasNoSign() {
        row.fill(FactSample.full(1).withNumbers(BigDecimal.ONE, -0.0));

        assertThat(row.bits(row.position("cpu_seconds"))).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // the point of the test
    void refusesNullWhereNoneIsAllowed() {
        FactSample broken = FactSample.full(1).withNumbers(null, 1);

        assertThatThrownBy(() -> row.fill(broken))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("amount_usd: expected a value, got null");
    }

    private String text(String column) {
        return new String(row.text(row.position(column)), StandardCharsets.UTF_8);
    }
}
