package org.practicehub.mappings.intake;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.People;
import org.practicehub.mappings.hl7v2.types.Places;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/**
 * Which appointment a visit came from (5.1, A04): the one whose number stands among the visit's; else the patient's only
 * booked one of the day that is with the same practitioner or at the same place. Two that fit are none.
 */
final class AppointmentSearch {

    private final Segment pv1;
    private final Draft draft;

    AppointmentSearch(Segment pv1, Draft draft) {
        this.pv1 = pv1;
        this.draft = draft;
    }

    Optional<Appointment> find(Patient patient) {
        return byNumber(patient).or(() -> byDay(patient));
    }

    /** A visit number may be the same as an appointment number of somebody else; that one is not meant. */
    private Optional<Appointment> byNumber(Patient patient) {
        List<Token> numbers = Stream.of(pv1.field(50), pv1.field(5), pv1.field(19))
                .flatMap(Field::repetitions)
                .flatMap(cx -> Identifiers.token(cx, "FILL", draft.feed()).stream())
                .toList();
        return draft.find(Appointment.class, numbers).stream()
                .filter(appointment -> appointment.getStatus() != AppointmentStatus.ENTEREDINERROR)
                .filter(appointment -> actors(appointment).anyMatch(Draft.reference(patient)::equals))
                .findFirst();
    }

    private Optional<Appointment> byDay(Patient patient) {
        LocalDate day = day();
        List<Appointment> ofTheDay = draft.referringTo(Draft.reference(patient), Appointment.class).stream()
                .filter(appointment -> appointment.getStatus() == AppointmentStatus.BOOKED)
                .filter(appointment -> appointment.hasStart() && day.equals(dayOf(appointment)))
                .toList();
        Set<String> practitioners = practitioners();
        Set<String> places = places();
        Predicate<Appointment> with = appointment -> actors(appointment).anyMatch(practitioners::contains);
        Predicate<Appointment> at =
                appointment -> actors(appointment).flatMap(this::andAround).anyMatch(places::contains);
        List<Appointment> fitting = ofTheDay.stream().filter(with.or(at)).toList();
        List<Appointment> both = fitting.stream().filter(with.and(at)).toList();
        List<Appointment> best = both.size() == 1 ? both : fitting;
        if (best.size() > 1) {
            draft.source()
                    .warn(Code.AMBIGUOUS, pv1.field(19), "More than one appointment fits this visit; none was linked.");
        }
        return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
    }

    private LocalDate day() {
        return Times.instant(pv1.field(44), draft.source()) // PV1-44
                .orElse(draft.event().time())
                .atZone(draft.feed().zone())
                .toLocalDate();
    }

    private LocalDate dayOf(Appointment appointment) {
        return appointment.getStart().toInstant().atZone(draft.feed().zone()).toLocalDate();
    }

    private static Stream<String> actors(Appointment appointment) {
        return appointment.getParticipant().stream()
                .flatMap(participant -> Stream.ofNullable(participant.getActor().getReference()));
    }

    private Set<String> practitioners() {
        List<Token> tokens = Stream.of(pv1.field(7), pv1.field(9), pv1.field(17))
                .flatMap(Field::repetitions)
                .flatMap(xcn -> People.token(xcn, draft.source()).stream())
                .toList();
        return draft.find(Practitioner.class, tokens).stream()
                .map(Draft::reference)
                .collect(Collectors.toSet());
    }

    private Set<String> places() {
        List<Token> tokens = Places.places(pv1.field(3), draft.source()).stream()
                .map(Places.Place::token)
                .toList();
        Set<String> places = new HashSet<>();
        draft.find(Location.class, tokens)
                .forEach(place -> andAround(Draft.reference(place)).forEach(places::add));
        return places;
    }

    /** A place, and the one it is part of: a waiting room and an exam room of one site are at the same place. */
    private Stream<String> andAround(String reference) {
        return Stream.concat(
                Stream.of(reference),
                draft
                        .read(Location.class, reference)
                        .flatMap(place -> Optional.ofNullable(place.getPartOf().getReference()))
                        .stream());
    }
}
