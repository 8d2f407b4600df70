package org.practicehub.server.audit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** Sees every change of the record, by API, message or the hub itself, in the transaction that makes it. */
@Interceptor
public final class CommitHooks {
    private final OwnerFields owners;
    private final Commits commits;

    CommitHooks(OwnerFields owners, Commits commits) {
        this.owners = owners;
        this.commits = commits;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        commits.current().changed("C", reference(resource), owners.of(resource), Set.of());
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(@Nullable IBaseResource before, IBaseResource resource) {
        Set<String> earlier = before == null ? Set.of() : owners.of(before);
        commits.current().changed("U", reference(resource), owners.of(resource), earlier);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void deleted(IBaseResource resource) {
        commits.current().changed("D", reference(resource), owners.of(resource), Set.of());
    }

    private static String reference(IBaseResource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}
