package org.practicehub.routes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies run one way: routes know mappings, and not the server that they may run in. */
@AnalyzeClasses(packages = "org.practicehub.routes", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule NOTHING_ABOVE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.practicehub.server..", "ca.uhn.fhir.jpa..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule THE_JOURNAL_KNOWS_NO_TRANSPORT = noClasses()
            .that()
            .resideInAnyPackage("org.practicehub.routes.journal..", "org.practicehub.routes.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.practicehub.routes.transport..", "org.apache.camel..", "io.netty..");
}
