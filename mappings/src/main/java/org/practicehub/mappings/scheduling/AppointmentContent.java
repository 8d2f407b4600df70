package org.practicehub.mappings.scheduling;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Practitioners;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.AisToAppointment;
import org.practicehub.mappings.segments.NteToAppointment;
import org.practicehub.mappings.segments.ResourceSegment;
import org.practicehub.mappings.segments.SchToAppointment;

/** What a SIU message says of an appointment, whatever happened to it: who, what, when and why. */
final class AppointmentContent {

    private final Message message;
    private final Draft draft;
    private final List<ResourceSegment> resources;
    private final AppointmentTime time;

    AppointmentContent(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.resources = ResourceSegment.of(message);
        this.time = AppointmentTime.of(message, resources, draft);
    }

    boolean hasTime() {
        return time.isKnown();
    }

    /**
     * Writes it all.
     *
     * @param whole a new booking, of which the message tells everything
     */
    void write(Appointment appointment, boolean whole) {
        Segment sch = message.one("SCH");
        SchToAppointment.apply(sch, appointment, draft); // SCH
        boolean moved = time.apply(appointment, sch); // TQ1, SCH-9, SCH-10, SCH-11
        NteToAppointment.apply(message, appointment); // NTE
        AisToAppointment.apply(resources, appointment, draft.source()); // AIS
        AppointmentParticipants participants = new AppointmentParticipants(appointment, draft);
        participants.patients(patients()); // PID
        participants.resources(resources, whole); // AIP, AIL, AIG
        contacts(sch, participants); // SCH-12, SCH-16, SCH-20
        SchToAppointment.confirmation(sch, moved, appointment, draft); // SCH-25
    }

    /** Writes what S18 to S22 say: which resources are added, changed, taken away. */
    void writeResources(Appointment appointment) {
        AisToAppointment.change(resources, appointment, draft.source()); // AIS
        new AppointmentParticipants(appointment, draft).resources(resources, false); // AIP, AIL, AIG
    }

    /** Writes the time and all resources: of what is no appointment, but takes them all the same. */
    void writeTaken(Appointment appointment) {
        time.apply(appointment, message.one("SCH")); // TQ1, SCH-11
        new AppointmentParticipants(appointment, draft).resources(resources, true); // AIP, AIL, AIG
    }

    /** Writes when the appointment was to be: an event that ends it may be the first to tell of a move. */
    void writeTime(Appointment appointment) {
        time.apply(appointment, message.one("SCH"));
    }

    /** The patients, as they are: scheduling tells nothing new of them. One that nobody knows is set up. */
    private List<Patient> patients() {
        List<Segment> sent = message.each("PID").toList();
        List<Patient> patients = new ArrayList<>();
        for (Segment pid : sent) {
            PatientUpdate.findOrCreate(pid, message.optional("PD1").filter(pd1 -> sent.size() == 1), draft)
                    .ifPresent(patients::add);
        }
        patients.forEach(draft::about);
        return patients;
    }

    private void contacts(Segment sch, AppointmentParticipants participants) {
        for (int field : new int[] {12, 16, 20}) {
            if (draft.feed().contacts().contains("SCH-" + field)
                    && sch.field(field).isPresent()) {
                participants.contacts(people(sch.field(field)), "SCH-" + field);
            }
        }
    }

    private List<Reference> people(Field list) {
        return list.repetitions()
                .flatMap(xcn -> Practitioners.reference(xcn, draft).stream())
                .toList();
    }
}
