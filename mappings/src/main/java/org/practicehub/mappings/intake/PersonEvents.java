package org.practicehub.mappings.intake;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Systems;
import org.practicehub.mappings.household.Household;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/** A28, A29 and A31: what is known of a person, apart from any visit (5.1). */
final class PersonEvents {

    private static final String INACTIVE_BECAUSE = "urn:x-hub:extension:inactive-because";
    private static final Set<AppointmentStatus> TO_COME = EnumSet.of(
            AppointmentStatus.PROPOSED,
            AppointmentStatus.PENDING,
            AppointmentStatus.BOOKED,
            AppointmentStatus.WAITLIST);

    private final Message message;
    private final Draft draft;

    PersonEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /** A28: new. One that is known is updated, and that is said. */
    void add() {
        Segment pid = message.one("PID");
        if (Patients.find(pid, draft).isPresent()) {
            draft.source().warn(Code.DUPLICATE_KEY, pid.field(3), "The person to be added was known and was updated.");
        }
        Optional<Household> home = Household.apply(message, draft);
        home.ifPresent(person -> Findings.apply(message, person.patient(), Optional.empty(), draft));
        home.filter(person -> person.patient().hasExtension(INACTIVE_BECAUSE))
                .flatMap(person -> draft.edit(person.patient()))
                .ifPresent(copy -> {
                    copy.setActive(true);
                    copy.getExtension().removeIf(extension -> INACTIVE_BECAUSE.equals(extension.getUrl()));
                });
    }

    /**
     * A29: should not have been added. Nobody is deleted: the person is inactive, and it is said why. One that nobody knew
     * is noted so, so that the addition, when it comes late, is stale.
     */
    void remove() {
        Segment pid = message.one("PID");
        Optional<Patient> known = Patients.find(pid, draft);
        if (known.filter(patient -> !isCurrent(pid, patient)).isPresent()) {
            draft.source()
                    .warn(Code.NOT_POSSIBLE_NOW, pid.field(3), "A merge has ended this number; nobody goes by it now.");
            return;
        }
        if (known.isEmpty() && !draft.isHeld()) {
            draft.source().warn(Code.UNKNOWN_KEY, pid.field(3), "The person was not known and was noted as inactive.");
        }
        PatientUpdate.findOrCreate(pid, message.optional("PD1"), draft).ifPresent(patient -> {
            draft.about(patient);
            draft.edit(patient).ifPresent(copy -> {
                copy.setActive(false);
                copy.getExtension().removeIf(extension -> INACTIVE_BECAUSE.equals(extension.getUrl()));
                copy.addExtension(new Extension(INACTIVE_BECAUSE, reason())); // EVN-4
                flagAppointments(copy);
            });
        });
    }

    /** EVN-4; else the event itself is the reason. */
    private CodeableConcept reason() {
        return message.optional("EVN")
                .flatMap(evn -> Codes.concept(evn.field(4), "0062", draft.source()))
                .orElseGet(() -> new CodeableConcept()
                        .addCoding(new Coding().setSystem(Systems.v2("0003")).setCode("A29")));
    }

    private void flagAppointments(Patient patient) {
        draft.referringTo(Draft.reference(patient), Appointment.class).stream()
                .filter(appointment -> TO_COME.contains(appointment.getStatus()))
                .forEach(appointment -> {
                    draft.about(appointment);
                    draft.source()
                            .warn(
                                    Code.CONTRADICTION,
                                    Place.of("PID", 3),
                                    "This person still has appointments to come.");
                });
    }

    /** Whether the patient goes by one of these numbers still. */
    private boolean isCurrent(Segment pid, Patient patient) {
        Set<Token> named = Stream.of(pid.field(3), pid.field(2), pid.field(4))
                .flatMap(list -> Identifiers.tokens(list, draft.feed()).stream())
                .collect(Collectors.toSet());
        return patient.getIdentifier().stream()
                .filter(identifier -> identifier.getUse() != IdentifierUse.OLD)
                .flatMap(identifier -> Tokens.of(identifier).stream())
                .anyMatch(named::contains);
    }

    /** A31: other than we knew. */
    void update() {
        if (PatientUpdate.mayCreate(message, draft)) {
            Household.apply(message, draft)
                    .ifPresent(person -> Findings.apply(message, person.patient(), Optional.empty(), draft));
        }
    }
}
