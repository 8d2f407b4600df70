package org.practicehub.server.scheduling;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.scheduling.Calendars.OpenHours;

/** Offers as virtual Appointments, with the Slots that they would take contained (IHE ITI-115). */
record Proposals(Offers offers) {

    List<Appointment> of(
            List<Offer> found, VisitType type, Map<String, List<OpenHours>> hours, StoredResources record) {
        // The same few rooms and people, read once for all offers.
        Map<String, Optional<String>> read = new HashMap<>();
        Function<String, Optional<String>> names =
                actor -> read.computeIfAbsent(actor, one -> AppointmentParts.display(one, record));
        return found.stream().map(offer -> of(offer, type, hours, names)).toList();
    }

    private Appointment of(
            Offer offer, VisitType type, Map<String, List<OpenHours>> hours, Function<String, Optional<String>> names) {
        Appointment appointment = new Appointment().setStatus(AppointmentStatus.PROPOSED);
        appointment.addIdentifier().setSystem(Terms.OFFER).setValue(offers.seal(offer));
        ZoneId zone = zone(hours.getOrDefault(offer.provider(), List.of()), offer.site());
        AppointmentParts.type(appointment, type);
        AppointmentParts.time(appointment, offer.span(), zone);
        AppointmentParts.actors(appointment, offer, ParticipationStatus.NEEDSACTION, names);
        int number = 1;
        for (String owner : owners(offer)) {
            Optional<OpenHours> calendar = Calendars.of(hours.getOrDefault(owner, List.of()), owner);
            if (calendar.isPresent()) {
                Slot slot = new Slot()
                        .setSchedule(new Reference("Schedule/" + calendar.get().schedule()))
                        .setStatus(SlotStatus.FREE)
                        .setStartElement(appointment.getStartElement().copy())
                        .setEndElement(appointment.getEndElement().copy());
                slot.setId("slot" + number++);
                appointment.addContained(slot);
                appointment.addSlot(new Reference("#" + slot.getIdElement().getIdPart()));
            }
        }
        return appointment;
    }

    static List<String> owners(Offer offer) {
        return Stream.concat(Stream.of(offer.provider()), offer.others().stream())
                .sorted()
                .toList();
    }

    /** The clock by which the calendar is kept. */
    static ZoneId zone(List<OpenHours> calendars, Optional<String> site) {
        List<Template> templates =
                calendars.stream().flatMap(one -> one.templates().stream()).toList();
        return templates.stream()
                .filter(template -> template.location().equals(site))
                .findFirst()
                .or(() -> templates.stream().findFirst())
                .map(Template::zone)
                .orElse(ZoneId.of("UTC"));
    }
}
