package org.practicehub.mappings.segments;

import java.util.Optional;
import org.hl7.fhir.r4.model.ContactDetail;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.HumanName;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Telecoms;

/** CTD → ContactDetail: who to call about it. The guide has no map for it. */
public final class CtdToContactDetail {

    private CtdToContactDetail() {}

    /** Empty when it gives neither name nor number. */
    public static Optional<ContactDetail> map(Segment ctd, Source source) {
        ContactDetail contact = new ContactDetail();
        Names.names(ctd.field(2), source).stream()
                .findFirst()
                .map(HumanName::getNameAsSingleString)
                .ifPresent(contact::setName); // CTD-2
        Telecoms.telecoms(ctd.field(5), Optional.of(ContactPointUse.WORK), source)
                .forEach(contact::addTelecom); // CTD-5
        return contact.isEmpty() ? Optional.empty() : Optional.of(contact);
    }
}
