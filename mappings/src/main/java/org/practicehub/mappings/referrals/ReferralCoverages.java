package org.practicehub.mappings.referrals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Payers;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.In1ToCoverage;
import org.practicehub.mappings.segments.SubscriberRelationship;

/**
 * IN1 → the coverages that a referral rests on. One that the practice has is left as it is: of the patient's insurance the
 * referrer knows what was true at the referrer's.
 */
final class ReferralCoverages {

    private static final Set<String> MEMBERS = Set.of("IN2", "IN3");

    private final Message message;
    private final Patient patient;
    private final Draft draft;

    ReferralCoverages(Message message, Patient patient, Draft draft) {
        this.message = message;
        this.patient = patient;
        this.draft = draft;
    }

    List<Reference> references() {
        List<Reference> coverages = new ArrayList<>();
        for (Group in1 : message.groups("IN1", MEMBERS)) {
            Payers.token(in1.first(), draft).ifPresent(payer -> {
                Organization organization = Payers.organization(payer, in1.first(), draft);
                Coverage coverage = find(in1, payer, organization).orElseGet(() -> create(in1, payer, organization));
                coverages.add(new Reference(Draft.reference(coverage)));
            });
        }
        return coverages;
    }

    /** The patient's, of this payer and member; without a member id, of this payer. */
    private Optional<Coverage> find(Group in1, Token payer, Organization organization) {
        String payor = Draft.reference(organization);
        Token member = new Token(In1ToCoverage.memberSystem(payer.value()), In1ToCoverage.memberId(in1));
        return draft.referringTo(Draft.reference(patient), Coverage.class).stream()
                .filter(coverage -> coverage.getPayor().stream().anyMatch(held -> payor.equals(held.getReference())))
                .filter(coverage ->
                        member.value().isEmpty() || Tokens.of(coverage).anyMatch(member::equals))
                .findFirst();
    }

    private Coverage create(Group in1, Token payer, Organization organization) {
        Coverage coverage = new Coverage().setStatus(CoverageStatus.ACTIVE);
        coverage.setBeneficiary(new Reference(Draft.reference(patient)));
        coverage.addPayor(new Reference(Draft.reference(organization))); // IN1-3, IN1-4
        In1ToCoverage.apply(in1, payer.value(), coverage, draft.source());
        if (SubscriberRelationship.isSelf(in1.first().field(17), draft.source())) {
            coverage.setSubscriber(new Reference(Draft.reference(patient))); // IN1-17
        }
        return draft.create(
                coverage,
                Draft.reference(patient),
                payer.toString(),
                In1ToCoverage.planId(in1.first()),
                In1ToCoverage.memberId(in1));
    }
}
