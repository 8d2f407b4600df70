package org.practicehub.mappings;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The same message, feed and record give the same result, on any machine at any time: nothing else can come in. */
@AnalyzeClasses(packages = "org.practicehub.mappings", importOptions = DoNotIncludeTests.class)
class MappingsArePureTest {

    @ArchTest
    static final ArchRule KNOW_NOTHING_OF_THE_WORLD = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "org.apache.camel..",
                    "java.sql..",
                    "java.net.http..",
                    "java.util.concurrent.locks..",
                    "ca.uhn.fhir.rest..",
                    "ca.uhn.fhir.jpa..",
                    "ca.uhn.hl7v2..",
                    "org.slf4j..");

    /** The environment is for the program that the mappings also are, and comes in by its main method. */
    @ArchTest
    static final ArchRule HAVE_NO_CLOCK_AND_NO_DICE = noClasses()
            .that()
            .resideOutsideOfPackage("..commandline..")
            .should()
            .callMethodWhere(
                    target(nameMatching("now|randomUUID|currentTimeMillis|nanoTime|getenv|random|systemDefault")));

    /** HAPI's date types take the machine's time zone when they are made of a Date. */
    @ArchTest
    static final ArchRule TAKE_NO_TIME_FROM_THE_MACHINE = noClasses()
            .should()
            .callConstructorWhere(describe(
                    "makes a date of java.util.Date",
                    (JavaCall<?> call) -> call.getTargetOwner().getName().startsWith("org.hl7.fhir.r4.model.")
                            && call.getTarget().getRawParameterTypes().stream()
                                    .anyMatch(type -> type.getName().equals("java.util.Date"))));

    /** They add an element where there is none: reading would change what is read, and nothing would be equal any more. */
    @ArchTest
    static final ArchRule READ_WITHOUT_ADDING =
            noClasses().should().callMethodWhere(target(nameMatching("get.*FirstRep")));

    @ArchTest
    static final ArchRule CAPABILITIES_DO_NOT_LEAN_ON_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("..intake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..scheduling..", "..billing..");

    @ArchTest
    static final ArchRule NOR_THE_OTHER_WAY_ROUND = noClasses()
            .that()
            .resideInAPackage("..scheduling..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..intake..", "..billing..");

    @ArchTest
    static final ArchRule NOR_BILLING_ON_ANY = noClasses()
            .that()
            .resideInAPackage("..billing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..intake..", "..scheduling..", "..referrals..", "..documents..");

    @ArchTest
    static final ArchRule THE_KERNEL_LEANS_ON_NO_CAPABILITY = noClasses()
            .that()
            .resideInAnyPackage(
                    "..hl7v2..",
                    "..feed..",
                    "..problem..",
                    "..record..",
                    "..terms..",
                    "..directory..",
                    "..segments..",
                    "..household..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..intake..", "..scheduling..", "..orders..", "..billing..", "..referrals..", "..documents..");

    @ArchTest
    static final ArchRule REFERRALS_LEAN_ON_NO_OTHER_CAPABILITY = noClasses()
            .that()
            .resideInAPackage("..referrals..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..intake..", "..scheduling..", "..billing..", "..documents..");

    @ArchTest
    static final ArchRule NOR_DO_DOCUMENTS = noClasses()
            .that()
            .resideInAPackage("..documents..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..intake..", "..scheduling..", "..orders..", "..billing..", "..referrals..");

    @ArchTest
    static final ArchRule NOR_DO_ORDERS = noClasses()
            .that()
            .resideInAPackage("..orders..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..intake..", "..scheduling..", "..referrals..", "..documents..", "..billing..");
}
