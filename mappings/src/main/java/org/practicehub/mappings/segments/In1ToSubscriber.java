package org.practicehub.mappings.segments;

import java.util.Optional;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.RelatedPerson.RelatedPersonCommunicationComponent;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Addresses;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Languages;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.hl7v2.types.SocialSecurity;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Telecoms;
import org.practicehub.mappings.hl7v2.types.Times;

/** IN1-16 to IN1-19 and IN1-43 → RelatedPerson: the insured, where that is not the patient (5.3). */
public final class In1ToSubscriber {

    private In1ToSubscriber() {}

    public static RelatedPerson map(Group group, Source source) {
        Segment in1 = group.first();
        RelatedPerson person = new RelatedPerson();
        Names.names(in1.field(16), source).forEach(person::addName); // IN1-16
        SubscriberRelationship.ofSubscriber(In1ToCoverage.relationship(group), source)
                .ifPresent(person::addRelationship); // IN1-17
        Times.date(in1.field(18), source).ifPresent(person::setBirthDateElement); // IN1-18
        Addresses.addresses(in1.field(19), source).forEach(person::addAddress); // IN1-19
        Codes.code(in1.field(43), "0001", source)
                .map(AdministrativeGender::fromCode)
                .ifPresent(person::setGender); // IN1-43
        group.optional("IN2").ifPresent(in2 -> {
            SocialSecurity.identifier(in2.field(2), source).ifPresent(person::addIdentifier); // IN2-2
            Languages.language(in2.field(34), source)
                    .map(RelatedPersonCommunicationComponent::new)
                    .ifPresent(person::addCommunication); // IN2-34
            Telecoms.telecoms(in2.field(63), Optional.of(ContactPointUse.HOME), source)
                    .forEach(person::addTelecom); // IN2-63
        });
        return person;
    }
}
