// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.silver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What a change does to a row knows nothing of Spark; Spark's edge knows nothing of the command line. */
final class LayersTest {
    private static final String CORE = "dev.alluvium.silver.cdc";

    private static final JavaClasses SILVER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.alluvium.silver");

    @Test
    void the_core_is_pure() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CORE, "java.lang..", "java.util..", "org.jspecify..")
                .check(SILVER);
    }

    @Test
    void sparks_edge_does_not_know_the_command() {
        noClasses()
                .that()
                .resideInAPackage("dev.alluvium.silver.spark")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.alluvium.silver.command", "picocli..")
                .check(SILVER);
    }
}
