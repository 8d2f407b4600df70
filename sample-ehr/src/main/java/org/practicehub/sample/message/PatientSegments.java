package org.practicehub.sample.message;

import static org.practicehub.sample.message.DataTypes.ce;
import static org.practicehub.sample.message.DataTypes.cx;
import static org.practicehub.sample.message.DataTypes.email;
import static org.practicehub.sample.message.DataTypes.home;
import static org.practicehub.sample.message.DataTypes.phone;
import static org.practicehub.sample.message.DataTypes.xpn;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.practicehub.sample.patients.Contact;
import org.practicehub.sample.patients.NextOfKin;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Practitioner;

/** PID, PD1, NK1 and MRG: who the patient is and whom to call. */
final class PatientSegments {

    private static final Map<String, String> MARITAL_STATUS =
            Map.of("S", "Single", "M", "Married", "D", "Divorced", "W", "Widowed");
    private static final Map<String, String> RELATION =
            Map.of("SPO", "Spouse", "MTH", "Mother", "FTH", "Father", "CHD", "Child", "SIB", "Sibling", "SEL", "Self");

    private PatientSegments() {}

    static String pid(Patient patient) {
        return new Segment("PID")
                .set(1, "1") // PID-1
                .set(3, cx(patient.mrn(), Authority.MRN, "MR")) // PID-3
                .set(5, xpn(patient.name())) // PID-5
                .set(7, Stamp.date(patient.birthDate())) // PID-7
                .set(8, patient.sex()) // PID-8
                .set(11, home(patient.address())) // PID-11
                .set(13, reachedAt(patient.contact())) // PID-13
                .set(15, language(patient.language())) // PID-15
                .set(16, maritalStatus(patient.maritalStatus())) // PID-16
                .set(18, cx(patient.account(), Authority.ACCOUNT, "AN")) // PID-18
                .toString();
    }

    static String pd1(Practitioner pcp) {
        return new Segment("PD1")
                .set(4, DataTypes.xcn(pcp)) // PD1-4
                .toString();
    }

    static Stream<String> nk1(Patient patient) {
        List<NextOfKin> kin = patient.nextOfKin();
        return kin.stream().map(next -> new Segment("NK1")
                .set(1, String.valueOf(kin.indexOf(next) + 1)) // NK1-1
                .set(2, xpn(next.family(), next.given())) // NK1-2
                .set(3, relation(next.relation())) // NK1-3
                .set(5, phone(next.phone(), "PRN", "PH")) // NK1-5
                .set(7, ce("N", "Next-of-Kin", "HL70131")) // NK1-7
                .toString());
    }

    /** The registration that ends: its numbers and the name it stood under. */
    static String mrg(Patient ended) {
        return new Segment("MRG")
                .set(1, cx(ended.mrn(), Authority.MRN, "MR")) // MRG-1
                .set(3, cx(ended.account(), Authority.ACCOUNT, "AN")) // MRG-3
                .set(7, xpn(ended.name())) // MRG-7
                .toString();
    }

    static Field relation(String code) {
        return ce(code, RELATION.getOrDefault(code, ""), "HL70063");
    }

    static Field reachedAt(Contact contact) {
        return Field.repeat(List.of(
                phone(contact.homePhone(), "PRN", "PH"),
                phone(contact.mobilePhone(), "PRN", "CP"),
                email(contact.email())));
    }

    private static Field language(String code) {
        return code.isEmpty()
                ? Field.EMPTY
                : ce(code, Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH), "HL70296");
    }

    private static Field maritalStatus(String code) {
        return code.isEmpty() ? Field.EMPTY : ce(code, MARITAL_STATUS.getOrDefault(code, ""), "HL70002");
    }
}
