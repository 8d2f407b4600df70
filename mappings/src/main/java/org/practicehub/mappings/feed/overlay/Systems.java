package org.practicehub.mappings.feed.overlay;

import java.util.List;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;

/** The systems of identifiers and codes of which a rule sets the value and nothing says whose it is: never none (G11). */
final class Systems {

    private Systems() {}

    static void give(List<IBase> elements, String system) {
        for (IBase element : elements) {
            if (element instanceof Identifier identifier && identifier.hasValue() && !identifier.hasSystem()) {
                identifier.setSystem(system);
            } else if (element instanceof Coding coding && coding.hasCode() && !coding.hasSystem()) {
                coding.setSystem(system);
            }
        }
    }

    /** Takes away what was given, when the value is about to go. */
    static void withdraw(List<IBase> elements, String system) {
        for (IBase element : elements) {
            if (element instanceof Identifier identifier && system.equals(identifier.getSystem())) {
                identifier.setSystem(null);
            } else if (element instanceof Coding coding && system.equals(coding.getSystem())) {
                coding.setSystem(null);
            }
        }
    }
}
