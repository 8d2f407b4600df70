package org.practicehub.mappings.intake;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.hl7v2.types.Systems;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/**
 * One patient ended in favour of another: linked both ways, the ended one's numbers kept as old ones of the other (M1), and
 * everything that was about the ended one now about the other (M2). Doing it again changes nothing.
 */
final class Merge {

    /** What can be about a patient (M2). */
    static final Set<ResourceType> ABOUT_PATIENTS = EnumSet.of(
            ResourceType.Account,
            ResourceType.AllergyIntolerance,
            ResourceType.Appointment,
            ResourceType.AppointmentResponse,
            ResourceType.CarePlan,
            ResourceType.CareTeam,
            ResourceType.ChargeItem,
            ResourceType.Claim,
            ResourceType.ClaimResponse,
            ResourceType.Communication,
            ResourceType.CommunicationRequest,
            ResourceType.Condition,
            ResourceType.Consent,
            ResourceType.Coverage,
            ResourceType.CoverageEligibilityRequest,
            ResourceType.CoverageEligibilityResponse,
            ResourceType.DiagnosticReport,
            ResourceType.DocumentReference,
            ResourceType.Encounter,
            ResourceType.EpisodeOfCare,
            ResourceType.ExplanationOfBenefit,
            ResourceType.Flag,
            ResourceType.Immunization,
            ResourceType.Invoice,
            ResourceType.MedicationRequest,
            ResourceType.Observation,
            ResourceType.Procedure,
            ResourceType.QuestionnaireResponse,
            ResourceType.RelatedPerson,
            ResourceType.ServiceRequest,
            ResourceType.Task);

    private final Patient survivor;
    private final Patient gone;
    private final Draft draft;

    Merge(Patient survivor, Patient gone, Draft draft) {
        this.survivor = draft.editAlways(survivor);
        this.gone = draft.editAlways(gone);
        this.draft = draft;
    }

    void apply() {
        boolean wasActive = !gone.hasActive() || gone.getActive();
        gone.setActive(false);
        boolean elsewhere = gone.getLink().stream().anyMatch(link -> link.getType() == LinkType.REPLACEDBY);
        if (!elsewhere) {
            link(gone, LinkType.REPLACEDBY, survivor);
            link(survivor, LinkType.REPLACES, gone);
        }
        List<Token> present = Tokens.of(survivor).toList();
        List<Identifier> handedOn = gone.getIdentifier().stream()
                .filter(identifier -> !Systems.SSN.equals(identifier.getSystem()))
                .filter(identifier -> Tokens.of(identifier)
                        .map(token -> !present.contains(token))
                        .orElse(false))
                .toList();
        handedOn.forEach(this::keepAsOld);
        if (!elsewhere || !handedOn.isEmpty()) {
            draft.ended(gone, survivor, wasActive ? "active" : "inactive", handedOn);
        }
        String from = Draft.reference(gone);
        Repointing.all(draft.referringTo(from, ABOUT_PATIENTS), from, Draft.reference(survivor), draft);
        new MergeDuplicates(survivor, draft).report();
    }

    private void keepAsOld(Identifier identifier) {
        survivor.addIdentifier(identifier.copy().setUse(IdentifierUse.OLD));
    }

    private static void link(Patient from, LinkType type, Patient to) {
        String reference = Draft.reference(to);
        boolean linked = from.getLink().stream()
                .anyMatch(link -> link.getType() == type
                        && reference.equals(link.getOther().getReference()));
        if (!linked) {
            from.addLink().setType(type).setOther(new Reference(reference));
        }
    }
}
