package org.practicehub.server.scheduling;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;

/**
 * Time that a Slot takes in somebody's calendar.
 *
 * @param owner whose time it is: {@code Practitioner/x}, or the Schedule as long as that is not looked up
 * @param status the Slot's, as FHIR has it
 * @param appointment that it belongs to; a block belongs to none
 * @param service that a block keeps away; all, without one
 * @param holdUntil when a hold is over
 */
record Busy(
        String owner,
        Span span,
        String status,
        Optional<String> appointment,
        Optional<String> service,
        Optional<Instant> holdUntil) {

    /** Empty for a Slot that takes nobody's time. */
    static Optional<Busy> of(Slot slot, String owner) {
        boolean takes =
                switch (slot.getStatus()) {
                    case BUSY, BUSYTENTATIVE, BUSYUNAVAILABLE -> true;
                    case FREE, ENTEREDINERROR, NULL -> false;
                };
        if (!takes
                || slot.getStart() == null
                || slot.getEnd() == null
                || !slot.getStart().before(slot.getEnd())) {
            return Optional.empty();
        }
        Optional<String> appointment = appointment(slot);
        return Optional.of(new Busy(
                owner,
                new Span(slot.getStart().toInstant(), slot.getEnd().toInstant()),
                slot.getStatus().toCode(),
                appointment,
                slot.getStatus() == SlotStatus.BUSYUNAVAILABLE && appointment.isEmpty()
                        ? slot.getServiceType().stream()
                                .flatMap(type -> type.getCoding().stream())
                                .map(coding -> coding.getSystem() + "|" + coding.getCode())
                                .findFirst()
                        : Optional.empty(),
                holdUntil(slot)));
    }

    /** The same in the calendar of somebody, whom a Schedule names. */
    Busy of(String somebody) {
        return new Busy(somebody, span, status, appointment, service, holdUntil);
    }

    /** Whether it keeps the same away from the same calendar at the same time. */
    boolean isSameTime(Busy other) {
        return owner.equals(other.owner)
                && span.equals(other.span)
                && service.equals(other.service)
                && isBlock() == other.isBlock();
    }

    /** Closed for a reason that is no visit. */
    boolean isBlock() {
        return status.equals(SlotStatus.BUSYUNAVAILABLE.toCode()) && appointment.isEmpty();
    }

    static Optional<String> appointment(Slot slot) {
        return slot.getIdentifier().stream()
                .filter(identifier -> Terms.SLOT.equals(identifier.getSystem()))
                .map(Identifier::getValue)
                .filter(name -> name.indexOf('/') > 0 && !name.startsWith("blocked-"))
                .map(name -> name.substring(0, name.indexOf('/')))
                .findFirst();
    }

    static Optional<Instant> holdUntil(DomainResource resource) {
        return Optional.ofNullable(resource.getExtensionByUrl(Terms.HOLD_EXPIRES))
                .map(Extension::getValue)
                .filter(BaseDateTimeType.class::isInstance)
                .map(value -> ((BaseDateTimeType) value).getValue())
                .map(Date::toInstant);
    }
}
