package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactDetail;
import org.practicehub.mappings.hl7v2.Writer;

/** ContactDetail → CTD (HL7 section 11.6.4): who to call about it. */
final class ContactDetailToCtd {

    private ContactDetailToCtd() {}

    /** @param role of HL7 table 0131 */
    static void write(ContactDetail contact, CodeableConcept role, Values values, Writer out) {
        String[] ctd = new String[5];
        Arrays.fill(ctd, "");
        ctd[0] = values.coded(role, "CTD-1", "0131"); // CTD-1
        ctd[1] = values.text(contact.getName()); // CTD-2
        ctd[4] = values.telecoms(contact.getTelecom().stream()); // CTD-5
        out.segment("CTD", List.of(ctd));
    }
}
