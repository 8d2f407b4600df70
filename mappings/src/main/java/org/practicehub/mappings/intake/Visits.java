package org.practicehub.mappings.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.Pv1ToEncounter;
import org.practicehub.mappings.segments.Pv1ToLocations;

/**
 * Which Encounter a message means (5.1): the one of its visit number (PV1-19); without one, the one of its account and
 * admission time (PID-18 with PV1-44). And what every event writes on it.
 */
final class Visits {

    private static final String ACCOUNT_AND_TIME = "urn:x-hub:visit";
    /** Identifiers of the appointment that a visit came from stand among its alternate numbers, and are not the visit's. */
    private static final Set<String> OF_APPOINTMENTS = Set.of("FILL", "PLAC");

    private final Message message;
    private final Draft draft;

    Visits(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /** The visit to write on, known or new; empty when the message is about none, or when it may not be written. */
    Optional<Visit> of(Household household) {
        return message.optional("PV1")
                .filter(pv1 -> !pv1.field(2).text().equals("N")) // PV1-2, not applicable
                .flatMap(pv1 -> encounter(pv1, household).map(encounter -> new Visit(pv1, household, encounter)));
    }

    /** PV1-19, PV1-50 and all else but status and places. */
    void write(Visit visit) {
        identify(visit.pv1(), visit.encounter());
        visit.household().account().map(Draft::reference).ifPresent(account -> visit.encounter()
                .setAccount(List.of(new Reference(account)))); // PID-18
        Pv1ToEncounter.apply(visit.pv1(), visit.encounter(), draft);
    }

    /** Where the patient is; of a visit that is over there is only where they were. */
    void places(Visit visit) {
        if (!VisitStatus.isOver(visit.encounter())) {
            DateTimeType now = draft.event().happened(draft.source());
            Pv1ToLocations.apply(visit.pv1(), visit.encounter(), cameAt(visit, now), draft);
        }
    }

    /** When the patient came to the place: to the first one with the visit, to another when that was told. */
    DateTimeType cameAt(Visit visit, DateTimeType otherwise) {
        return visit.encounter().getLocation().isEmpty()
                ? Times.dateTime(visit.pv1().field(44), draft.source()).orElse(otherwise) // PV1-44
                : otherwise;
    }

    /** When the visit ended; when we heard of it, if that makes no sense. */
    DateTimeType endOf(Encounter encounter) {
        return encounter.getPeriod().hasEnd()
                ? encounter.getPeriod().getEndElement()
                : draft.event().happened(draft.source());
    }

    /** Takes back what the end of a visit wrote. */
    void unend(Encounter encounter) {
        encounter.getPeriod().setEndElement(null); // PV1-45
        encounter.getHospitalization().setDischargeDisposition(null); // PV1-36
        if (encounter.getHospitalization().isEmpty()) {
            encounter.setHospitalization(null);
        }
    }

    private Optional<Encounter> encounter(Segment pv1, Household household) {
        List<Token> identity = identity(pv1);
        Optional<Encounter> known = find(identity);
        known.ifPresent(draft::about);
        if (known.isPresent()) {
            return known.filter(encounter -> isOf(household.patient(), encounter, pv1))
                    .flatMap(draft::edit);
        }
        if (identity.isEmpty()) {
            draft.source().warn(Code.REQUIRED_MISSING, pv1.field(19), "The visit has no number and was left out.");
            return Optional.empty();
        }
        Encounter encounter = draft.create(new Encounter(), identity.get(0));
        draft.about(encounter);
        identify(pv1, encounter);
        encounter.setSubject(new Reference(Draft.reference(household.patient())));
        return Optional.of(encounter);
    }

    /** The visit of the first number that one is known by: PV1-19 goes before PV1-50. */
    private Optional<Encounter> find(List<Token> identity) {
        List<Encounter> candidates = draft.find(Encounter.class, identity);
        return identity.stream()
                .flatMap(token -> candidates.stream()
                        .filter(encounter -> Tokens.of(encounter).anyMatch(token::equals)))
                .findFirst();
    }

    /** Written on, a visit of somebody else would take this patient's data into a wrong chart. */
    private boolean isOf(Patient patient, Encounter encounter, Segment pv1) {
        boolean theirs = !encounter.hasSubject()
                || draft.read(
                                Patient.class,
                                String.valueOf(encounter.getSubject().getReference()))
                        .map(subject -> Draft.reference(Patients.survivor(subject, draft)))
                        .equals(Optional.of(Draft.reference(patient)));
        if (!theirs) {
            draft.hold(Problem.error(
                    Code.CONTRADICTION,
                    pv1.field(19).place(),
                    "The visit with this number is another patient's. A person must say whose it is."));
        }
        return theirs;
    }

    private void identify(Segment pv1, Encounter encounter) {
        List<Identifier> sent = new ArrayList<>();
        numbers(pv1)
                .flatMap(cx -> Identifiers.identifier(cx, "VN", draft.source()).stream())
                .forEach(sent::add);
        if (sent.isEmpty()) {
            byAccountAndTime(pv1)
                    .ifPresent(token ->
                            sent.add(new Identifier().setSystem(token.system()).setValue(token.value())));
        }
        Set<Token> present = Tokens.of(encounter).collect(Collectors.toSet());
        sent.stream()
                .filter(identifier -> Tokens.of(identifier).stream().allMatch(present::add))
                .forEach(encounter::addIdentifier);
    }

    private List<Token> identity(Segment pv1) {
        List<Token> numbers = numbers(pv1)
                .flatMap(cx -> Identifiers.token(cx, "VN", draft.feed()).stream())
                .toList();
        return numbers.isEmpty() ? byAccountAndTime(pv1).stream().toList() : numbers;
    }

    /** PV1-19 and PV1-50. */
    private static Stream<Field> numbers(Segment pv1) {
        return Stream.concat(pv1.field(19).repetitions().limit(1), pv1.field(50).repetitions())
                .filter(cx -> !OF_APPOINTMENTS.contains(cx.component(5).text()));
    }

    private Optional<Token> byAccountAndTime(Segment pv1) {
        Field account = message.one("PID").field(18);
        Field admitted = pv1.field(44);
        return Identifiers.token(account, "AN", draft.feed())
                .filter(token -> admitted.isPresent())
                .map(token -> new Token(ACCOUNT_AND_TIME, token + "@" + admitted.text()));
    }
}
