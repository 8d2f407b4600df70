package org.practicehub.mappings.billing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemPerformerComponent;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.segments.ChargeItems;

/** Who did what a claim is for: its provider and care team, from the performers of the charges. */
final class ClaimCareTeam {

    private final Claim claim;
    private final Map<String, Reference> performers = new LinkedHashMap<>();
    private final List<Reference> organizations = new ArrayList<>();

    ClaimCareTeam(Claim claim, List<ChargeItem> charges) {
        this.claim = claim;
        charges.forEach(charge -> {
            performers(charge).forEach(person -> performers.putIfAbsent(key(person), person));
            if (charge.hasPerformingOrganization()) {
                organizations.add(charge.getPerformingOrganization());
            }
        });
    }

    /** The first performer, else the facility; one that a person put there stays. */
    Reference provider(Reference sender) {
        List<Reference> candidates = Stream.of(performers.values().stream(), organizations.stream(), Stream.of(sender))
                .flatMap(all -> all)
                .toList();
        boolean byHand = claim.hasProvider()
                && !before().contains(key(claim.getProvider()))
                && candidates.stream().noneMatch(candidate -> key(candidate).equals(key(claim.getProvider())));
        return byHand ? claim.getProvider() : candidates.get(0).copy();
    }

    void write(List<ChargeItem> charges, List<ItemComponent> items) {
        claim.setCareTeam(null);
        performers.values().forEach(person -> claim.addCareTeam()
                .setSequence(claim.getCareTeam().size())
                .setProvider(person.copy()));
        List<String> order = List.copyOf(performers.keySet());
        for (int i = 0; i < charges.size(); i++) {
            items.get(i)
                    .setCareTeamSequence(performers(charges.get(i))
                            .map(person -> new PositiveIntType(order.indexOf(key(person)) + 1))
                            .toList());
        }
    }

    private List<String> before() {
        return claim.getCareTeam().stream()
                .map(member -> key(member.getProvider()))
                .toList();
    }

    private static Stream<Reference> performers(ChargeItem charge) {
        return charge.getPerformer().stream()
                .filter(performer -> ChargeItems.hasFunction(performer, "PPRF"))
                .map(ChargeItemPerformerComponent::getActor);
    }

    private static String key(Reference person) {
        return person.hasReference()
                ? person.getReference()
                : person.getIdentifier().getSystem() + "|"
                        + person.getIdentifier().getValue() + "|" + person.getDisplay();
    }
}
