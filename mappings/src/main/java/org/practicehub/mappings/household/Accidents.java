package org.practicehub.mappings.household;

import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.AccToAccident;

/** ACC → the accident that an account is about. R4's Account has no element for it; its claims have. */
final class Accidents {

    private Accidents() {}

    static void apply(Message message, Optional<Account> account, Draft draft) {
        message.optional("ACC").ifPresent(acc -> {
            if (account.isEmpty()) {
                tell(acc, draft);
            } else if (Accounts.mayWrite(AccToAccident.isOn(account.get()), account.get(), draft)) {
                AccToAccident.apply(acc, account.get(), draft.source());
            }
        });
    }

    private static void tell(Segment acc, Draft draft) {
        draft.source().warn(Code.REQUIRED_MISSING, acc.field(1), "An accident needs an account (PID-18); left out.");
    }
}
