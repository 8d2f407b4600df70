package org.practicehub.mappings.billing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.ProcedureComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.practicehub.mappings.segments.ChargeExtensions;

/**
 * The diagnoses and procedures of a claim: the account's first, then those told with the charges, then those that charges are
 * for. Items point at theirs by number; where somebody else pointed at more, they go on doing so.
 */
final class ClaimCodes {

    private final Claim claim;

    ClaimCodes(Claim claim) {
        this.claim = claim;
    }

    void write(List<ChargeItem> charges, List<ItemComponent> items, Optional<Account> account) {
        diagnoses(charges, items, account);
        procedures(charges, items, account);
    }

    private void diagnoses(List<ChargeItem> charges, List<ItemComponent> items, Optional<Account> account) {
        Map<String, CodeableConcept> codes = new LinkedHashMap<>();
        Stream.of(
                        account.stream().flatMap(ClaimCodes::ofVisit),
                        charges.stream().flatMap(ClaimCodes::ofVisit),
                        charges.stream().flatMap(charge -> charge.getReason().stream()),
                        items.stream().flatMap(this::pointedAt))
                .flatMap(all -> all)
                .forEach(code -> codes.putIfAbsent(ChargeExtensions.key(code), code));
        List<String> order = List.copyOf(codes.keySet());
        for (int i = 0; i < items.size(); i++) {
            ItemComponent item = items.get(i);
            Stream<CodeableConcept> reasons = item.hasDiagnosisSequence() || i >= charges.size()
                    ? pointedAt(item)
                    : charges.get(i).getReason().stream();
            item.setDiagnosisSequence(
                    reasons.map(code -> new PositiveIntType(order.indexOf(ChargeExtensions.key(code)) + 1))
                            .toList());
        }
        claim.setDiagnosis(null);
        codes.values()
                .forEach(code -> claim.addDiagnosis(new DiagnosisComponent()
                        .setSequence(claim.getDiagnosis().size() + 1)
                        .setDiagnosis(code.copy()))); // DG1-3, FT1-19
    }

    private void procedures(List<ChargeItem> charges, List<ItemComponent> items, Optional<Account> account) {
        Map<String, ProcedureComponent> all = new LinkedHashMap<>();
        Stream.concat(account.stream(), charges.stream())
                .flatMap(ClaimCodes::procedures)
                .forEach(procedure -> all.putIfAbsent(key(procedure), procedure));
        List<String> order = List.copyOf(all.keySet());
        for (int i = 0; i < charges.size(); i++) {
            items.get(i)
                    .setProcedureSequence(procedures(charges.get(i))
                            .map(procedure -> new PositiveIntType(order.indexOf(key(procedure)) + 1))
                            .toList());
        }
        claim.setProcedure(null);
        all.values()
                .forEach(procedure -> claim.addProcedure(
                        procedure.setSequence(claim.getProcedure().size() + 1)));
    }

    private static Stream<CodeableConcept> ofVisit(DomainResource resource) {
        return ChargeExtensions.values(resource, ChargeExtensions.DIAGNOSIS, CodeableConcept.class).stream();
    }

    /** The diagnoses an item points at as the claim still has them. */
    private Stream<CodeableConcept> pointedAt(ItemComponent item) {
        return item.getDiagnosisSequence().stream()
                .map(PositiveIntType::getValue)
                .flatMap(sequence ->
                        claim.getDiagnosis().stream().filter(diagnosis -> sequence.equals(diagnosis.getSequence())))
                .filter(DiagnosisComponent::hasDiagnosisCodeableConcept)
                .map(DiagnosisComponent::getDiagnosisCodeableConcept);
    }

    private static Stream<ProcedureComponent> procedures(DomainResource resource) {
        return resource.getExtensionsByUrl(ChargeExtensions.PROCEDURE).stream().map(ClaimCodes::procedure);
    }

    private static ProcedureComponent procedure(Extension extension) {
        ProcedureComponent procedure = new ProcedureComponent();
        Optional.ofNullable(extension.getExtensionByUrl("date"))
                .map(date -> ((DateTimeType) date.getValue()).copy())
                .ifPresent(procedure::setDateElement); // PR1-5
        procedure.setProcedure(
                ((CodeableConcept) extension.getExtensionByUrl("code").getValue()).copy()); // PR1-3
        return procedure;
    }

    private static String key(ProcedureComponent procedure) {
        return ChargeExtensions.key(procedure.getProcedureCodeableConcept()) + "|"
                + procedure.getDateElement().getValueAsString();
    }
}
