package org.practicehub.mappings.household;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Account.CoverageComponent;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.SentIn;

/**
 * The IN1 groups of a message → the patient's Coverages, as a whole (G8): what is not sent any more, and what has run out,
 * is cancelled. Segments that say what to do with each (IN1-55) are no whole: they change what they name.
 */
final class Coverages {

    private static final Set<String> MEMBERS = Set.of("IN2", "IN3");

    private final Patient patient;
    private final Draft draft;

    Coverages(Patient patient, Draft draft) {
        this.patient = patient;
        this.draft = draft;
    }

    void apply(Message message, Optional<Account> account) {
        List<Group> sent = message.groups("IN1", MEMBERS);
        if (sent.isEmpty()) {
            return;
        }
        if (draft.isSuperseded(ofThisFeed())) {
            return;
        }
        List<Coverage> named = new ArrayList<>();
        CoverageUpdate update = new CoverageUpdate(patient, draft);
        for (Group in1 : sent) {
            boolean deletesAll = in1.first().field(1).isCleared();
            if (!deletesAll) {
                update.apply(in1).ifPresent(named::add);
            }
        }
        boolean changed = named.stream().anyMatch(draft::isChanged);
        boolean whole = sent.stream().noneMatch(in1 -> in1.first().field(55).isPresent()); // IN1-55
        if (whole) {
            changed |= cancelOthers(named);
            update.keepSubscribers();
        }
        if (account.isPresent() && (changed || !lists(account.get(), named))) {
            list(named, account.get(), whole);
        }
        if (changed) {
            new ClaimInsurance(patient, draft).refresh();
        }
    }

    /** The patient's coverages that this feed has told of, cancelled ones among them. */
    private List<Coverage> ofThisFeed() {
        String beneficiary = Draft.reference(patient);
        return draft.referringTo(beneficiary, Coverage.class).stream()
                .filter(coverage -> SentIn.groups(coverage).contains(group(draft)))
                .filter(coverage -> beneficiary.equals(coverage.getBeneficiary().getReference()))
                .toList();
    }

    /** Says whether there were any. */
    private boolean cancelOthers(List<Coverage> named) {
        Set<String> kept = Set.copyOf(named.stream().map(Draft::reference).toList());
        List<Coverage> others = ofThisFeed().stream()
                .filter(coverage -> coverage.getStatus() == CoverageStatus.ACTIVE)
                .filter(coverage -> !kept.contains(Draft.reference(coverage)))
                .toList();
        others.forEach(coverage -> draft.edit(coverage).ifPresent(copy -> cancel(copy, draft)));
        return !others.isEmpty();
    }

    /** Cancelled, and ended where no end was known. */
    static void cancel(Coverage coverage, Draft draft) {
        coverage.setStatus(CoverageStatus.CANCELLED);
        if (!coverage.getPeriod().hasEnd()) {
            DateTimeType today = new DateTimeType(Times.dateTime(draft.event().time(), draft.source())
                    .getValueAsString()
                    .substring(0, 10));
            boolean began = !coverage.getPeriod().hasStart()
                    || !coverage.getPeriod().getStart().after(today.getValue());
            coverage.getPeriod()
                    .setEndElement(
                            began
                                    ? today
                                    : coverage.getPeriod().getStartElement().copy());
        }
    }

    /** Whether the account has these already: then it is left alone, for somebody may have put them in order. */
    private static boolean lists(Account account, List<Coverage> named) {
        Set<String> listed = account.getCoverage().stream()
                .map(listing -> listing.getCoverage().getReference())
                .collect(Collectors.toSet());
        return listed.equals(named.stream()
                .filter(coverage -> coverage.getStatus() == CoverageStatus.ACTIVE)
                .map(Draft::reference)
                .collect(Collectors.toSet()));
    }

    static String group(Draft draft) {
        return draft.feed().id() + "/IN1";
    }

    private static void list(List<Coverage> named, Account account, boolean whole) {
        if (whole) {
            account.setCoverage(null);
        }
        for (Coverage coverage : named) {
            String reference = Draft.reference(coverage);
            account.getCoverage()
                    .removeIf(present -> reference.equals(present.getCoverage().getReference()));
            if (coverage.getStatus() == CoverageStatus.ACTIVE) {
                CoverageComponent listed = account.addCoverage().setCoverage(new Reference(reference));
                if (coverage.hasOrder()) {
                    listed.setPriority(coverage.getOrder());
                }
            }
        }
    }
}
