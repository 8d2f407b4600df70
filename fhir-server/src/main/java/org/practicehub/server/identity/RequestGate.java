package org.practicehub.server.identity;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.practicehub.server.identity.ScopeRules.Access;

/**
 * Looks at what a request asks before anything is looked up, and turns away what its scopes do not name, entry by entry of
 * a bundle. HAPI's own rules do not tell create from update, nor a search from a read.
 */
@Interceptor
public final class RequestGate {
    /** Written by the hub alone: a record of what happened is none when those it is about can write it (smart.md R12). */
    private static final Set<String> HUB_WRITES = Set.of("AuditEvent", "Provenance", "MessageHeader");

    private static final String WRITING = "cud";
    private static final int FIRST = -1000;

    /** Before the body is looked at: whoever may not write learns nothing about what they wrote. */
    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = FIRST)
    public void check(RequestDetails request) {
        Access access = ScopeRules.access();
        String type = Optional.ofNullable(request.getResourceName()).orElse("");
        RestOperationTypeEnum operation = request.getRestOperationType();
        if (operation == null) {
            return;
        }
        switch (operation) {
            case CREATE -> need(access, 'c', type);
            case UPDATE, PATCH -> need(access, 'u', type);
            case DELETE -> need(access, 'd', type);
            case READ, VREAD, HISTORY_INSTANCE -> need(access, 'r', type);
            case SEARCH_TYPE, HISTORY_TYPE -> need(access, 's', type);
            default -> {
                // Bundles are read first; operations are allowed one by one; everything else the rules deny.
            }
        }
        if (operation == RestOperationTypeEnum.SEARCH_TYPE) {
            request.getParameters().keySet().forEach(name -> parameter(access, name));
        }
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void check(RequestDetails request, RestOperationTypeEnum operation) {
        if (operation == RestOperationTypeEnum.TRANSACTION) {
            bundle(ScopeRules.access(), request);
        }
    }

    private static void bundle(Access access, RequestDetails request) {
        if (request.getResource() instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> entry(access, entry));
        }
    }

    private static void entry(Access access, BundleEntryComponent entry) {
        String url = entry.getRequest().getUrl();
        String path = url.split("\\?", 2)[0];
        String type = path.split("/", 2)[0];
        switch (entry.getRequest().getMethod()) {
            case POST -> need(access, 'c', type);
            case PUT, PATCH -> need(access, 'u', type);
            case DELETE -> need(access, 'd', type);
            default -> need(access, path.contains("/") ? 'r' : 's', type);
        }
        if (url.contains("?")) {
            for (String parameter : url.split("\\?", 2)[1].split("&")) {
                parameter(access, parameter.split("=", 2)[0]);
            }
        }
    }

    /** {@code _has:Observation:…} asks about Observations: whoever may not search them gets no answer, hit or miss. */
    private static void parameter(Access access, String name) {
        String[] parts = name.split(":");
        for (int i = 0; i + 1 < parts.length; i++) {
            if (parts[i].equals("_has")) {
                need(access, 's', parts[i + 1]);
            }
        }
    }

    private static void need(Access access, char letter, String type) {
        boolean hubs = HUB_WRITES.contains(type) && WRITING.indexOf(letter) >= 0;
        if (hubs || !access.may(letter, type)) {
            // The same words for every reason: neither a type nor an id is confirmed.
            throw new ForbiddenOperationException("The access token does not allow this.");
        }
    }
}
