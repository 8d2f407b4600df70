package org.practicehub.sample.message;

import static org.practicehub.sample.message.DataTypes.ce;
import static org.practicehub.sample.message.DataTypes.cx;
import static org.practicehub.sample.message.DataTypes.home;
import static org.practicehub.sample.message.DataTypes.legal;
import static org.practicehub.sample.message.DataTypes.office;
import static org.practicehub.sample.message.DataTypes.phone;
import static org.practicehub.sample.message.DataTypes.xpn;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.practicehub.sample.patients.Coverage;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Payer;
import org.practicehub.sample.practice.Practice;

/** IN1: one segment for each coverage, in the order in which they pay. */
final class InsuranceSegments {

    private final Practice practice;
    private final Function<String, Optional<Patient>> patients;

    InsuranceSegments(Practice practice, Function<String, Optional<Patient>> patients) {
        this.practice = practice;
        this.patients = patients;
    }

    Stream<String> in1(Patient patient) {
        List<Coverage> coverages = patient.coverages();
        return IntStream.range(0, coverages.size()).mapToObj(i -> in1(i + 1, coverages.get(i), patient));
    }

    private String in1(int order, Coverage coverage, Patient patient) {
        Payer payer = practice.payer(coverage.payer());
        Segment in1 = new Segment("IN1")
                .set(1, String.valueOf(order)) // IN1-1
                .set(2, ce(coverage.planCode(), coverage.planName(), Authority.PLAN)) // IN1-2
                .set(3, cx(payer.code(), Authority.PAYER, "")) // IN1-3
                .set(4, payer.name()) // IN1-4
                .set(5, office(payer.address())) // IN1-5
                .set(7, phone(payer.phone(), "WPN", "PH")) // IN1-7
                .set(8, coverage.groupNumber()) // IN1-8
                .set(12, Stamp.date(coverage.start())) // IN1-12
                .set(17, relationship(coverage.relationship())) // IN1-17
                .set(22, String.valueOf(order)) // IN1-22
                .set(36, coverage.memberId()) // IN1-36
                .set(49, coverage.memberId()); // IN1-49
        Optional<Patient> subscriber = coverage.relationship() == Coverage.Relationship.SELF
                ? Optional.of(patient)
                : patients.apply(coverage.subscriberMrn());
        subscriber.ifPresentOrElse(
                who -> subscriber(in1, who),
                () -> in1.set(16, xpn(coverage.subscriberFamily(), coverage.subscriberGiven()))); // IN1-16
        return in1.toString();
    }

    private static void subscriber(Segment in1, Patient who) {
        in1.set(16, legal(who.name())) // IN1-16
                .set(18, Stamp.date(who.birthDate())) // IN1-18
                .set(19, home(who.address())) // IN1-19
                .set(43, who.sex()); // IN1-43
    }

    /**
     * What the patient is to the subscriber, as nearly every sender means it. Read word for word IN1-17 is the other way
     * round ("insured's relationship to patient"), and a child's coverage would say "parent".
     */
    private static Field relationship(Coverage.Relationship relationship) {
        return switch (relationship) {
            case SELF -> ce("SEL", "Self", "HL70063");
            case SPOUSE -> ce("SPO", "Spouse", "HL70063");
            case CHILD -> ce("CHD", "Child", "HL70063");
        };
    }
}
