package org.practicehub.mappings.household;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.Nk1ToRelatedPerson;

/** The NK1 segments of a message → the patient's next of kin, as a whole (G8). */
final class NextOfKin {

    private NextOfKin() {}

    static void apply(Message message, Patient patient, Draft draft) {
        List<Segment> sent = message.each("NK1").toList();
        if (sent.isEmpty()) {
            return;
        }
        RelatedPersons people = new RelatedPersons(patient, draft);
        if (people.isSuperseded("NK1")) {
            return;
        }
        Set<String> named = new HashSet<>();
        for (Segment nk1 : sent) {
            RelatedPerson said = Nk1ToRelatedPerson.map(nk1, draft.source());
            if (said.hasName()) {
                named.add(Draft.reference(people.put(said, "NK1")));
            } else if (!nk1.field(1).isCleared()) {
                draft.source().note(Problem.note(nk1.field(2).place(), "No person is named here; it was left out."));
            }
        }
        people.keepOnly(named, "NK1");
    }
}
