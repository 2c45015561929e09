package org.scewarehouse.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.scewarehouse.model.TableSpec;

class RowCodecTest {

    private static final TableSpec<FactSample> TABLE = TableSpec.of(FactSample.class);
    private static final byte[] SIGNATURE = "PGCOPY\n\u00FF\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private final Row row = new Row(TABLE.curatedColumns());
    private final RowCodec codec = new RowCodec(TABLE.curatedColumns());

    @Test
    void postgresqlReadsAndWritesTheVerySameBytes() throws Exception {
        List<FactSample> samples = List.of(
                FactSample.full(1),
                FactSample.sparse(2),
                FactSample.full(3).withNumbers(new BigDecimal("0.010000"), 1e300),
                FactSample.full(4).withNumbers(new BigDecimal("10000"), -1),
                FactSample.full(5).withNumbers(new BigDecimal("-99990000.000100"), 4.9e-324),
                FactSample.full(6).withNumbers(new BigDecimal("999999999999.999999"), 0.1));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(sent);
        header.write(SIGNATURE);
        header.writeLong(0);
        for (FactSample sample : samples) {
            sent.write(encoded(sample));
        }
        header.writeShort(-1);

        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                Connection connection = server.getPostgresDatabase().getConnection()) {
            String columns = TABLE.curatedColumns().stream()
                    .map(c -> c.name() + " " + c.type().sqlType())
                    .collect(Collectors.joining(", "));
            connection.createStatement().execute("create table sample (" + columns + ")");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyIn("copy sample from stdin (format binary)", new ByteArrayInputStream(sent.toByteArray()));
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            copy.copyOut("copy (select * from sample order by sample_key) to stdout (format binary)", received);

            assertThat(received.toByteArray()).isEqualTo(sent.toByteArray());
            try (var result = connection
                    .createStatement()
                    .executeQuery("select taken_at = '2026-03-01T10:00:01.123456Z' and note = 'größer 🚀 than 1'"
                            + " and left_on = '1969-12-31' and amount_usd = 123456789012.345678"
                            + " and tax_usd = -0.000001 and is_active = false and exit_code = -1"
                            + " from sample where sample_key = 1")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getBoolean(1)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 99, 100, 999_999, 1_000_000, -10_000_000_000L, 999_999_999_999_999_999L})
    void decodesWhatItEncoded(long millionths) {
        byte[] bytes = encoded(FactSample.full(9)
                .withNumbers(BigDecimal.valueOf(millionths, 6), 2)
                .withNote("x".repeat(5_000)));
        Row decoded = new Row(TABLE.curatedColumns());
        codec.decode(bytes, 0, bytes.length, decoded);

        int length = new RowCodec(TABLE.curatedColumns()).encode(decoded);
        assertThat(decoded.bits(decoded.position("amount_usd"))).isEqualTo(millionths);
        assertThat(length).isEqualTo(bytes.length);
        codec.encode(decoded);
        assertThat(Arrays.copyOf(codec.buffer(), length)).isEqualTo(bytes);
    }

    @Test
    void refusesTuplesThatAreCutOrOfOtherColumns() {
        byte[] bytes = encoded(FactSample.full(1));
        for (int length : new int[] {0, 1, 2, 5, 10, bytes.length - 1}) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.decode(cut, 0, cut.length, row)).isInstanceOf(DataRejected.class);
        }
        byte[] other = bytes.clone();
        other[5] = 4; // the first column, of eight bytes, claims to have four
        assertThatThrownBy(() -> codec.decode(other, 0, other.length, row)).isInstanceOf(DataRejected.class);
    }

    private byte[] encoded(FactSample sample) {
        row.fill(sample);
        int length = codec.encode(row);
        return Arrays.copyOf(codec.buffer(), length);
    }
}
