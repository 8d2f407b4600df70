package org.practicehub.server.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceAccessDetails;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.EnumSet;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.Access.Right;
import org.practicehub.server.audit.AuditTrail;

/**
 * Gate 3 (smart.md 3.1): drops what is not open from what is about to be shown, hides elements, and shows nobody by the answer
 * to a write what they may not read. It runs before HAPI's own rules, which would refuse a whole page for one row.
 */
@Interceptor
public final class Visibility {
    private static final int BEFORE_THE_RULES = -100;

    private static final Set<RestOperationTypeEnum> WRITES =
            EnumSet.of(RestOperationTypeEnum.CREATE, RestOperationTypeEnum.UPDATE, RestOperationTypeEnum.PATCH);

    private static final Set<RestOperationTypeEnum> ONE =
            EnumSet.of(RestOperationTypeEnum.READ, RestOperationTypeEnum.VREAD, RestOperationTypeEnum.HISTORY_INSTANCE);

    private final Sight sight;
    private final Instances instances;
    private final Masks masks;

    Visibility(Sight sight, Instances instances, Masks masks) {
        this.sight = sight;
        this.instances = instances;
        this.masks = masks;
    }

    /** Versions of one resource: HAPI counts them before they are shown. */
    @Hook(value = Pointcut.STORAGE_PREACCESS_RESOURCES, order = BEFORE_THE_RULES)
    public void mayBeUsed(RequestDetails request, IPreResourceAccessDetails found) {
        if (!ONE.contains(request.getRestOperationType())) {
            return;
        }
        Access access = Access.of(request);
        for (int i = 0; i < found.size(); i++) {
            if (!isOpen(access, found.getResource(i))) {
                found.setDontReturnResourceAtIndex(i);
            }
        }
    }

    @Hook(value = Pointcut.STORAGE_PRESHOW_RESOURCES, order = BEFORE_THE_RULES)
    public void mayBeShown(RequestDetails request, IPreResourceShowDetails found) {
        Access access = Access.of(request);
        for (int i = 0; i < found.size(); i++) {
            IBaseResource resource = found.getResource(i);
            if (resource != null) {
                emergency(request, access, resource);
                found.setResource(i, isOpen(access, resource) ? masks.put(access, resource) : null);
            }
        }
    }

    /** What is seen of a patient whose record was opened in an emergency is seen for that reason (smart.md 3.6, BTG). */
    private void emergency(RequestDetails request, Access access, IBaseResource resource) {
        if (access.rights().contains(Right.BREAK_GLASS)
                && sight.isEmergency(access.caller().username(), resource)
                && request instanceof ServletRequestDetails http) {
            http.getServletRequest().setAttribute(AuditTrail.PURPOSE, "BTG");
        }
    }

    /** The last look, at what came past the others: answers to writes, and entries of bundles (finding 3, R7, S4). */
    @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = BEFORE_THE_RULES)
    public void answered(RequestDetails request, ResponseDetails answer) {
        Access access = Access.of(request);
        IBaseResource resource = answer.getResponseResource();
        if (resource instanceof Bundle bundle) {
            Totals.strip(request, bundle);
            sweep(access, bundle);
        } else if (resource != null
                && WRITES.contains(request.getRestOperationType())
                && !(resource instanceof OperationOutcome)) {
            answer.setResponseResource(isOpen(access, resource) ? masks.put(access, resource) : stored());
        }
    }

    private void sweep(Access access, Bundle bundle) {
        bundle.getEntry().forEach(entry -> {
            if (entry.getResource() instanceof Bundle inner) {
                sweep(access, inner);
            } else if (entry.hasResource()
                    && entry.hasResponse()
                    && !(entry.getResource() instanceof OperationOutcome)
                    && bundle.getType() != Bundle.BundleType.SEARCHSET
                    && !isOpen(access, entry.getResource())) {
                entry.setResource(null);
            }
        });
    }

    private static OperationOutcome stored() {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics("It is stored. The access token does not allow to read it.");
        return outcome;
    }

    /** What is missing, gone or not open is told alike to whoever does not see everything (R23, R25). */
    @Hook(value = Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION, order = BEFORE_THE_RULES)
    public @Nullable BaseServerResponseException failed(RequestDetails request, Throwable failure) {
        boolean absent = failure instanceof ResourceNotFoundException || failure instanceof ResourceGoneException;
        String type = request == null ? null : request.getResourceName();
        return absent && type != null && !instances.isOpenInFull(Access.of(request), 'r', type)
                ? Refusal.notFound()
                : null;
    }

    private boolean isOpen(Access access, IBaseResource resource) {
        String type = resource.fhirType();
        return (access.mayAll('r', type) || searchedInFull(access, type))
                        && !type.equals("Binary")
                        && !Sight.isSensitive(resource)
                || sight.isOpen(access, 'r', resource)
                || sight.isOpen(access, 's', resource);
    }

    /** A token that may search and not read gets rows and no instances (S5). */
    private static boolean searchedInFull(Access access, String type) {
        return access.mayAll('s', type);
    }
}
