package org.practicehub.mappings.feed;

import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Draft;

/** What the feed {@code riverside} needs in Java: a mark on patients that ZEX-2 speaks of. */
public final class RiversideExtension implements FeedExtension {

    private static final String SYSTEM = "urn:x-hub:riverside";

    @Override
    public String name() {
        return "riverside";
    }

    @Override
    public void refine(Message message, Draft draft) {
        message.optional("ZEX")
                .flatMap(zex -> zex.field(2).value()) // ZEX-2
                .ifPresent(mark -> draft.inHand(Patient.class).stream()
                        .filter(patient -> patient.getMeta().getTag(SYSTEM, mark) == null)
                        .forEach(patient -> patient.getMeta().addTag(SYSTEM, mark, null)));
    }
}
