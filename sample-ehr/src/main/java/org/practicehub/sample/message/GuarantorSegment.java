package org.practicehub.sample.message;

import static org.practicehub.sample.message.DataTypes.cx;
import static org.practicehub.sample.message.DataTypes.home;
import static org.practicehub.sample.message.DataTypes.legal;
import static org.practicehub.sample.message.DataTypes.phone;
import static org.practicehub.sample.message.DataTypes.xpn;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.practicehub.sample.patients.Patient;

/** GT1: who pays what the insurance does not. Grown-ups do for themselves, a parent does for a child. */
final class GuarantorSegment {

    private final Function<String, Optional<Patient>> patients;

    GuarantorSegment(Function<String, Optional<Patient>> patients) {
        this.patients = patients;
    }

    Optional<String> gt1(Patient patient, LocalDate today) {
        if (!patient.isMinor(today)) {
            return Optional.of(gt1(patient, "SEL"));
        }
        Optional<Patient> subscriber = patient.coverages().stream()
                .flatMap(coverage -> patients.apply(coverage.subscriberMrn()).stream())
                .filter(other -> !other.isMinor(today))
                .findFirst();
        return subscriber
                .map(parent -> gt1(parent, parent.sex().equals("F") ? "MTH" : "FTH"))
                .or(() -> nextOfKin(patient));
    }

    private static String gt1(Patient guarantor, String relation) {
        return new Segment("GT1")
                .set(1, "1") // GT1-1
                .set(2, cx(guarantor.mrn(), Authority.MRN, "MR")) // GT1-2
                .set(3, legal(guarantor.name())) // GT1-3
                .set(5, home(guarantor.address())) // GT1-5
                .set(6, PatientSegments.reachedAt(guarantor.contact())) // GT1-6
                .set(8, Stamp.date(guarantor.birthDate())) // GT1-8
                .set(9, guarantor.sex()) // GT1-9
                .set(11, PatientSegments.relation(relation)) // GT1-11
                .toString();
    }

    private static Optional<String> nextOfKin(Patient child) {
        return child.nextOfKin().stream().findFirst().map(kin -> new Segment("GT1")
                .set(1, "1") // GT1-1
                .set(3, xpn(kin.family(), kin.given())) // GT1-3
                .set(5, home(child.address())) // GT1-5
                .set(6, phone(kin.phone(), "PRN", "PH")) // GT1-6
                .set(11, PatientSegments.relation(kin.relation())) // GT1-11
                .toString());
    }
}
