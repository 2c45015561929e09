package org.scewarehouse.etl.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scewarehouse.model.Warehouse;

/** What a person is called, and on which days. */
class ErasurePlanTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);

    private final ErasurePlan.Builder names = new ErasurePlan.Builder();

    private ErasurePlan plan() {
        return names.build("erased1", List.of(1L));
    }

    @Test
    void onDaysOnWhichALoginMeansSomebodyElseNoFormOfItIsTheirs() {
        names.login("a.smith");
        names.login("other");
        names.except("a.smith", DAY, DAY.plusDays(2), false);
        ErasurePlan plan = plan();
        for (LocalDate day : List.of(DAY.minusDays(1), DAY.plusDays(2))) {
            assertThat(plan.words(day)).contains("a.smith", "a-smith", "a_smith", "other");
        }
        for (LocalDate day : List.of(DAY, DAY.plusDays(1))) {
            assertThat(plan.words(day)).contains("other").noneMatch(word -> word.contains("smith"));
        }
        assertThat(plan.words(null)).contains("other").noneMatch(word -> word.contains("smith"));
        assertThat(plan.isAbout("other", false)).isTrue();
        assertThat(plan.isAbout("a.smith", false)).isFalse();
    }

    @Test
    void aFullNameThatIsSomebodyElsesLoginIsNotTheirsOnTheirDays() {
        names.givenName("Anna");
        names.familyName("Smith");
        names.login("anna.smith");
        assertThat(names.words()).contains("anna.smith", "smith_anna");
        names.except("anna.smith", DAY, Warehouse.OPEN_END, false);
        assertThat(names.build("erased1", List.of()).words(DAY))
                .as("whom HR does not know may be nobody else")
                .contains("anna.smith");
        names.except("anna.smith", DAY, Warehouse.OPEN_END, true);
        ErasurePlan plan = plan();
        assertThat(plan.words(DAY.minusDays(1))).contains("anna.smith", "anna-smith", "anna_smith", "smith, anna");
        assertThat(plan.words(DAY))
                .contains("anna smith", "smith, anna")
                .doesNotContain("anna.smith", "anna-smith", "anna_smith");
    }

    @Test
    void aNameThatHasATokenIsNoNews() {
        names.givenName("erased1");
        names.familyName("erased1");
        names.login("erased1");
        assertThat(names.words()).contains("erased1 erased1");
        assertThat(plan().isNews()).isFalse();
    }

    @Test
    void whatWasTheirsForAWhileIsCutWhereItMeantSomebodyElse() {
        names.account("svc-7", DAY, DAY.plusDays(10));
        names.except("svc-7", DAY.minusDays(5), DAY.plusDays(2), true);
        names.except("svc-7", DAY.plusDays(20), Warehouse.OPEN_END, true);
        assertThat(plan().identifiers())
                .containsExactly(new ErasurePlan.Identifier(
                        "svc-7", ErasedIdentifier.Rule.WORD, "", DAY.plusDays(2), DAY.plusDays(10)));
    }

    @Test
    void whatMayBeAnythingIsNoWord() {
        names.account("4711", DAY, DAY.plusDays(1));
        names.employeeId("a7", "employee_id", "manager_employee_id");
        names.employeeId("123", "employee_id", "manager_employee_id");
        names.employeeId("1234", "employee_id", "manager_employee_id");
        names.employeeId("b12", "employee_id", "manager_employee_id");
        names.name("2026-03-04");
        names.givenName("Ada");
        assertThat(plan().words(DAY)).containsExactly("b12");
        assertThat(plan().numbers()).containsExactly("1234");
        assertThat(plan().isEmployee(" B12 ")).isTrue();
        assertThat(plan().isEmployee("ada")).isFalse();
    }

    @Test
    void whoWasErasedAlreadyAndIsCalledNothingElseIsNoNews() {
        names.login("erased1");
        names.familyName("Erased1");
        assertThat(plan().isNews()).isFalse();
        names.login("ada");
        assertThat(plan().isNews()).isTrue();
    }

    @Test
    void whatAnEarlierPlanLeftIsDoneWithTheLaterOne() {
        names.login("ada");
        ErasurePlan earlier = names.build("erased1", List.of(1L, 2L));
        names.login("lovelace");
        ErasurePlan both = names.build("erased1", List.of(2L, 3L)).after(earlier);
        assertThat(both.userIds()).containsExactly(1L, 2L, 3L);
        assertThat(both.words(null)).contains("ada", "lovelace");
        assertThat(both.identifiers()).doesNotHaveDuplicates();
    }

    @Test
    void theTokenOfSomebodyElseIsNotTheirs() {
        names.login("ada");
        names.login("erased2");
        names.except("erased2");
        assertThat(plan().words(null)).contains("ada").noneMatch(word -> word.contains("erased2"));
    }
}
