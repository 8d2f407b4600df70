package org.practicehub.mappings.household;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.practicehub.mappings.directory.Payers;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.SentIn;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.In1ToCoverage;
import org.practicehub.mappings.segments.In1ToSubscriber;
import org.practicehub.mappings.segments.SubscriberRelationship;

/** One IN1 group applied to the Coverage it means: the patient's, of this payer, plan and member (5.3). */
final class CoverageUpdate {

    private final Patient patient;
    private final Draft draft;
    private final RelatedPersons people;
    private final Set<String> subscribers = new HashSet<>();
    private final List<Coverage> all;
    private final Map<Token, List<Coverage>> byMember = new HashMap<>();

    CoverageUpdate(Patient patient, Draft draft) {
        this.patient = patient;
        this.draft = draft;
        this.people = new RelatedPersons(patient, draft);
        String beneficiary = Draft.reference(patient);
        this.all = draft.referringTo(beneficiary, Coverage.class).stream()
                .filter(coverage -> beneficiary.equals(coverage.getBeneficiary().getReference()))
                .collect(Collectors.toCollection(ArrayList::new));
        all.forEach(this::index);
    }

    /** The coverage as it will be; empty when the group names no payer. */
    Optional<Coverage> apply(Group group) {
        Segment in1 = group.first();
        Optional<Token> payer = Payers.token(in1, draft);
        if (payer.isEmpty()) {
            draft.source().warn(Code.REQUIRED_MISSING, in1.field(3), "The coverage names no payer and was left out.");
            return Optional.empty();
        }
        Organization organization = Payers.organization(payer.get(), in1, draft);
        Optional<Coverage> known = find(group, payer.get(), organization);
        if (known.isEmpty()) {
            return Optional.of(create(group, payer.get(), organization));
        }
        if (!in1.field(55).text().equals("X")) { // IN1-55, no change
            draft.edit(known.get()).ifPresent(copy -> write(group, payer.get(), organization, copy));
        }
        return draft.read(Coverage.class, Draft.reference(known.get()));
    }

    /** Subscribers of coverages that were not sent again are named by nobody now. */
    void keepSubscribers() {
        people.keepOnly(subscribers, "IN1");
    }

    private Optional<Coverage> find(Group group, Token payer, Organization organization) {
        Token member = new Token(In1ToCoverage.memberSystem(payer.value()), In1ToCoverage.memberId(group));
        String plan = In1ToCoverage.planId(group.first());
        String payor = Draft.reference(organization);
        List<Coverage> candidates = member.value().isEmpty() ? all : byMember.getOrDefault(member, List.of());
        return candidates.stream()
                .filter(coverage -> !member.value().isEmpty() || isWithoutMember(member.system(), coverage))
                .filter(coverage -> coverage.getPayor().stream().anyMatch(held -> payor.equals(held.getReference())))
                .filter(coverage -> isPlan(plan, coverage))
                .findFirst();
    }

    private void index(Coverage coverage) {
        Tokens.of(coverage).forEach(token -> byMember.computeIfAbsent(token, any -> new ArrayList<>())
                .add(coverage));
    }

    private static boolean isWithoutMember(String system, Coverage coverage) {
        return Tokens.of(coverage).noneMatch(token -> token.system().equals(system));
    }

    /** A coverage that came from elsewhere may name no plan; it is the same one all the same. */
    private static boolean isPlan(String plan, Coverage coverage) {
        List<String> plans = coverage.getClass_().stream()
                .filter(cls -> cls.getType().getCoding().stream().anyMatch(coding -> "plan".equals(coding.getCode())))
                .map(Coverage.ClassComponent::getValue)
                .toList();
        return plan.isEmpty() || plans.isEmpty() || plans.contains(plan);
    }

    private Coverage create(Group group, Token payer, Organization organization) {
        Coverage coverage = draft.create(
                new Coverage().setBeneficiary(new Reference(Draft.reference(patient))),
                Draft.reference(patient),
                payer.toString(),
                In1ToCoverage.planId(group.first()),
                In1ToCoverage.memberId(group));
        write(group, payer, organization, coverage);
        all.add(coverage);
        index(coverage);
        return coverage;
    }

    private void write(Group group, Token payer, Organization organization, Coverage coverage) {
        Segment in1 = group.first();
        coverage.setStatus(CoverageStatus.ACTIVE);
        coverage.setPayor(List.of(new Reference(Draft.reference(organization)))); // IN1-3, IN1-4
        In1ToCoverage.apply(group, payer.value(), coverage, draft.source());
        subscriber(group).ifPresent(coverage::setSubscriber); // IN1-16, IN1-17
        SentIn.add(Coverages.group(draft), coverage);
        if (hasEnded(in1) || in1.field(55).text().equals("D")) { // IN1-13, IN1-55
            Coverages.cancel(coverage, draft);
        }
    }

    private Optional<Reference> subscriber(Group group) {
        if (SubscriberRelationship.isSelf(In1ToCoverage.relationship(group), draft.source())) {
            return Optional.of(new Reference(Draft.reference(patient)));
        }
        RelatedPerson said = In1ToSubscriber.map(group, draft.source());
        if (!said.hasName()) {
            return Optional.empty();
        }
        String reference = Draft.reference(people.put(said, "IN1"));
        subscribers.add(reference);
        return Optional.of(new Reference(reference));
    }

    /** Expired when the event happened; a day of expiry still counts. */
    private boolean hasEnded(Segment in1) {
        String today = Times.dateTime(draft.event().time(), draft.source())
                .getValueAsString()
                .substring(0, 10);
        return Times.date(in1.field(13), draft.source())
                .map(end -> end.getValueAsString()
                                .compareTo(today.substring(
                                        0, end.getValueAsString().length()))
                        < 0)
                .orElse(false);
    }
}
