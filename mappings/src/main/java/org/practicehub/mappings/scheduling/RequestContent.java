package org.practicehub.mappings.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.AisToAppointment;
import org.practicehub.mappings.segments.ArqToAppointment;
import org.practicehub.mappings.segments.NteToAppointment;
import org.practicehub.mappings.segments.ResourceSegment;

/** What a SRM message says of the appointment that is asked for. */
final class RequestContent {

    private final Message message;
    private final Draft draft;
    private final Segment arq;
    private final List<ResourceSegment> resources;
    private final RequestedTime time;

    RequestContent(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.arq = message.one("ARQ");
        this.resources = ResourceSegment.of(message);
        this.time = RequestedTime.of(message, resources, draft);
    }

    /**
     * Writes it all.
     *
     * @param whole a new request, of which the message tells everything
     */
    void write(Appointment appointment, boolean whole) {
        ArqToAppointment.apply(arq, appointment, draft); // ARQ
        new AppointmentParticipants(appointment, draft).patients(patients()); // PID
        writeAsked(appointment, whole);
    }

    private void writeAsked(Appointment appointment, boolean whole) {
        time.apply(appointment); // TQ1, ARQ-11
        AppointmentTime.minutes(arq.field(9), arq.field(10))
                .ifPresent(appointment::setMinutesDuration); // ARQ-9, ARQ-10
        NteToAppointment.apply(message, appointment); // NTE
        AisToAppointment.apply(resources, appointment, draft.source()); // AIS
        new AppointmentParticipants(appointment, draft).asked(resources, whole); // AIP, AIL, AIG
    }

    /** Writes what S07 to S11 say: which resources are asked for, changed, no longer needed. */
    void writeResources(Appointment appointment) {
        AisToAppointment.change(resources, appointment, draft.source()); // AIS
        new AppointmentParticipants(appointment, draft).asked(resources, false); // AIP, AIL, AIG
    }

    /**
     * What the message wants otherwise than it is: nothing is written.
     *
     * @param alone the event is about resources and nothing else
     */
    List<ParameterComponent> asks(Appointment present, boolean alone) {
        Appointment wanted = present.copy();
        if (alone) {
            writeResources(wanted);
        } else {
            ArqToAppointment.apply(arq, wanted, draft);
            writeAsked(wanted, false);
        }
        List<ParameterComponent> asks = new ArrayList<>();
        if (!alone && !time.isMetBy(present)) {
            time.periods().forEach(period -> asks.add(Asked.TIME.of(period)));
        }
        if (wanted.hasMinutesDuration() && wanted.getMinutesDuration() != present.getMinutesDuration()) {
            asks.add(Asked.MINUTES.of(new IntegerType(wanted.getMinutesDuration())));
        }
        if (differ(present.getServiceType(), wanted.getServiceType())) {
            wanted.getServiceType().forEach(service -> asks.add(Asked.SERVICE.of(service)));
        }
        missing(wanted, present).forEach(who -> asks.add(Asked.TAKES_PART.of(who.getActor())));
        missing(present, wanted).forEach(who -> asks.add(Asked.NO_LONGER.of(who.getActor())));
        if (differ(present.getReasonCode(), wanted.getReasonCode())) {
            wanted.getReasonCode().forEach(reason -> asks.add(Asked.REASON.of(reason)));
        }
        if (wanted.hasAppointmentType() && !wanted.getAppointmentType().equalsDeep(present.getAppointmentType())) {
            asks.add(Asked.TYPE.of(wanted.getAppointmentType()));
        }
        if (wanted.hasComment() && !wanted.getComment().equals(present.getComment())) {
            asks.add(Asked.NOTE.of(new StringType(wanted.getComment())));
        }
        return asks;
    }

    /** The patients, as they are: a request tells nothing new of them. One that nobody knows is set up. */
    private List<Patient> patients() {
        List<Segment> sent = message.each("PID").toList();
        List<Patient> patients = sent.stream()
                .flatMap(pid ->
                        PatientUpdate.findOrCreate(pid, message.optional("PD1").filter(pd1 -> sent.size() == 1), draft)
                                .stream())
                .toList();
        patients.forEach(draft::about);
        return patients;
    }

    /** Those of one appointment who are not in the other. */
    private static Stream<AppointmentParticipantComponent> missing(Appointment of, Appointment in) {
        Set<String> there =
                in.getParticipant().stream().map(AppointmentParticipants::key).collect(Collectors.toSet());
        return of.getParticipant().stream().filter(one -> !there.contains(AppointmentParticipants.key(one)));
    }

    private static boolean differ(List<? extends Base> present, List<? extends Base> wanted) {
        return !Base.compareDeep(present, wanted, false);
    }
}
