package org.practicehub.mappings.segments;

import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Addresses;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/** IN1-16 to IN1-19 and IN1-43 → RelatedPerson: the insured, where that is not the patient (5.3). */
public final class In1ToSubscriber {

    private In1ToSubscriber() {}

    public static RelatedPerson map(Segment in1, Source source) {
        RelatedPerson person = new RelatedPerson();
        Names.names(in1.field(16), source).forEach(person::addName); // IN1-16
        SubscriberRelationship.ofSubscriber(in1.field(17), source).ifPresent(person::addRelationship); // IN1-17
        Times.date(in1.field(18), source).ifPresent(person::setBirthDateElement); // IN1-18
        Addresses.addresses(in1.field(19), source).forEach(person::addAddress); // IN1-19
        Codes.code(in1.field(43), "0001", source)
                .map(AdministrativeGender::fromCode)
                .ifPresent(person::setGender); // IN1-43
        return person;
    }
}
