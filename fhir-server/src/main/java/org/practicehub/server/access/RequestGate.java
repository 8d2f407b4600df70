package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.PayloadTooLargeException;
import ca.uhn.fhir.util.UrlUtil;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.practicehub.server.access.Ask.Kind;
import org.practicehub.server.access.SearchRewrite.Narrowed;
import org.practicehub.server.audit.AuditTrail;

/**
 * Gate 0 and gate 1 (smart.md 3.1): looks at what a request asks before anything is looked up, turns away what is not open, and
 * confines searches to what is; entry by entry of a bundle, because HAPI tells its interceptors nothing of a bundle's reads.
 */
@Interceptor
public final class RequestGate {
    /** Written by the hub alone: a record of what happened is none when those it is about can write it (smart.md R12). */
    private static final Set<String> HUB_WRITES = Set.of("AuditEvent", "Provenance", "MessageHeader");

    private static final String EVERYTHING = "$everything";
    private static final int FIRST = -1000;

    /** More is a job for the bulk import that is not offered, or an attack (R20). */
    private static final int MOST_ENTRIES = 500;

    private final AccessFinder finder;
    private final Policy policy;
    private final SearchCheck searches;
    private final Instances instances;

    RequestGate(AccessFinder finder, Policy policy, FhirContext fhir, Instances instances) {
        this.finder = finder;
        this.policy = policy;
        this.searches = new SearchCheck(fhir);
        this.instances = instances;
    }

    /** Before the body is looked at: whoever may not write learns nothing about what they wrote. */
    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = FIRST)
    public void check(RequestDetails request) {
        Access access = finder.current();
        access.attach(request);
        AuditTrail.judgedBy(policy.hash());
        RestOperationTypeEnum operation = request.getRestOperationType();
        Ask ask = Ask.of(request, operation);
        check(access, ask);
        if (EVERYTHING.equals(request.getOperation()) && !ask.id().isEmpty()) {
            // HAPI answers it with what is left when all is dropped, which is not what it answers for nobody.
            instances.check(access, new Ask(Kind.READ, ask.type(), ask.id(), false, Map.of()));
        }
        if (ask.kind() == Kind.SEARCH) {
            Narrowed narrowed = narrow(access, ask, request);
            request.setParameters(narrowed.to(request.getParameters()));
        }
    }

    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = FIRST)
    public void check(RequestDetails request, RestOperationTypeEnum operation) {
        if (operation == RestOperationTypeEnum.TRANSACTION && request.getResource() instanceof Bundle bundle) {
            if (bundle.getEntry().size() > MOST_ENTRIES) {
                throw new PayloadTooLargeException("A bundle may have " + MOST_ENTRIES + " entries.");
            }
            Access access = Access.of(request);
            bundle.getEntry().forEach(entry -> entry(access, entry, request));
        }
    }

    private void entry(Access access, BundleEntryComponent entry, RequestDetails request) {
        Ask ask = Ask.of(entry, request.getFhirServerBase());
        // A page, an operation or the server's metadata is asked for by itself.
        Refusal.unless(ask.letter() != ' ');
        check(access, ask);
        if (ask.kind() == Kind.SEARCH) {
            Narrowed narrowed = narrow(access, ask, request);
            entry.getRequest().setUrl(ask.type() + "?" + query(narrowed.to(ask.parameters())));
        }
    }

    private void check(Access access, Ask ask) {
        switch (ask.kind()) {
            case OPERATION -> searches.options(ask);
            case METADATA, PAGE, BUNDLE -> {
                // Each has a gate of its own: Operations, PageBinding, the entries.
            }
            case CLOSED -> throw Refusal.forbidden();
            case CREATE, READ, UPDATE, PATCH, DELETE, SEARCH -> interaction(access, ask);
        }
    }

    private void interaction(Access access, Ask ask) {
        boolean hubs = HUB_WRITES.contains(ask.type()) && "cud".indexOf(ask.letter()) >= 0;
        Refusal.unless(!hubs && access.may(ask.letter(), ask.type()));
        if (ask.conditional()) {
            // Hit and miss would tell a person's app what it may not read (R7, finding 3).
            Refusal.unless(!access.caller().isPerson()
                    && access.mayAll(ask.letter(), ask.type())
                    && access.mayAll('s', ask.type()));
        }
        if (ask.kind() == Kind.SEARCH || ask.conditional()) {
            searches.check(access, ask);
        }
        if (!ask.id().isEmpty()) {
            instances.check(access, ask);
        }
    }

    private Narrowed narrow(Access access, Ask ask, RequestDetails request) {
        Narrowed narrowed = instances.narrow(access, ask.type());
        if (!narrowed.exact()) {
            Refusal.unless(!countsOnly(ask.parameters()));
            Totals.hide(request);
        }
        return narrowed;
    }

    /** Without rows there is nothing to drop from: the number would be that of everybody's (R5). */
    private static boolean countsOnly(Map<String, String[]> parameters) {
        return parameters.containsKey(Constants.PARAM_SEARCH_TOTAL_MODE)
                || List.of(parameters.getOrDefault(Constants.PARAM_SUMMARY, new String[0]))
                        .contains("count")
                || List.of(parameters.getOrDefault(Constants.PARAM_COUNT, new String[0]))
                        .contains("0");
    }

    private static String query(Map<String, String[]> parameters) {
        return parameters.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getValue())
                        .map(value -> UrlUtil.escapeUrlParam(entry.getKey()) + "=" + UrlUtil.escapeUrlParam(value)))
                .collect(Collectors.joining("&"));
    }
}
