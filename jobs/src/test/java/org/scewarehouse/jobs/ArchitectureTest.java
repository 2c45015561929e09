package org.scewarehouse.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The structure that docs/ARCHITECTURE.md promises: one direction of modules, Spring in one place, no circles. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.scewarehouse");

    @Test
    void theModelKnowsNothingOfWhatMovesData() {
        noClasses()
                .that()
                .resideInAPackage("org.scewarehouse.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.scewarehouse.etl..", "org.scewarehouse.jobs..")
                .check(PRODUCT);
    }

    @Test
    void etlKnowsNothingOfJobs() {
        noClasses()
                .that()
                .resideInAPackage("org.scewarehouse.etl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.scewarehouse.jobs..")
                .check(PRODUCT);
    }

    @Test
    void springLivesOnlyInJobs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.scewarehouse.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(PRODUCT);
    }

    @Test
    void packagesFormNoCircles() {
        slices().matching("org.scewarehouse.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void productCodeDoesNotUseTheSimulators() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.scewarehouse.etl.simulator..", "org.scewarehouse.jobs.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.scewarehouse.etl.simulator..")
                .check(PRODUCT);
    }

    @Test
    void clientsKnowNothingOfTheWarehouse() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Client")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.scewarehouse.model.dim..", "org.scewarehouse.model.fact..")
                .check(PRODUCT);
    }

    @Test
    void tablesAreRecords() {
        classes()
                .that()
                .areAnnotatedWith(org.scewarehouse.model.annotation.Table.class)
                .should()
                .beRecords()
                .check(PRODUCT);
    }
}
