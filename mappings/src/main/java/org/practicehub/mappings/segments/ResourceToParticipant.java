package org.practicehub.mappings.segments;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Locations;
import org.practicehub.mappings.directory.Practitioners;
import org.practicehub.mappings.feed.LocalTable;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;

/** AIP, AIL and AIG → Appointment.participant (S-part). */
public final class ResourceToParticipant {

    private ResourceToParticipant() {}

    /** Empty when the segment names nobody and nothing. */
    public static Optional<AppointmentParticipantComponent> map(
            ResourceSegment resource, Appointment appointment, Draft draft) {
        return actor(resource.segment(), draft).map(actor -> {
            AppointmentParticipantComponent participant = new AppointmentParticipantComponent().setActor(actor);
            type(resource.segment(), draft).ifPresent(participant::addType); // AIP-4, AIG-4
            participant.setStatus(status(resource.statusField(), draft)); // AIP-12, AIL-12, AIG-14
            period(resource, appointment, draft).ifPresent(participant::setPeriod); // AIP-6, AIL-6, AIG-8
            return participant;
        });
    }

    private static Optional<Reference> actor(Segment segment, Draft draft) {
        return switch (segment.name()) {
            case "AIP" -> Practitioners.reference(segment.field(3).repetition(1), draft); // AIP-3
            case "AIL" -> Locations.reference(segment.field(3).repetition(1), draft); // AIL-3
            case "AIG" -> AigToActor.map(segment, draft); // AIG-3
            default -> Optional.empty();
        };
    }

    private static Optional<CodeableConcept> type(Segment segment, Draft draft) {
        return segment.name().equals("AIL") ? Optional.empty() : Codes.concept(segment.field(4), draft.source());
    }

    /** Table 0278 tells of appointments; of it a participant takes yes, no and perhaps. Unsaid is yes: they are booked. */
    private static ParticipationStatus status(Field code, Draft draft) {
        LocalTable own = draft.feed().table("SCH-25");
        String standard = own.find(code.text()).map(LocalTable.Entry::code).orElse(code.text());
        return switch (standard) {
            case "Pending", "Waitlist" -> ParticipationStatus.TENTATIVE;
            case "Cancelled", "Deleted", "Discontinued" -> ParticipationStatus.DECLINED;
            default -> ParticipationStatus.ACCEPTED;
        };
    }

    /** The time a resource is taken, where that is only a part of the appointment's. Any other time is a contradiction. */
    private static Optional<Period> period(ResourceSegment resource, Appointment appointment, Draft draft) {
        if (!appointment.hasStart() || !appointment.hasEnd()) {
            return Optional.empty();
        }
        OffsetDateTime from = OffsetDateTime.parse(appointment.getStartElement().getValueAsString());
        OffsetDateTime until = OffsetDateTime.parse(appointment.getEndElement().getValueAsString());
        return resource.starts(Optional.of(from), draft.source())
                .filter(start -> !start.isBefore(from) && start.isBefore(until))
                .map(start -> period(start, resource.lasts().map(start::plus).orElse(until)))
                .filter(period -> !isWhole(period, appointment));
    }

    private static Period period(OffsetDateTime start, OffsetDateTime end) {
        return new Period()
                .setStartElement(new DateTimeType(Times.text(start)))
                .setEndElement(new DateTimeType(Times.text(end)));
    }

    private static boolean isWhole(Period period, Appointment appointment) {
        return period.getStart().equals(appointment.getStart())
                && period.getEnd().equals(appointment.getEnd());
    }
}
