package org.practicehub.mappings.intake;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.PidToDeceased;
import org.practicehub.mappings.segments.Pv1ToEncounter;
import org.practicehub.mappings.segments.Pv1ToLocations;

/** A01, A03, A04, A08, A11 and A13: what happens to a visit (5.1). */
final class VisitEvents {

    private final Message message;
    private final Draft draft;

    VisitEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /** A01: admitted. */
    void admit() {
        patientWithHousehold()
                .ifPresent(home -> visit().ifPresent(pv1 -> known(pv1, home).ifPresent(encounter -> {
                    write(pv1, encounter, home.account());
                    VisitStatus.admit(encounter, pv1, draft);
                    places(pv1, encounter);
                })));
    }

    /** A04: arrived, and with that the appointment it was for. */
    void register() {
        patientWithHousehold()
                .ifPresent(home -> visit().ifPresent(pv1 -> known(pv1, home).ifPresent(encounter -> {
                    write(pv1, encounter, home.account());
                    VisitStatus.register(encounter, pv1, draft);
                    places(pv1, encounter);
                    VisitAppointment of = new VisitAppointment(message, pv1, draft);
                    of.link(encounter, home.patient());
                    of.arrived(encounter);
                })));
    }

    /** A08: something about patient or visit is other than we knew. */
    void update() {
        if (!PatientUpdate.mayCreate(message, draft)) {
            return;
        }
        patientWithHousehold()
                .ifPresent(home -> visit().filter(pv1 -> pv1.field(19).isPresent())
                        .flatMap(pv1 -> known(pv1, home))
                        .ifPresent(encounter -> {
                            Segment pv1 = message.one("PV1");
                            write(pv1, encounter, home.account());
                            VisitStatus.update(encounter, pv1, draft);
                            places(pv1, encounter);
                        }));
    }

    /** A03: over. Of the patient it tells only whether they died. */
    void end() {
        patient().ifPresent(patient -> visit().ifPresent(pv1 -> known(pv1, Household.of(patient))
                .ifPresent(encounter -> {
                    boolean again = encounter.getStatus() == EncounterStatus.FINISHED;
                    Pv1ToEncounter.apply(pv1, encounter, draft);
                    if (!encounter.getPeriod().hasEnd()) {
                        encounter.getPeriod().setEndElement(draft.event().happened(draft.source())); // EVN-6, EVN-2
                    }
                    if (!again) {
                        Pv1ToLocations.apply(
                                pv1, encounter, encounter.getPeriod().getEndElement(), draft);
                        Pv1ToLocations.complete(encounter, encounter.getPeriod().getEndElement());
                    }
                    encounter.setStatus(EncounterStatus.FINISHED);
                    VisitAppointment of = new VisitAppointment(message, pv1, draft);
                    of.link(encounter, patient);
                    of.fulfilled(encounter);
                    Segment pid = message.one("PID");
                    String visit = Draft.reference(encounter);
                    draft.edit(patient)
                            .ifPresent(copy -> PidToDeceased.applyAtEndOfVisit(
                                    pid, copy, visit, draft.source())); // PID-29, PID-30
                })));
    }

    /** A11: never was. A visit nobody knew is noted as cancelled, so that its beginning, when it comes late, is stale. */
    void cancel() {
        patient().ifPresent(patient -> visit().ifPresent(
                        pv1 -> known(pv1, Household.of(patient)).ifPresent(encounter -> {
                            if (draft.isNew(encounter)) {
                                Pv1ToEncounter.apply(pv1, encounter, draft);
                            }
                            Pv1ToLocations.complete(encounter, draft.event().happened(draft.source()));
                            encounter.setStatus(EncounterStatus.CANCELLED);
                            new VisitAppointment(message, pv1, draft).booked(encounter);
                        })));
    }

    /** A13: goes on after all. */
    void reopen() {
        patient().ifPresent(patient -> visit().ifPresent(pv1 -> known(pv1, Household.of(patient))
                .ifPresent(encounter -> {
                    if (encounter.getStatus() != EncounterStatus.FINISHED && !draft.isNew(encounter)) {
                        draft.source()
                                .warn(
                                        Code.NOT_POSSIBLE_NOW,
                                        pv1.field(19),
                                        "The visit is not over; nothing was taken back.");
                        return;
                    }
                    DateTimeType ended = encounter.getPeriod().getEndElement().copy();
                    Pv1ToEncounter.apply(pv1, encounter, draft);
                    encounter.getPeriod().setEndElement(null);
                    encounter.getHospitalization().setDischargeDisposition(null);
                    if (encounter.getHospitalization().isEmpty()) {
                        encounter.setHospitalization(null);
                    }
                    encounter.setStatus(EncounterStatus.INPROGRESS);
                    Pv1ToLocations.reopen(pv1, encounter, ended, draft.event().happened(draft.source()), draft);
                    new VisitAppointment(message, pv1, draft).arrivedAgain(encounter);
                    undoDeath(patient, Draft.reference(encounter));
                })));
    }

    private void undoDeath(Patient patient, String encounter) {
        Segment pid = message.one("PID");
        if (PidToDeceased.wouldUndo(pid, patient, encounter)) {
            draft.edit(patient).ifPresent(copy -> copy.setDeceased(null)); // PID-29, PID-30
        }
    }

    private Optional<Segment> visit() {
        return Visits.visit(message);
    }

    private Optional<Patient> patient() {
        Optional<Patient> patient = PatientUpdate.findOrCreate(message.one("PID"), message.optional("PD1"), draft);
        patient.ifPresent(draft::about);
        return patient;
    }

    private Optional<Household> patientWithHousehold() {
        return Household.apply(message, draft);
    }

    /** The Encounter to write on: known, or new; empty when it may not be written. */
    private Optional<Encounter> known(Segment pv1, Household home) {
        Optional<Encounter> known = Visits.find(message, pv1, draft);
        Optional<Encounter> encounter = known.isPresent()
                ? draft.edit(known.get())
                : Visits.create(message, pv1, home.patient(), home.account(), draft);
        known.or(() -> encounter).ifPresent(draft::about);
        return encounter;
    }

    private void write(Segment pv1, Encounter encounter, Optional<Account> account) {
        Visits.identify(message, pv1, encounter, draft);
        account.map(Draft::reference)
                .ifPresent(reference -> encounter.setAccount(List.of(new Reference(reference)))); // PID-18
        Pv1ToEncounter.apply(pv1, encounter, draft);
    }

    /** Where the patient is; of a visit that is over there is only where they were. */
    private void places(Segment pv1, Encounter encounter) {
        if (VisitStatus.isOver(encounter)) {
            return;
        }
        Pv1ToLocations.apply(
                pv1, encounter, cameAt(pv1, encounter, draft.event().happened(draft.source())), draft);
    }

    /** When the patient came to the place: to the first one with the visit, to another when that was told. */
    private DateTimeType cameAt(Segment pv1, Encounter encounter, DateTimeType otherwise) {
        return encounter.getLocation().isEmpty()
                ? Times.dateTime(pv1.field(44), draft.source()).orElse(otherwise) // PV1-44
                : otherwise;
    }
}
