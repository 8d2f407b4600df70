package org.practicehub.mappings.household;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Claim.InsuranceComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.In3ToAuthorization;

/**
 * The coverages of a patient as a draft claim has them: those of the claim's account, the first one focal (F3). A claim that
 * has left the house keeps what it was sent with.
 */
public final class ClaimInsurance {

    private static final String ACCOUNT = "urn:x-hub:extension:account";
    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private final Patient patient;
    private final Draft draft;

    public ClaimInsurance(Patient patient, Draft draft) {
        this.patient = patient;
        this.draft = draft;
    }

    /** R4's Claim says nothing of the account it is for. */
    public static void setAccount(Claim claim, Account account) {
        Patch.extensions(claim, ACCOUNT, List.of(new Extension(ACCOUNT, new Reference(Draft.reference(account)))));
    }

    /** The patient's draft claims, now that their coverages are other than before. */
    void refresh() {
        draft.referringTo(Draft.reference(patient), Claim.class).stream()
                .filter(claim -> claim.getStatus() == ClaimStatus.DRAFT && claim.hasExtension(ACCOUNT))
                .forEach(claim -> {
                    Claim copy = draft.editAlways(claim);
                    draft.inPassing(copy);
                    write(copy);
                });
    }

    public void write(Claim claim) {
        List<Coverage> coverages = coverages(claim);
        List<InsuranceComponent> before = claim.getInsurance();
        claim.setInsurance(null);
        for (Coverage coverage : coverages) {
            InsuranceComponent insurance = claim.addInsurance()
                    .setSequence(claim.getInsurance().size())
                    .setCoverage(new Reference(Draft.reference(coverage)));
            insurance.setFocal(insurance.getSequence() == 1);
            authorizations(coverage, before)
                    .forEach(number -> insurance.getPreAuthRef().add(new StringType(number)));
        }
        if (coverages.isEmpty()) {
            claim.addInsurance().setSequence(1).setFocal(true).setCoverage(unknown());
        }
    }

    /** Those that the account lists, in its order; the patient's where no account says which. */
    private List<Coverage> coverages(Claim claim) {
        Optional<Account> account = Optional.ofNullable(claim.getExtensionByUrl(ACCOUNT))
                .flatMap(extension -> draft.read(Account.class, ((Reference) extension.getValue()).getReference()))
                .filter(Account::hasCoverage);
        Stream<Coverage> listed = account.isPresent()
                ? account.get().getCoverage().stream()
                        .flatMap(listing ->
                                draft.read(Coverage.class, listing.getCoverage().getReference()).stream())
                : draft.referringTo(Draft.reference(patient), Coverage.class).stream();
        String beneficiary = Draft.reference(patient);
        return listed.filter(coverage -> coverage.getStatus() == CoverageStatus.ACTIVE)
                .filter(coverage -> beneficiary.equals(coverage.getBeneficiary().getReference()))
                .sorted(Comparator.comparing(
                                (Coverage coverage) -> coverage.hasOrder() ? coverage.getOrder() : Integer.MAX_VALUE)
                        .thenComparing(Draft::reference))
                .toList();
    }

    private static List<String> authorizations(Coverage coverage, List<InsuranceComponent> before) {
        Stream<String> present = before.stream()
                .filter(insurance ->
                        Draft.reference(coverage).equals(insurance.getCoverage().getReference()))
                .flatMap(insurance -> insurance.getPreAuthRef().stream())
                .map(StringType::getValue);
        return Stream.concat(present, In3ToAuthorization.numbers(coverage))
                .distinct()
                .sorted()
                .toList();
    }

    /** R4 wants a coverage and nobody has told of one. */
    private static Reference unknown() {
        Reference reference = new Reference();
        reference.addExtension(new Extension(ABSENT, new CodeType("unknown")));
        return reference;
    }
}
