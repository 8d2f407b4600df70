package org.practicehub.mappings.referrals;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.Rf1ToServiceRequest;

/** I12 to I15: a patient referred to us, the referral changed, taken back, asked about (R1, R2). */
final class ReferralEvents {

    private final Message message;
    private final Draft draft;
    private final Segment rf1;

    ReferralEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.rf1 = message.one("RF1");
    }

    /** I12: the same number again is the same referral, and makes no second Task (R3). */
    void refer() {
        referral(true).ifPresent(referral -> new ReferralStates(rf1, draft).refer(referral));
    }

    /** I13: one that is not known is set up (R2). */
    void modify() {
        referral(false).ifPresent(referral -> new ReferralStates(rf1, draft).modify(referral));
    }

    /** I14: taken back, and with it the visit that was proposed for it (R2). */
    void cancel() {
        Optional<ServiceRequest> known = Referral.find(rf1, draft);
        if (known.flatMap(request -> Referral.taskOf(request, draft))
                .filter(ReferralStates::isDone)
                .isPresent()) {
            known.ifPresent(draft::about);
            draft.source().warn(Code.NOT_POSSIBLE_NOW, rf1.field(6), "The referral has been carried out; it stays so.");
            return;
        }
        // What it says is the newest of the referral, or a change that comes later than its cancellation would be lost.
        referral(false).ifPresent(cancelled -> {
            new ReferralStates(rf1, draft).cancel(cancelled);
            cancelProposals(cancelled.request());
        });
    }

    /** I15: nothing changes. The answer, an RRI, is written from what the record has ({@link RriMessage}). */
    void ask() {
        Optional<ServiceRequest> known = Referral.find(rf1, draft);
        known.flatMap(request -> draft.read(
                        Patient.class, String.valueOf(request.getSubject().getReference())))
                .ifPresent(draft::about);
        known.ifPresent(draft::about);
        if (known.isEmpty()) {
            draft.source().warn(Code.UNKNOWN_KEY, rf1.field(6), "The referral that is asked about is not known.");
        }
    }

    /** The referral with what the message says of it, known or new; empty when it is stale or held. */
    private Optional<Referral> referral(boolean brings) {
        Optional<Patient> patient = PatientUpdate.findOrCreate(message.one("PID"), message.optional("PD1"), draft);
        if (patient.isEmpty()) {
            return Optional.empty();
        }
        draft.about(patient.get());
        Optional<ServiceRequest> known = Referral.find(rf1, draft);
        known.ifPresent(draft::about);
        if (known.isPresent() && !Patients.isOf(patient.get(), known.get().getSubject(), draft)) {
            draft.hold(Problem.error(
                    Code.CONTRADICTION,
                    rf1.field(6).place(),
                    "The referral with this number is another patient's. A person must say whose it is."));
            return Optional.empty();
        }
        if (known.isEmpty() && !brings) {
            draft.source().warn(Code.UNKNOWN_KEY, rf1.field(6), "The referral was not known and was set up.");
        }
        Optional<Referral> referral = known.isPresent() ? present(known.get()) : create(patient.get());
        referral.ifPresent(copy -> new ReferralContent(message, draft).write(copy, patient.get()));
        return referral;
    }

    /** Order and Task to write on; one that has lost its Task gets another. Empty when the message is stale. */
    private Optional<Referral> present(ServiceRequest known) {
        draft.about(known);
        Optional<ServiceRequest> request = draft.edit(known);
        Optional<Task> task = Referral.taskOf(known, draft);
        if (request.isEmpty() || (task.isPresent() && task.flatMap(draft::edit).isEmpty())) {
            return Optional.empty();
        }
        return request.map(
                copy -> new Referral(copy, task.flatMap(draft::edit).orElseGet(() -> Referral.newTask(copy, draft))));
    }

    /** Empty, and held, when RF1 has no number for it. */
    private Optional<Referral> create(Patient patient) {
        List<Token> identity = Rf1ToServiceRequest.identity(rf1, draft.source());
        if (identity.isEmpty()) {
            draft.hold(Problem.error(
                    Code.NO_USABLE_IDENTIFIER, rf1.field(6).place(), "The referral has no number to be known by."));
            return Optional.empty();
        }
        ServiceRequest request = new ServiceRequest().setIntent(ServiceRequestIntent.ORDER);
        request.setSubject(new Reference(Draft.reference(patient)));
        draft.create(request, identity.get(0));
        draft.about(request);
        return Optional.of(new Referral(request, Referral.newTask(request, draft)));
    }

    private void cancelProposals(ServiceRequest request) {
        for (Appointment appointment : draft.referringTo(Draft.reference(request), Appointment.class)) {
            if (appointment.getStatus() == AppointmentStatus.PROPOSED) {
                draft.edit(appointment).ifPresent(copy -> copy.setStatus(AppointmentStatus.CANCELLED));
            } else if (appointment.getStatus() == AppointmentStatus.BOOKED) {
                draft.source()
                        .note(Problem.note(
                                rf1.field(6).place(),
                                "A visit is booked for the referral; a person must call it off."));
            }
        }
    }
}
