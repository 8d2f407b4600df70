package org.practicehub.mappings.outbound;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Identifier;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.feed.Sending.Calendar;
import org.practicehub.mappings.hl7v2.Writer;

/** Appointment → SCH and NTE: what, when, why and how it stands. */
final class AppointmentToSch {

    private AppointmentToSch() {}

    static void write(Appointment appointment, Sending sending, Values values, Writer out) {
        String[] sch = new String[27];
        Arrays.fill(sch, "");
        String own = values.entity(Sending.OWN_IDS, appointment.getIdElement().getIdPart());
        Optional<Identifier> filler = number(appointment, "FILL");
        Optional<Identifier> placer = number(appointment, "PLAC");
        boolean asks = filler.isPresent() || sending.calendar() == Calendar.RECEIVER;
        sch[0] = placer.map(one -> values.entity(one.getSystem(), one.getValue()))
                .orElse(asks ? own : ""); // SCH-1
        sch[1] = filler.map(one -> values.entity(one.getSystem(), one.getValue()))
                .orElse(asks ? "" : own); // SCH-2
        if (appointment.hasCancelationReason()) {
            sch[5] = values.concept(appointment.getCancelationReason(), "SCH-6", ""); // SCH-6
        }
        sch[6] = appointment.getReasonCode().stream()
                .findFirst()
                .map(reason -> values.concept(reason, "SCH-7", "0276"))
                .orElse(""); // SCH-7
        if (appointment.hasAppointmentType()) {
            sch[7] = values.concept(appointment.getAppointmentType(), "SCH-8", "0277"); // SCH-8
        }
        if (saysMinutes(appointment) || hasTime(appointment)) {
            sch[8] = Long.toString(minutes(appointment)); // SCH-9
            sch[9] = out.parts("MIN"); // SCH-10
        }
        if (hasTime(appointment)) {
            sch[10] = out.components(List.of(
                    "",
                    "",
                    "",
                    values.time(appointment.getStartElement()), // SCH-11.4
                    values.time(appointment.getEndElement()))); // SCH-11.5
        }
        sch[24] = status(appointment, values); // SCH-25
        out.segment("SCH", List.of(sch));
        if (appointment.hasComment()) {
            out.segment("NTE", List.of("1", "", values.running(appointment.getComment()))); // NTE-3
        }
    }

    static Optional<Identifier> number(Appointment appointment, String type) {
        return appointment.getIdentifier().stream()
                .filter(identifier -> identifier.getSystem() != null
                        && !identifier.getSystem().equals(Sending.OWN_IDS))
                .filter(identifier ->
                        identifier.getType().getCoding().stream().anyMatch(coding -> type.equals(coding.getCode())))
                .findFirst();
    }

    static boolean hasTime(Appointment appointment) {
        return appointment.getStart() != null && appointment.getEnd() != null;
    }

    private static boolean saysMinutes(Appointment appointment) {
        return appointment.hasMinutesDuration()
                && appointment.getMinutesDurationElement().getValue() != null;
    }

    static long minutes(Appointment appointment) {
        return saysMinutes(appointment)
                ? appointment.getMinutesDuration()
                : Duration.between(
                                appointment.getStart().toInstant(),
                                appointment.getEnd().toInstant())
                        .toMinutes();
    }

    /** Table 0278 has no word for an arrival or a missed visit; the trigger says the latter (S26). */
    private static String status(Appointment appointment, Values values) {
        return appointment.hasStatus()
                ? values.code(
                        "SCH-25",
                        "0278",
                        "http://hl7.org/fhir/appointmentstatus",
                        appointment.getStatusElement().getValueAsString())
                : "";
    }
}
