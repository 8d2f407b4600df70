package org.practicehub.mappings.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.Pv1ToEncounter;

/**
 * Which Encounter a message means (5.1): the one of its visit number (PV1-19); without one, the one of its account and
 * admission time (PID-18 with PV1-44).
 */
public final class NamedVisits {

    private static final String ACCOUNT_AND_TIME = "urn:x-hub:visit";
    /** Identifiers of the appointment that a visit came from stand among its alternate numbers, and are not the visit's. */
    private static final Set<String> OF_APPOINTMENTS = Set.of("FILL", "PLAC");
    /** Events that may give a visit another number along with another kind; MRG-5 has the one before. */
    private static final Set<String> OF_ANOTHER_KIND = Set.of("A06", "A07");

    private final Message message;
    private final Draft draft;

    public NamedVisits(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /**
     * The visit of a message that is about something else: found, or set up with no more than its number and class, so that
     * its own events, when they come late, are news. Empty when the message is about none, and when it is held.
     */
    public Optional<Encounter> named(Patient patient) {
        return message.optional("PV1")
                .filter(pv1 -> !pv1.field(2).text().equals("N")) // PV1-2, not applicable
                .flatMap(pv1 -> {
                    List<Token> identity = identity(pv1);
                    Optional<Encounter> known = find(identity);
                    if (known.isPresent()) {
                        return known.filter(encounter -> isOf(patient, encounter, pv1));
                    }
                    return identity.stream().findFirst().map(token -> setUp(token, pv1, patient));
                });
    }

    private Encounter setUp(Token identity, Segment pv1, Patient patient) {
        draft.source()
                .warn(Code.UNKNOWN_KEY, pv1.field(19), "The visit was not known and was set up from the message.");
        Encounter encounter = draft.create(new Encounter().setStatus(EncounterStatus.UNKNOWN), identity);
        draft.inPassing(encounter);
        identify(pv1, encounter);
        encounter.setSubject(new Reference(Draft.reference(patient)));
        Pv1ToEncounter.applyClass(pv1, encounter, draft.source()); // PV1-2
        return encounter;
    }

    /** The visit of the first number that one is known by: PV1-19 goes before PV1-50. */
    public Optional<Encounter> find(List<Token> identity) {
        List<Encounter> candidates = draft.find(Encounter.class, identity);
        return identity.stream()
                .flatMap(token -> candidates.stream()
                        .filter(encounter -> Tokens.of(encounter).anyMatch(token::equals)))
                .findFirst()
                .map(encounter -> Successors.last(encounter, draft));
    }

    /** Written on, a visit of somebody else would take this patient's data into a wrong chart. */
    public boolean isOf(Patient patient, Encounter encounter, Segment pv1) {
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

    /** PV1-19 and PV1-50, else PID-18 with PV1-44, among the visit's identifiers. */
    public void identify(Segment pv1, Encounter encounter) {
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
        former().flatMap(cx -> Identifiers.identifier(cx, "VN", draft.source()).stream())
                .forEach(identifier -> sent.add(identifier.setUse(IdentifierUse.OLD)));
        sent.stream()
                .filter(identifier -> !isOfAnEndedOne(identifier))
                .filter(identifier -> Tokens.of(identifier).stream().allMatch(present::add))
                .forEach(encounter::addIdentifier);
    }

    /** The numbers that say which visit is meant; none when the message has none. */
    public List<Token> identity(Segment pv1) {
        List<Token> numbers = Stream.concat(numbers(pv1), former())
                .flatMap(cx -> Identifiers.token(cx, "VN", draft.feed()).stream())
                .toList();
        return numbers.isEmpty() ? byAccountAndTime(pv1).stream().toList() : numbers;
    }

    /** PV1-19 and PV1-50. */
    private static Stream<Field> numbers(Segment pv1) {
        return Stream.concat(pv1.field(19).repetitions().limit(1), pv1.field(50).repetitions())
                .filter(cx -> !OF_APPOINTMENTS.contains(cx.component(5).text()));
    }

    /** The number of a visit that a merge has ended leads to the one that is left, and stays with the one it was of. */
    private boolean isOfAnEndedOne(Identifier identifier) {
        List<Token> token = Tokens.of(identifier).stream().toList();
        return draft.find(Encounter.class, token).stream().anyMatch(Successors::hasOne);
    }

    /** MRG-5: the number that the visit had before its kind changed. */
    private Stream<Field> former() {
        return message.optional("MRG").filter(mrg -> OF_ANOTHER_KIND.contains(message.trigger())).stream()
                .flatMap(mrg -> mrg.field(5).repetitions());
    }

    private Optional<Token> byAccountAndTime(Segment pv1) {
        Field account = message.one("PID").field(18);
        Field admitted = pv1.field(44);
        return Identifiers.token(account, "AN", draft.feed())
                .filter(token -> admitted.isPresent())
                .map(token -> new Token(ACCOUNT_AND_TIME, token + "@" + admitted.text()));
    }
}
