package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Identifier;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Writer;

/** Appointment → ARQ: an appointment that a calendar elsewhere is asked for (HL7 section 10.6.1). */
final class AppointmentToArq {

    private AppointmentToArq() {}

    static void write(Appointment appointment, Values values, Writer out) {
        String[] arq = new String[18];
        Arrays.fill(arq, "");
        arq[0] = values.entity(Sending.OWN_IDS, appointment.getIdElement().getIdPart()); // ARQ-1
        arq[1] = AppointmentToSch.number(appointment, "FILL")
                .map((Identifier one) -> values.entity(one.getSystem(), one.getValue()))
                .orElse(""); // ARQ-2
        arq[6] = Optional.of(appointment)
                .filter(Appointment::hasCancelationReason)
                .map(one -> values.concept(one.getCancelationReason(), "SCH-6", ""))
                .or(() -> appointment.getReasonCode().stream()
                        .findFirst()
                        .map(reason -> values.concept(reason, "SCH-7", "0276")))
                .orElse(""); // ARQ-7
        if (appointment.hasAppointmentType()) {
            arq[7] = values.concept(appointment.getAppointmentType(), "SCH-8", "0277"); // ARQ-8
        }
        if (AppointmentToSch.hasTime(appointment)) {
            arq[8] = Long.toString(AppointmentToSch.minutes(appointment)); // ARQ-9
            arq[9] = out.parts("MIN"); // ARQ-10
            arq[10] = out.components(List.of(
                    values.time(appointment.getStartElement()), values.time(appointment.getEndElement()))); // ARQ-11
        }
        out.segment("ARQ", List.of(arq));
        if (appointment.hasComment()) {
            out.segment("NTE", List.of("1", "", values.running(appointment.getComment()))); // NTE-3
        }
    }
}
