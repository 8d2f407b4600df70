package org.practicehub.mappings.directory;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Organization;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Addresses;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.hl7v2.types.Telecoms;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/** IN1-3 to IN1-7 → the Organization that pays. One that is known is left as the record has it. */
public final class Payers {

    private static final String TYPE = "http://terminology.hl7.org/CodeSystem/organization-type";

    private Payers() {}

    /** IN1-3, else IN1-4 by the feed's table or as a name → the token of the payer. */
    public static Optional<Token> token(Segment in1, Draft draft) {
        Field name = in1.field(4).component(1);
        return in1.field(3)
                .repetitions()
                .flatMap(cx -> Identifiers.token(cx, "", draft.feed()).stream()) // IN1-3
                .findFirst()
                .or(() -> named(name, draft)); // IN1-4
    }

    public static Organization organization(Token token, Segment in1, Draft draft) {
        return draft.find(Organization.class, List.of(token)).stream()
                .findFirst()
                .orElseGet(() -> {
                    draft.source()
                            .warn(
                                    Code.UNKNOWN_KEY,
                                    in1.field(3),
                                    "The payer was not known and was set up from the message.");
                    return draft.create(fresh(token, in1, draft), token);
                });
    }

    private static Organization fresh(Token token, Segment in1, Draft draft) {
        Organization payer = new Organization().setActive(true);
        payer.addIdentifier().setSystem(token.system()).setValue(token.value()); // IN1-3
        payer.addType(
                new CodeableConcept().addCoding(new Coding().setSystem(TYPE).setCode("pay")));
        payer.setName(in1.field(4).value().orElse(token.value())); // IN1-4
        Addresses.addresses(in1.field(5), draft.source())
                .forEach(address -> payer.addAddress(Organizations.atWork(address))); // IN1-5
        Names.names(in1.field(6), draft.source())
                .forEach(name -> payer.addContact().setName(name)); // IN1-6
        Telecoms.telecoms(in1.field(7), Optional.of(ContactPointUse.WORK), draft.source())
                .forEach(telecom -> payer.addTelecom(Organizations.atWork(telecom))); // IN1-7
        return payer;
    }

    /** A payer without a number: by the number that the feed's table has for the name, else by the name itself. */
    private static Optional<Token> named(Field name, Draft draft) {
        return name.value().map(text -> draft.feed()
                .table("IN1-4")
                .find(text)
                .map(entry -> new Token(
                        entry.system().isEmpty() ? draft.feed().privateSystem("payer") : entry.system(), entry.code()))
                .orElseGet(() -> new Token(draft.feed().privateSystem("payer"), text)));
    }
}
