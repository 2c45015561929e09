package org.scewarehouse.etl.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.star.Pseudonyms;

/** What the lake keeps of erasures, whoever else erases meanwhile. */
class ErasureRegistryTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 8, 21);

    @TempDir
    Path lake;

    private ErasureRegistry registry() {
        return new ErasureRegistry(
                new LocalStore(lake), new Pseudonyms("a secret for tests only".getBytes(StandardCharsets.UTF_8)));
    }

    private static ErasurePlan plan(String login, String token) {
        ErasurePlan.Builder names = new ErasurePlan.Builder();
        names.login(login);
        names.employeeId("4711", "employee_id", "manager_employee_id");
        names.givenName("Anna");
        return names.build(token, List.of(1L));
    }

    /** Two processes may both bring an erasure to its end, and that of somebody else begin between these ends. */
    @Test
    void whoComesLateDoesNotEndTheErasureOfSomebodyElse() {
        ErasureRegistry registry = registry();
        ErasurePlan anna = plan("anna", "erased1");
        ErasurePlan bo = plan("bo.berg", "erased2");
        assertThat(registry.begin(anna, TODAY)).isTrue();
        assertThat(registry.begin(anna, TODAY)).isTrue();
        assertThat(registry.begin(bo, TODAY)).isFalse();
        registry.end(anna);
        assertThat(registry.begin(bo, TODAY)).isTrue();
        registry.end(anna);
        assertThat(registry.unfinished()).hasValue(bo);
        registry.setAside(anna);
        assertThat(registry.unfinished()).hasValue(bo);
        assertThat(registry.setAside()).containsExactly(anna);
    }

    @Test
    void whatIsErasedAgainOnAnotherDayIsKeptOnce() {
        ErasureRegistry registry = registry();
        ErasurePlan anna = plan("anna", "erased1");
        registry.begin(anna, TODAY);
        List<ErasedIdentifier> first = registry.erased();
        registry.begin(anna, TODAY.plusDays(30));
        assertThat(registry.erased()).isEqualTo(first);
    }

    @Test
    void aNameMeansWhomItAlwaysMeans() {
        ErasureRegistry registry = registry();
        registry.begin(plan("anna.smith", "erased1"), TODAY);
        for (String name : List.of("anna.smith", "erased1")) {
            assertThat(registry.find(name, false)).as(name).isNotNull();
        }
        assertThat(registry.find("4711", true)).isNotNull();
        assertThat(registry.find("anna", false)).isNull();
        assertThat(registry.find("anna.smith", true)).isNull();
    }
}
