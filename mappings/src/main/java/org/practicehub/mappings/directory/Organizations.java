package org.practicehub.mappings.directory;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Address.AddressUse;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Addresses;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Telecoms;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/** The organizations that messages name: those providers work for, and those that pay. One that is known is left alone. */
public final class Organizations {

    private Organizations() {}

    /** XON of a PRD, with what else that says of it → a reference; empty when none is named. */
    static Optional<Reference> reference(Field xon, Segment prd, Draft draft) {
        return token(xon, draft)
                .map(token -> find(token, draft).orElseGet(() -> create(token, xon, prd, draft)))
                .map(organization -> new Reference(Draft.reference(organization)));
    }

    /** XON → the Organization it names, found or set up; empty when it names none. */
    public static Optional<Organization> named(Field xon, Draft draft) {
        return token(xon, draft)
                .map(token -> find(token, draft).orElseGet(() -> draft.create(fresh(token, xon, draft), token)));
    }

    /** XON-10, else XON-3, by the authority of XON-6; without a number, the name. */
    private static Optional<Token> token(Field xon, Draft draft) {
        return Identifiers.organization(xon, draft.source()).flatMap(Tokens::of).or(() -> xon.component(1)
                .value()
                .map(name -> new Token(draft.feed().privateSystem("organization"), name)));
    }

    private static Optional<Organization> find(Token token, Draft draft) {
        return draft.find(Organization.class, List.of(token)).stream().findFirst();
    }

    private static Organization fresh(Token token, Field xon, Draft draft) {
        draft.source().warn(Code.UNKNOWN_KEY, xon, "The organization was not known and was set up from the message.");
        Organization organization = new Organization().setActive(true);
        organization.addIdentifier().setSystem(token.system()).setValue(token.value());
        organization.setName(xon.component(1).value().orElse(token.value())); // XON-1
        return organization;
    }

    private static Organization create(Token token, Field xon, Segment prd, Draft draft) {
        Organization organization = fresh(token, xon, draft);
        Addresses.addresses(prd.field(11), draft.source())
                .forEach(address -> organization.addAddress(atWork(address))); // PRD-11
        Telecoms.telecoms(prd.field(13), Optional.of(ContactPointUse.WORK), draft.source())
                .forEach(telecom -> organization.addTelecom(atWork(telecom))); // PRD-13
        return draft.create(organization, token);
    }

    /** An organization has no home (R4 invariants org-2 and org-3), whatever the sender's template says. */
    static Address atWork(Address address) {
        return address.getUse() == AddressUse.HOME ? address.setUse(AddressUse.WORK) : address;
    }

    static ContactPoint atWork(ContactPoint telecom) {
        return telecom.getUse() == ContactPointUse.HOME ? telecom.setUse(ContactPointUse.WORK) : telecom;
    }
}
