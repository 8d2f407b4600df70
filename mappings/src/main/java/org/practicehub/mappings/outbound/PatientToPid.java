package org.practicehub.mappings.outbound;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.hl7v2.types.Systems;

/** Patient → PID. A social security number does not leave (G13). */
final class PatientToPid {

    private static final Predicate<ContactPoint> IS_WORK = telecom -> telecom.getUse() == ContactPointUse.WORK;

    private PatientToPid() {}

    static void write(Patient patient, int set, Values values, Writer out) {
        write(patient, set, Optional.empty(), values, out);
    }

    /** @param account where what the message tells of is to be paid */
    static void write(Patient patient, int set, Optional<Account> account, Values values, Writer out) {
        String[] pid = new String[30];
        java.util.Arrays.fill(pid, "");
        pid[0] = Integer.toString(set); // PID-1
        pid[2] = out.repetitions(identifiers(patient).map(values::cx).toList()); // PID-3
        pid[4] = values.names(patient.getName()); // PID-5
        pid[6] = patient.hasBirthDate() ? values.time(patient.getBirthDateElement()) : ""; // PID-7
        pid[7] = patient.hasGender()
                ? values.code(
                        "PID-8",
                        "0001",
                        "http://hl7.org/fhir/administrative-gender",
                        patient.getGenderElement().getValueAsString())
                : ""; // PID-8
        pid[10] = values.addresses(patient.getAddress()); // PID-11
        pid[12] = values.telecoms(patient.getTelecom().stream().filter(IS_WORK.negate())); // PID-13
        pid[13] = values.telecoms(patient.getTelecom().stream().filter(IS_WORK)); // PID-14
        pid[14] = patient.getCommunication().stream()
                .map(Patient.PatientCommunicationComponent::getLanguage)
                .map(language -> values.concept(language, "PID-15", "0296"))
                .findFirst()
                .orElse(""); // PID-15
        pid[15] = concept(patient.getMaritalStatus(), "PID-16", "0002", values); // PID-16
        pid[17] = account.flatMap(one -> one.getIdentifier().stream().findFirst())
                .map(values::cx)
                .orElse(""); // PID-18
        deceased(patient, pid, values); // PID-29, PID-30
        out.segment("PID", List.of(pid));
    }

    /** The numbers a system may know a patient by, the current ones. */
    static java.util.stream.Stream<Identifier> identifiers(Patient patient) {
        return patient.getIdentifier().stream()
                .filter(identifier -> identifier.getSystem() != null && identifier.getValue() != null)
                .filter(identifier -> identifier.getUse() != IdentifierUse.OLD)
                .filter(identifier -> !identifier.getSystem().equals(Systems.SSN));
    }

    private static String concept(CodeableConcept concept, String field, String table, Values values) {
        return concept.isEmpty() ? "" : values.concept(concept, field, table);
    }

    private static void deceased(Patient patient, String[] pid, Values values) {
        if (patient.getDeceased() instanceof DateTimeType at) {
            pid[28] = values.time(at);
            pid[29] = "Y";
        } else if (patient.getDeceased() instanceof BooleanType dead && dead.getValue() != null) {
            pid[29] = dead.booleanValue() ? "Y" : "N";
        }
    }
}
