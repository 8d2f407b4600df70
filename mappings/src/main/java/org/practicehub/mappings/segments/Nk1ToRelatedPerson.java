package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Identifier;
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

/** NK1 → RelatedPerson, after the HL7 v2-to-FHIR guide. A segment is the whole of what is said about the person (G8). */
public final class Nk1ToRelatedPerson {

    private Nk1ToRelatedPerson() {}

    public static RelatedPerson map(Segment nk1, Source source) {
        RelatedPerson person = new RelatedPerson();
        Names.names(nk1.field(2), source).forEach(person::addName); // NK1-2
        Codes.concept(nk1.field(3), "0063", source).ifPresent(person::addRelationship); // NK1-3
        Addresses.addresses(nk1.field(4), source).forEach(person::addAddress); // NK1-4
        Telecoms.telecoms(nk1.field(5), Optional.empty(), source).forEach(person::addTelecom); // NK1-5
        Telecoms.telecoms(nk1.field(6), Optional.of(ContactPointUse.WORK), source)
                .forEach(person::addTelecom); // NK1-6
        Codes.concept(nk1.field(7), "0131", source).ifPresent(person::addRelationship); // NK1-7
        Times.period(nk1.field(8), nk1.field(9), source).ifPresent(person::setPeriod); // NK1-8, NK1-9
        identifiers(nk1, source).forEach(person::addIdentifier); // NK1-12, NK1-33, NK1-37
        Codes.code(nk1.field(15), "0001", source)
                .map(AdministrativeGender::fromCode)
                .ifPresent(person::setGender); // NK1-15
        Times.date(nk1.field(16), source).ifPresent(person::setBirthDateElement); // NK1-16
        Languages.language(nk1.field(20), source)
                .map(RelatedPersonCommunicationComponent::new)
                .ifPresent(person::addCommunication); // NK1-20
        Telecoms.telecoms(nk1.field(40), Optional.empty(), source).forEach(person::addTelecom); // NK1-40
        return person;
    }

    private static Stream<Identifier> identifiers(Segment nk1, Source source) {
        List<Identifier> employee =
                Identifiers.identifier(nk1.field(12), "EI", source).stream().toList(); // NK1-12
        Stream<Identifier> own =
                nk1.field(33).repetitions().flatMap(cx -> Identifiers.identifier(cx, "", source).stream()); // NK1-33
        Stream<Identifier> social = SocialSecurity.identifier(nk1.field(37), source).stream(); // NK1-37
        return Stream.of(employee.stream(), own, social).flatMap(all -> all);
    }
}
