package org.practicehub.mappings.billing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.household.ClaimInsurance;
import org.practicehub.mappings.household.VisitCharges;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.AccToAccident;
import org.practicehub.mappings.segments.ChargeExtensions;

/**
 * What a draft claim says, made of its charges and its account alone, so that it comes out the same whatever came first. Items
 * whose charge is as before are left as they are: somebody may have worked on them.
 */
final class ClaimContent {

    private final Claim claim;
    private final Draft draft;

    ClaimContent(Claim claim, Draft draft) {
        this.claim = claim;
        this.draft = draft;
    }

    /**
     * @param charges what is claimed, in the order of the claim
     */
    void write(List<ChargeItem> charges, Optional<Account> account, Patient patient) {
        List<ItemComponent> items = items(charges);
        claim.setCreatedElement(created());
        ClaimCareTeam team = new ClaimCareTeam(claim, charges);
        claim.setProvider(team.provider(sender())); // FT1-20, FT1-32, MSH-4
        team.write(charges, items); // FT1-20
        new ClaimCodes(claim).write(charges, items, account);
        claim.setItem(numbered(items));
        account.flatMap(AccToAccident::of).ifPresent(claim::setAccident); // ACC-1, ACC-2
        account.ifPresent(known -> ClaimInsurance.setAccount(claim, known)); // PID-18
        new ClaimInsurance(patient, draft).write(claim); // IN1-1, IN1-22
        authorizations(charges);
        total(items);
        flag(charges);
    }

    private List<ItemComponent> items(List<ChargeItem> charges) {
        List<ItemComponent> items = new ArrayList<>();
        charges.forEach(charge -> items.add(claim.getItem().stream()
                .filter(item -> ClaimItems.isOf(charge, item) && !draft.isChanged(charge))
                .findFirst()
                .orElseGet(() -> ClaimItems.item(charge))));
        claim.getItem().stream()
                .filter(item -> ClaimItems.charge(item).isEmpty())
                .forEach(items::add);
        return items;
    }

    private static List<ItemComponent> numbered(List<ItemComponent> items) {
        for (int i = 0; i < items.size(); i++) {
            items.get(i).setSequence(i + 1);
        }
        return items;
    }

    /** The day the first of its charges was told of. */
    private DateTimeType created() {
        DateTimeType day = new DateTimeType(Times.dateTime(draft.event().time(), draft.source())
                .getValueAsString()
                .substring(0, 10));
        boolean earlier = claim.hasCreated() && claim.getCreated().before(day.getValue());
        return earlier ? claim.getCreatedElement() : day;
    }

    /** The facility that sends the charges, for those that name no performer. */
    private Reference sender() {
        String facility = draft.source()
                .message()
                .header()
                .field(4)
                .value() // MSH-4
                .orElse(draft.feed().id());
        return new Reference()
                .setType("Organization")
                .setIdentifier(new Identifier().setSystem("urn:x-hub:sender").setValue(facility))
                .setDisplay(facility);
    }

    /** FT1-39: authorizations that came with the charges, for the payer that is asked first. */
    private void authorizations(List<ChargeItem> charges) {
        List<String> numbers = Stream.concat(
                        claim.getInsurance().get(0).getPreAuthRef().stream().map(StringType::getValue),
                        charges.stream()
                                .flatMap(charge ->
                                        ChargeExtensions.values(
                                                charge, ChargeExtensions.AUTHORIZATION, StringType.class)
                                                .stream())
                                .map(StringType::getValue))
                .distinct()
                .sorted()
                .toList();
        claim.getInsurance()
                .get(0)
                .setPreAuthRef(numbers.stream().map(StringType::new).toList());
    }

    private void total(List<ItemComponent> items) {
        long priced = items.stream().filter(ItemComponent::hasNet).count();
        claim.setTotal(ClaimItems.sum(items).orElse(null));
        if (priced > 0 && !claim.hasTotal()) {
            draft.source()
                    .warn(
                            Code.CONTRADICTION,
                            Place.of("FT1", 11),
                            "The charges of the claim are in more than one currency; it has no total.");
        }
    }

    private void flag(List<ChargeItem> charges) {
        Map<String, Encounter> visits = new LinkedHashMap<>();
        charges.stream()
                .filter(ChargeItem::hasContext)
                .map(charge -> charge.getContext().getReference())
                .flatMap(visit -> draft.read(Encounter.class, visit).stream())
                .forEach(visit -> visits.put(Draft.reference(visit), visit));
        visits.values().forEach(visit -> VisitCharges.flag(claim, visit));
    }
}
