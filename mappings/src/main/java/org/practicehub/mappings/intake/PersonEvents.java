package org.practicehub.mappings.intake;

import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;

/** A28 and A31: what is known of a person, apart from any visit (5.1). */
final class PersonEvents {

    private final Message message;
    private final Draft draft;

    PersonEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /** A28: new. One that is known is updated, and that is said. */
    void add() {
        Segment pid = message.one("PID");
        if (Patients.find(pid, draft).isPresent()) {
            draft.source().warn(Code.DUPLICATE_KEY, pid.field(3), "The person to be added was known and was updated.");
        }
        Household.apply(message, draft);
    }

    /** A31: other than we knew. */
    void update() {
        if (PatientUpdate.mayCreate(message, draft)) {
            Household.apply(message, draft);
        }
    }
}
