package org.practicehub.mappings.household;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.record.Draft;

/** Charges and draft claims of a visit that was cancelled: flagged for a person, never deleted (5.1, A11). */
public final class VisitCharges {

    private static final String CANCELLED = "urn:x-hub:extension:visit-cancelled";

    private VisitCharges() {}

    /** All charges and draft claims of the visit, flagged as it is now. */
    public static void follow(Encounter visit, Draft draft) {
        draft.referringTo(Draft.reference(visit), Set.of(ResourceType.ChargeItem, ResourceType.Claim)).stream()
                .filter(VisitCharges::isOpen)
                .forEach(resource -> {
                    DomainResource copy = (DomainResource) draft.editAlways(resource);
                    draft.inPassing(copy);
                    flag(copy, visit);
                });
    }

    /** One of them. */
    public static void flag(DomainResource resource, Encounter visit) {
        boolean cancelled = visit.getStatus() == EncounterStatus.CANCELLED;
        Patch.extensions(
                resource, CANCELLED, cancelled ? List.of(new Extension(CANCELLED, new BooleanType(true))) : List.of());
    }

    /** What has left the house is no longer the visit's to flag. */
    private static boolean isOpen(Resource resource) {
        return resource instanceof ChargeItem
                || (resource instanceof Claim claim && claim.getStatus() == ClaimStatus.DRAFT);
    }
}
