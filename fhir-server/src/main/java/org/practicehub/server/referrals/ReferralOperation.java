package org.practicehub.server.referrals;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.server.access.Access;
import org.practicehub.server.access.Authorship;
import org.practicehub.server.referrals.ReferralBundle.Reading;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code $submit-referral}: a Bundle with a ServiceRequest, its Patient and what belongs to them in, the Task that follows it out.
 * The same referral sent again gets the same Task and changes nothing.
 */
public final class ReferralOperation {
    private final Referrals referrals;
    private final IFhirResourceDao<Task> tasks;
    private final JdbcClient sql;
    private final FhirStore store;
    private final FhirContext fhir;

    ReferralOperation(
            Referrals referrals, IFhirResourceDao<Task> tasks, JdbcClient sql, FhirStore store, FhirContext fhir) {
        this.referrals = referrals;
        this.tasks = tasks;
        this.sql = sql;
        this.store = store;
        this.fhir = fhir;
    }

    @Operation(name = "$submit-referral")
    public Task submit(@ResourceParam Bundle bundle, RequestDetails request) {
        Reading reading = ReferralBundle.read(bundle);
        ReferralBundle referral =
                reading.referral().orElseThrow(() -> new UnprocessableEntityException("referral", reading.problems()));
        OperationOutcome problems = new OperationOutcome();
        Access.Caller caller = Access.of(request).caller();
        ownName(referral, caller, problems);
        insideOnly(referral, problems);
        if (problems.hasIssue()) {
            throw new UnprocessableEntityException("referral", problems);
        }
        String submitter = caller.username().isEmpty() ? caller.client() : "person:" + caller.username();
        String key = key(referral, bundle);
        String task = store.unit(unit -> store(unit, referral, submitter, key));
        return tasks.read(new IdType("Task", task), new SystemRequestDetails());
    }

    private String store(Unit unit, ReferralBundle referral, String submitter, String key) {
        String task = UUID.randomUUID().toString();
        int fresh = sql.sql("insert into hub_submission (submitter, key, task) values (?, ?, ?) on conflict do nothing")
                .params(submitter, key, task)
                .update();
        if (fresh == 0) {
            return sql.sql("select task from hub_submission where submitter = ? and key = ?")
                    .params(submitter, key)
                    .query(String.class)
                    .single();
        }
        referrals.store(unit, referral, submitter, Authorship.current().orElse("urn:x-hub:client:" + submitter), task);
        return task;
    }

    /** A person refers as themselves or as the organization they work for (R11). */
    private static void ownName(ReferralBundle referral, Access.Caller caller, OperationOutcome problems) {
        if (caller.username().isEmpty()) {
            return;
        }
        Set<String> own = caller.as();
        ServiceRequest order = referral.order();
        if (!order.hasRequester() && !own.isEmpty()) {
            order.setRequester(new Reference(own.stream()
                    .filter(as -> as.startsWith("Practitioner/"))
                    .findFirst()
                    .orElseThrow()));
        }
        if (!own.contains(order.getRequester().getReference())) {
            ReferralBundle.problem(
                    problems,
                    IssueType.FORBIDDEN,
                    "The requester is not the one who submits.",
                    "ServiceRequest.requester");
        }
    }

    /** Everything about a patient is about the one who is referred; nothing reaches into the record. */
    private void insideOnly(ReferralBundle referral, OperationOutcome problems) {
        referral.resources().forEach((url, resource) -> fhir.newTerser()
                .getAllPopulatedChildElementsOfType(resource, IBaseReference.class)
                .forEach(reference -> {
                    IIdType to = reference.getReferenceElement();
                    String text = to.getValue();
                    boolean inside = text == null
                            || text.startsWith("#")
                            || referral.resources().containsKey(text);
                    boolean shared = text != null
                            && Set.of(
                                            "Practitioner",
                                            "PractitionerRole",
                                            "Organization",
                                            "Location",
                                            "HealthcareService")
                                    .contains(String.valueOf(to.getResourceType()));
                    if (!inside && !shared) {
                        ReferralBundle.problem(
                                problems,
                                IssueType.NOTFOUND,
                                "A reference leads out of the bundle.",
                                resource.fhirType());
                    }
                }));
    }

    /** The sender's own number of the order; without one, what the bundle says. */
    private String key(ReferralBundle referral, Bundle bundle) {
        return referral.order().getIdentifier().stream()
                .filter(identifier -> identifier.hasSystem() && identifier.hasValue())
                .findFirst()
                .map(identifier -> identifier.getSystem() + "|" + identifier.getValue())
                .orElseGet(() ->
                        "sha-256:" + DigestUtils.sha256Hex(fhir.newJsonParser().encodeResourceToString(bundle)));
    }
}
