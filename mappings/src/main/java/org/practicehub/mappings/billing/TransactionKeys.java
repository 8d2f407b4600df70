package org.practicehub.mappings.billing;

import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.NameUuid;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.ChargeExtensions;

/** What transactions are known by: the number the sender gives, or what they say (F1). */
final class TransactionKeys {

    private static final String WITHOUT_NUMBER = "urn:x-hub:transaction";

    private final Message message;
    private final Draft draft;

    TransactionKeys(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /** FT1-2; without one, a name made of all that tells this transaction of this message from any other. */
    Token of(Segment ft1) {
        return numbered(ft1.field(2)).orElseGet(() -> named(ft1, message.controlId())); // FT1-2
    }

    /** A number of the sender's for a transaction; empty when the field has none. */
    Optional<Token> numbered(Field number) {
        return number.component(4).isPresent()
                ? Identifiers.token(number, "", draft.feed())
                : number.value().map(value -> new Token(draft.feed().privateSystem("FT1-2"), value));
    }

    /**
     * A name for a transaction that has no number of its own.
     *
     * @param apart what tells it from another that says the same: the control id, the number of the charge that is credited
     */
    Token named(Segment ft1, String apart) {
        Segment pid = message.one("PID");
        String patient =
                Patients.identity(pid, draft).stream().map(Token::toString).collect(Collectors.joining(","));
        String visit = message.optional("PV1").map(pv1 -> pv1.field(19).text()).orElse(""); // PV1-19
        String name = NameUuid.of(
                draft.feed().id(),
                patient,
                visit,
                ft1.field(6).text(), // FT1-6
                ft1.field(25).text(), // FT1-25
                ft1.field(7).text(), // FT1-7
                ft1.field(26).repetitions().map(Field::text).collect(Collectors.joining(",")), // FT1-26
                ft1.field(4).text(), // FT1-4
                ft1.field(11).component(1).text(), // FT1-11
                ft1.field(12).component(1).text(), // FT1-12
                ft1.field(1).value().orElse(String.valueOf(ft1.occurrence())), // FT1-1
                apart);
        return new Token(WITHOUT_NUMBER, name);
    }

    /** What is charged, how and on which day: two lines of one number that differ in it are two charges (F4). */
    static String likeness(ChargeItem item) {
        String modifiers = ChargeExtensions.values(item, ChargeExtensions.MODIFIER, CodeableConcept.class).stream()
                .map(ChargeExtensions::key)
                .collect(Collectors.joining(","));
        return ChargeExtensions.key(item.getCode()) + "|" + modifiers + "|" + day(item);
    }

    /** The day of a charge, as it was written; empty where none is known. */
    static String day(ChargeItem item) {
        String time = "";
        if (item.getOccurrence() instanceof DateTimeType at) {
            time = at.getValueAsString();
        } else if (item.getOccurrence() instanceof Period period && period.hasStart()) {
            time = period.getStartElement().getValueAsString();
        }
        return time.substring(0, Math.min(10, time.length()));
    }
}
