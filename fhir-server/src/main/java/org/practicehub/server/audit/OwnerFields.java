package org.practicehub.server.audit;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.server.store.PatientFields;

/** Whom a resource is about, as the trail records it: also what belongs to nobody, and the journal's messages. */
final class OwnerFields {
    private static final String MESSAGE = "urn:x-hub:extension:message";

    private final PatientFields fields;

    OwnerFields(FhirContext fhir) {
        this.fields = new PatientFields(fhir);
    }

    /** References to the patients; none for what is about nobody. */
    Set<String> of(IBaseResource resource) {
        if (resource instanceof MessageHeader message) {
            // The journal says whom a message is about beside FHIR's own elements.
            return PatientFields.patients(Optional.ofNullable(message.getExtensionByUrl(MESSAGE))
                    .map(extension -> extension.getExtensionByUrl("patient"))
                    .map(Extension::getValue)
                    .filter(Reference.class::isInstance)
                    .map(value -> List.of((Reference) value))
                    .orElse(List.of()));
        }
        return fields.named(resource);
    }
}
