package org.practicehub.mappings.billing;

import java.util.List;
import org.hl7.fhir.r4.model.Account;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.household.Accounts;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.ChargeExtensions;

/** The DG1 and PR1 of an account, each as a whole (G8), kept for the claims it will have. */
final class AccountCodes {

    private final Account account;
    private final Draft draft;

    AccountCodes(Account account, Draft draft) {
        this.account = account;
        this.draft = draft;
    }

    void apply(Message message) {
        List<Segment> diagnoses = message.each("DG1").toList();
        if (!diagnoses.isEmpty() && mayWrite(ChargeExtensions.DIAGNOSIS)) {
            CodedSegments.writeDiagnoses(diagnoses, account, draft.source());
        }
        List<Segment> procedures = message.each("PR1").toList();
        if (!procedures.isEmpty() && mayWrite(ChargeExtensions.PROCEDURE)) {
            CodedSegments.writeProcedures(procedures, account, draft.source());
        }
    }

    private boolean mayWrite(String url) {
        return Accounts.mayWrite(account.hasExtension(url), account, draft);
    }
}
