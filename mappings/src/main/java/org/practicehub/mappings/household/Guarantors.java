package org.practicehub.mappings.household;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Account.GuarantorComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.practicehub.mappings.directory.Organizations;
import org.practicehub.mappings.feed.LocalTable;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.Gt1ToRelatedPerson;
import org.practicehub.mappings.segments.YesNo;

/** The GT1 segments of a message → Account.guarantor, as a whole (G8): the patient, a related person or an organization. */
final class Guarantors {

    private Guarantors() {}

    static void apply(Message message, Patient patient, Optional<Account> account, Draft draft) {
        List<Segment> sent = message.each("GT1").toList();
        if (sent.isEmpty()) {
            return;
        }
        if (account.isEmpty()) {
            draft.source()
                    .warn(
                            Code.REQUIRED_MISSING,
                            sent.get(0).field(1),
                            "A guarantor needs an account (PID-18); left out.");
            return;
        }
        boolean asWhole = !draft.isStale(account.get());
        if (Accounts.mayWrite(account.get().hasGuarantor(), account.get(), draft)) {
            account.get().setGuarantor(guarantors(sent, asWhole, patient, draft));
        }
    }

    private static List<GuarantorComponent> guarantors(
            List<Segment> sent, boolean asWhole, Patient patient, Draft draft) {
        RelatedPersons people = new RelatedPersons(patient, draft);
        Set<String> named = new HashSet<>();
        List<GuarantorComponent> guarantors = new ArrayList<>();
        for (Segment gt1 : sent) {
            party(gt1, patient, people, draft).ifPresent(party -> {
                named.add(String.valueOf(party.getReference()));
                guarantors.add(guarantor(gt1, party, draft));
            });
        }
        if (asWhole) {
            people.keepOnly(named, "GT1");
        }
        return guarantors;
    }

    private static Optional<Reference> party(Segment gt1, Patient patient, RelatedPersons people, Draft draft) {
        if (isPatient(gt1, draft)) {
            return Optional.of(new Reference(Draft.reference(patient))); // GT1-11
        }
        RelatedPerson said = Gt1ToRelatedPerson.map(gt1, draft.source());
        return said.hasName()
                ? Optional.of(new Reference(Draft.reference(people.put(said, "GT1"))))
                : Organizations.named(gt1.field(21), draft)
                        .map(payer -> new Reference(Draft.reference(payer))); // GT1-21
    }

    /** The feed may call itself something else. */
    private static boolean isPatient(Segment gt1, Draft draft) {
        String sent = gt1.field(11).text();
        return draft.feed()
                .table("GT1-11")
                .find(sent)
                .map(LocalTable.Entry::code)
                .orElse(sent)
                .equals("SEL");
    }

    private static GuarantorComponent guarantor(Segment gt1, Reference party, Draft draft) {
        GuarantorComponent guarantor = new GuarantorComponent().setParty(party);
        Times.period(gt1.field(13), gt1.field(14), draft.source()).ifPresent(guarantor::setPeriod); // GT1-13, GT1-14
        YesNo.type(gt1.field(22)).ifPresent(guarantor::setOnHoldElement); // GT1-22
        return guarantor;
    }
}
