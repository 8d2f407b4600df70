package org.practicehub.mappings.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/**
 * Which Encounter a message means (5.1): the one of its visit number (PV1-19); without one, the one of its account and
 * admission time (PID-18 with PV1-44).
 */
final class Visits {

    private static final String ACCOUNT_AND_TIME = "urn:x-hub:visit";
    /** Identifiers of the appointment that a visit came from stand among its alternate numbers, and are not the visit's. */
    private static final Set<String> OF_APPOINTMENTS = Set.of("FILL", "PLAC");

    private Visits() {}

    /** The message is about a visit: it has a PV1, and that does not say "not applicable". */
    static Optional<Segment> visit(Message message) {
        return message.optional("PV1").filter(pv1 -> !pv1.field(2).text().equals("N"));
    }

    static Optional<Encounter> find(Message message, Segment pv1, Draft draft) {
        return draft.find(Encounter.class, identity(message, pv1, draft)).stream()
                .findFirst();
    }

    /** A new Encounter with its identifiers, subject and account; empty, with a warning, when nothing identifies it. */
    static Optional<Encounter> create(
            Message message, Segment pv1, Patient patient, Optional<Account> account, Draft draft) {
        List<Token> identity = identity(message, pv1, draft);
        if (identity.isEmpty()) {
            draft.source().warn(Code.REQUIRED_MISSING, pv1.field(19), "The visit has no number and was left out.");
            return Optional.empty();
        }
        Encounter encounter = draft.create(new Encounter(), identity.get(0));
        identify(message, pv1, encounter, draft);
        encounter.setSubject(new Reference(Draft.reference(patient)));
        account.ifPresent(known -> encounter.addAccount(new Reference(Draft.reference(known))));
        return Optional.of(encounter);
    }

    /** PV1-19, PV1-50 → Encounter.identifier: added to what is there. */
    static void identify(Message message, Segment pv1, Encounter encounter, Draft draft) {
        List<Identifier> sent = new ArrayList<>();
        Identifiers.identifier(pv1.field(19), "VN", draft.source()).ifPresent(sent::add); // PV1-19
        pv1.field(50)
                .repetitions()
                .filter(cx -> !OF_APPOINTMENTS.contains(cx.component(5).text()))
                .flatMap(cx -> Identifiers.identifier(cx, "VN", draft.source()).stream())
                .forEach(sent::add); // PV1-50
        if (sent.isEmpty()) {
            byAccountAndTime(message, pv1, draft)
                    .ifPresent(token ->
                            sent.add(new Identifier().setSystem(token.system()).setValue(token.value())));
        }
        List<Token> present = Tokens.of(encounter).toList();
        sent.stream()
                .filter(identifier -> Tokens.of(identifier).stream().noneMatch(present::contains))
                .forEach(encounter::addIdentifier);
    }

    private static List<Token> identity(Message message, Segment pv1, Draft draft) {
        List<Token> numbers = Stream.concat(
                        Stream.of(pv1.field(19)), pv1.field(50).repetitions())
                .filter(cx -> !OF_APPOINTMENTS.contains(cx.component(5).text()))
                .flatMap(cx -> Identifiers.token(cx, "VN", draft.feed()).stream())
                .toList();
        return numbers.isEmpty()
                ? byAccountAndTime(message, pv1, draft).stream().toList()
                : numbers;
    }

    private static Optional<Token> byAccountAndTime(Message message, Segment pv1, Draft draft) {
        Field account = message.one("PID").field(18);
        Field admitted = pv1.field(44);
        return Identifiers.token(account, "AN", draft.feed())
                .filter(token -> admitted.isPresent())
                .map(token -> new Token(ACCOUNT_AND_TIME, token + "@" + admitted.text()));
    }
}
