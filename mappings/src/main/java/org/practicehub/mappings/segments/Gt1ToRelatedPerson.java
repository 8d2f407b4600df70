package org.practicehub.mappings.segments;

import java.util.Optional;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.RelatedPerson.RelatedPersonCommunicationComponent;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Addresses;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Languages;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.hl7v2.types.SocialSecurity;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Telecoms;
import org.practicehub.mappings.hl7v2.types.Times;

/** GT1 → RelatedPerson: who pays what the insurance does not. The guide has no map; hl7v2.md 5.1 and 5.3 do. */
public final class Gt1ToRelatedPerson {

    private Gt1ToRelatedPerson() {}

    public static RelatedPerson map(Segment gt1, Source source) {
        RelatedPerson person = new RelatedPerson();
        Identifiers.identifier(gt1.field(2).repetition(1), "GI", source).ifPresent(person::addIdentifier); // GT1-2
        Names.names(gt1.field(3), source).forEach(person::addName); // GT1-3
        Addresses.addresses(gt1.field(5), source).forEach(person::addAddress); // GT1-5
        Telecoms.telecoms(gt1.field(6), Optional.of(ContactPointUse.HOME), source)
                .forEach(person::addTelecom); // GT1-6
        Telecoms.telecoms(gt1.field(7), Optional.of(ContactPointUse.WORK), source)
                .forEach(person::addTelecom); // GT1-7
        Times.date(gt1.field(8), source).ifPresent(person::setBirthDateElement); // GT1-8
        Codes.code(gt1.field(9), "0001", source)
                .map(AdministrativeGender::fromCode)
                .ifPresent(person::setGender); // GT1-9
        Codes.concept(gt1.field(11), "0063", source).ifPresent(person::addRelationship); // GT1-11
        SocialSecurity.identifier(gt1.field(12), source).ifPresent(person::addIdentifier); // GT1-12
        Languages.language(gt1.field(36), source)
                .map(RelatedPersonCommunicationComponent::new)
                .ifPresent(person::addCommunication); // GT1-36
        return person;
    }
}
