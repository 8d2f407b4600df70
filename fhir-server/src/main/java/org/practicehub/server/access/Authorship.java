package org.practicehub.server.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Writes into {@code meta.source} who made a version: the person as a resource, or the system's client. Whoever writes by
 * the API cannot say otherwise; a screen that lost a race shows it.
 */
@Interceptor
public final class Authorship {

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource, @Nullable RequestDetails request) {
        sign(resource);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource, @Nullable RequestDetails request) {
        sign(resource);
    }

    private static void sign(IBaseResource resource) {
        current().ifPresent(author -> ((Resource) resource).getMeta().setSource(author));
    }

    /** Who the current request comes from; nobody, where the hub itself is at work. */
    public static Optional<String> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? Optional.of(author(token.getToken()))
                : Optional.empty();
    }

    /** The same as a reference: a person is a resource, a system is known by its client's name. */
    public static Reference reference(String hubItself) {
        IdType author = new IdType(current().orElse(hubItself));
        return author.hasResourceType()
                ? new Reference(author.toUnqualifiedVersionless())
                : new Reference().setDisplay(author.getValue());
    }

    private static String author(Jwt token) {
        return Optional.ofNullable(token.getClaimAsString("fhirUser"))
                .orElseGet(() -> "urn:x-hub:client:" + token.getClaimAsString("client_id"));
    }
}
