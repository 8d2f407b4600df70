package org.practicehub.mappings.billing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/**
 * The draft claims that charges make: one for each visit, else account (F3). A claim follows its charges until somebody
 * submits it; a charge that comes later is a person's to look at.
 */
final class DraftClaims {

    private static final String CLAIM_OF = "urn:x-hub:claim-of";

    private final Draft draft;

    DraftClaims(Draft draft) {
        this.draft = draft;
    }

    /** After charges of a message were written. */
    void follow(Books books, List<ChargeItem> touched) {
        boolean news = touched.stream().anyMatch(draft::isChanged)
                || books.account().filter(draft::isChanged).isPresent();
        if (touched.isEmpty() || !news) {
            return;
        }
        Optional<String> claimed = books.claimed();
        if (claimed.isEmpty()) {
            draft.source()
                    .warn(
                            Code.REQUIRED_MISSING,
                            Place.of("PV1", 19),
                            "The charges belong to no visit and no account; no claim was made of them.");
            return;
        }
        write(claimed.get(), books.patient(), touched);
    }

    /** After an account was told other codes: the claims of its charges. */
    void follow(Account account, Patient patient) {
        if (!draft.isChanged(account) || draft.isNew(account)) {
            return;
        }
        draft.referringTo(Draft.reference(account), ChargeItem.class).stream()
                .map(DraftClaims::belongsTo)
                .distinct()
                .forEach(claimed -> write(claimed, patient, List.of()));
    }

    private void write(String claimed, Patient patient, List<ChargeItem> touched) {
        Token identity = new Token(CLAIM_OF, claimed);
        Optional<Claim> known =
                draft.find(Claim.class, List.of(identity)).stream().findFirst();
        if (known.isPresent() && known.get().getStatus() != ClaimStatus.DRAFT) {
            touched.stream().filter(draft::isChanged).forEach(charge -> tell(charge, known.get()));
            return;
        }
        List<ChargeItem> charges = charges(claimed, touched);
        if (charges.isEmpty()) {
            return;
        }
        Claim claim = known.map(draft::editAlways).orElseGet(() -> create(identity, patient));
        draft.inPassing(claim);
        new ClaimContent(claim, draft)
                .write(
                        charges.stream()
                                .filter(charge -> charge.getStatus() == ChargeItemStatus.BILLABLE)
                                .toList(),
                        account(charges),
                        patient);
    }

    /** The charges that have been told of, in the order of the claim; those taken back among them. */
    private List<ChargeItem> charges(String claimed, List<ChargeItem> touched) {
        Map<String, ChargeItem> all = new LinkedHashMap<>();
        Stream.concat(draft.referringTo(claimed, ChargeItem.class).stream(), touched.stream())
                .forEach(charge -> all.put(Draft.reference(charge), charge));
        return all.values().stream()
                .filter(charge -> charge.getStatus() != ChargeItemStatus.UNKNOWN)
                .filter(charge -> claimed.equals(belongsTo(charge)))
                .sorted(ClaimItems.order())
                .toList();
    }

    private Optional<Account> account(List<ChargeItem> charges) {
        return charges.stream()
                .flatMap(charge -> charge.getAccount().stream())
                .flatMap(held -> draft.read(Account.class, held.getReference()).stream())
                .findFirst();
    }

    private static String belongsTo(ChargeItem charge) {
        return charge.hasContext()
                ? charge.getContext().getReference()
                : charge.getAccount().stream()
                        .map(Reference::getReference)
                        .findFirst()
                        .orElse("");
    }

    private Claim create(Token identity, Patient patient) {
        Claim claim = new Claim().setStatus(ClaimStatus.DRAFT).setUse(Claim.Use.CLAIM);
        claim.addIdentifier(new Identifier().setSystem(identity.system()).setValue(identity.value()));
        claim.setType(concept("http://terminology.hl7.org/CodeSystem/claim-type", "professional"));
        claim.setPriority(concept("http://terminology.hl7.org/CodeSystem/processpriority", "normal"));
        claim.setPatient(new Reference(Draft.reference(patient)));
        return draft.create(claim, identity);
    }

    /** F3: a charge after submission is a work item, and the claim stays as it was sent. */
    private void tell(ChargeItem charge, Claim claim) {
        String name = Draft.reference(claim) + "|" + Draft.reference(charge);
        Token identity = new Token("urn:x-hub:late-charge", name);
        if (!draft.find(Task.class, List.of(identity)).isEmpty()) {
            return;
        }
        draft.source()
                .warn(
                        Code.NOT_POSSIBLE_NOW,
                        Place.of("FT1"),
                        "The claim has left the house; the charge waits for a person.");
        Task task = new Task().setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER);
        task.addIdentifier(new Identifier().setSystem(identity.system()).setValue(identity.value()));
        task.setCode(new CodeableConcept()
                .addCoding(new Coding(
                        "urn:x-hub:task", "late-charge", "A charge that came after its claim was submitted")));
        task.setFocus(new Reference(Draft.reference(claim)));
        task.setFor(claim.getPatient().copy());
        task.setAuthoredOnElement(Times.dateTime(draft.event().time(), draft.source()));
        task.setReasonReference(new Reference(Draft.reference(charge)));
        draft.create(task, identity);
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept().addCoding(new Coding().setSystem(system).setCode(code));
    }
}
