package org.practicehub.server.store;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.practicehub.routes.outbound.Outgoing;

/**
 * Keeps the hub's own tables in step with the record: whoever writes, by message or by API, and in the same transaction.
 */
@Interceptor
public final class RecordHooks {
    private final IdentifierIndex identifiers;
    private final ChangeLog changes;
    private final Outgoing outgoing;

    RecordHooks(IdentifierIndex identifiers, ChangeLog changes, Outgoing outgoing) {
        this.identifiers = identifiers;
        this.changes = changes;
        this.outgoing = outgoing;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        identifiers.put(resource, Optional.empty());
        changes.add(resource, "create");
        tell(Optional.empty(), resource);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource) {
        identifiers.put(resource, Optional.ofNullable(before));
        changes.add(resource, "update");
        tell(Optional.ofNullable(before).map(was -> was.getIdElement().getVersionIdPart()), resource);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource resource) {
        identifiers.remove(resource.fhirType(), resource.getIdElement().getIdPart());
        changes.add(resource, "delete");
    }

    private void tell(Optional<String> before, IBaseResource resource) {
        outgoing.note(
                Cause.feed(),
                resource.fhirType(),
                resource.getIdElement().getIdPart(),
                before,
                resource.getMeta().getVersionId());
    }
}
