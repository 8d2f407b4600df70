package org.practicehub.mappings.intake;

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
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.Gt1ToRelatedPerson;

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
        draft.edit(account.get()).ifPresent(copy -> copy.setGuarantor(guarantors(sent, patient, draft)));
    }

    private static List<GuarantorComponent> guarantors(List<Segment> sent, Patient patient, Draft draft) {
        RelatedPersons people = new RelatedPersons(patient, draft);
        Set<String> named = new HashSet<>();
        List<GuarantorComponent> guarantors = new ArrayList<>();
        for (Segment gt1 : sent) {
            party(gt1, patient, people, draft).ifPresent(party -> {
                named.add(String.valueOf(party.getReference()));
                guarantors.add(guarantor(gt1, party, draft));
            });
        }
        people.keepOnly(named, "GT1");
        return guarantors;
    }

    private static Optional<Reference> party(Segment gt1, Patient patient, RelatedPersons people, Draft draft) {
        if (gt1.field(11).text().equals("SEL")) {
            return Optional.of(new Reference(Draft.reference(patient))); // GT1-11
        }
        RelatedPerson said = Gt1ToRelatedPerson.map(gt1, draft.source());
        return said.hasName()
                ? Optional.of(new Reference(Draft.reference(people.put(said, "GT1"))))
                : gt1.field(21)
                        .value()
                        .map(name -> new Reference().setType("Organization").setDisplay(name)); // GT1-21
    }

    private static GuarantorComponent guarantor(Segment gt1, Reference party, Draft draft) {
        GuarantorComponent guarantor = new GuarantorComponent().setParty(party);
        Times.period(gt1.field(13), gt1.field(14), draft.source()).ifPresent(guarantor::setPeriod); // GT1-13, GT1-14
        return guarantor;
    }
}
