package org.practicehub.mappings.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;

/** A24 and A37: two patients who are the same person and stay two records, or are not after all (5.1, M5). */
final class LinkEvents {

    private final Message message;
    private final Draft draft;

    LinkEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /** A24: linked, each with a look at the other. */
    void link() {
        both().ifPresent(two -> {
            see(two.get(0), two.get(1));
            see(two.get(1), two.get(0));
        });
    }

    /** A37: no longer linked. */
    void unlink() {
        both().ifPresent(two -> {
            unsee(two.get(0), two.get(1));
            unsee(two.get(1), two.get(0));
        });
    }

    /** The two patients as they are; those whom nobody knows are set up. */
    private Optional<List<Patient>> both() {
        List<Patient> two = new ArrayList<>();
        for (Group pid : message.groups("PID", Set.of("PD1")).subList(0, 2)) {
            if (Patients.find(pid.first(), draft).isEmpty() && !draft.isHeld()) {
                warnUnknown(pid.first());
            }
            PatientUpdate.findOrCreate(pid.first(), pid.optional("PD1"), draft).ifPresent(two::add);
        }
        two.forEach(draft::about);
        if (two.size() == 2 && Draft.reference(two.get(0)).equals(Draft.reference(two.get(1)))) {
            draft.hold(Problem.error(
                    Code.NOT_POSSIBLE_NOW,
                    message.one("PID").field(3).place(),
                    "Both numbers of the link lead to the same patient."));
        }
        return two.size() == 2 && !draft.isHeld() ? Optional.of(two) : Optional.empty();
    }

    private void warnUnknown(Segment pid) {
        draft.source().warn(Code.UNKNOWN_KEY, pid.field(3), "The patient was not known and was set up.");
    }

    private void see(Patient one, Patient other) {
        draft.edit(one).filter(copy -> !sees(copy, other)).ifPresent(copy -> copy.addLink()
                .setType(LinkType.SEEALSO)
                .setOther(new Reference(Draft.reference(other))));
    }

    private void unsee(Patient one, Patient other) {
        draft.edit(one).ifPresent(copy -> copy.getLink().removeIf(link -> isTo(link, other)));
    }

    private static boolean sees(Patient one, Patient other) {
        return one.getLink().stream().anyMatch(link -> isTo(link, other));
    }

    private static boolean isTo(Patient.PatientLinkComponent link, Patient other) {
        return link.getType() == LinkType.SEEALSO
                && Draft.reference(other).equals(link.getOther().getReference());
    }
}
