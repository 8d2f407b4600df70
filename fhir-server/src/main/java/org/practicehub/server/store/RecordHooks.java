package org.practicehub.server.store;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Keeps the hub's own tables in step with the record: whoever writes, by message or by API, and in the same transaction.
 */
@Interceptor
public final class RecordHooks {
    private final IdentifierIndex identifiers;
    private final ChangeLog changes;

    RecordHooks(IdentifierIndex identifiers, ChangeLog changes) {
        this.identifiers = identifiers;
        this.changes = changes;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        identifiers.put(resource, Optional.empty());
        changes.add(resource, "create");
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource) {
        identifiers.put(resource, Optional.ofNullable(before));
        changes.add(resource, "update");
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource resource) {
        identifiers.remove(resource.fhirType(), resource.getIdElement().getIdPart());
        changes.add(resource, "delete");
    }
}
