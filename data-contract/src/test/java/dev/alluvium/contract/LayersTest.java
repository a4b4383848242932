// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Transforms, the sink and Spark jobs read contracts by this: it knows none of them. */
class LayersTest {
    private static final String CONTRACT = "dev.alluvium.contract";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(CONTRACT);

    @Test
    void knowsNobodyWhoReadsContractsByIt() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CONTRACT, "java..", "org.jspecify..", "com.fasterxml.jackson..", "com.networknt..")
                .check(CLASSES);
    }

    @Test
    void onlyWhatReadsAndWritesFilesKnowsTheLibraries() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(ContractReader|ContractNodes|ContractDraft)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..", "com.networknt..")
                .check(CLASSES);
    }
}
