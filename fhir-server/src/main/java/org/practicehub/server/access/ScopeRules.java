package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.interceptor.auth.AuthorizationInterceptor;
import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRule;
import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRuleBuilderRuleOp;
import ca.uhn.fhir.rest.server.interceptor.auth.PolicyEnum;
import ca.uhn.fhir.rest.server.interceptor.auth.RuleBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.server.access.SmartScope.Permission;

/**
 * Gate 2 (smart.md 3.1): HAPI's own rules, type by type, deny by default. They stand behind the other gates, which know whose a
 * resource is; what those forget, these still refuse.
 */
public final class ScopeRules extends AuthorizationInterceptor {
    private final FhirContext fhir;

    ScopeRules(FhirContext fhir) {
        super(PolicyEnum.DENY);
        this.fhir = fhir;
    }

    @Override
    public List<IAuthRule> buildRuleList(RequestDetails request) {
        Access access = Access.of(request);
        RuleBuilder rules = new RuleBuilder();
        rules.allow("metadata").metadata();
        access.openings().forEach(opening -> allow(rules, opening, access));
        if (!access.openings().isEmpty()) {
            rules.allow("bundles").transaction().withAnyOperation().andApplyNormalRules();
        }
        Operations.allow(rules, access);
        return rules.build();
    }

    /** HAPI takes an empty search within a batch for a stored Bundle, which nobody may read: what is in it counts. */
    @Override
    public void hookOutgoingResponse(RequestDetails request, IBaseResource answer, Pointcut pointcut) {
        if (request.getRestOperationType() == RestOperationTypeEnum.TRANSACTION && answer instanceof Bundle bundle) {
            inside(bundle).forEach(resource -> super.hookOutgoingResponse(request, resource, pointcut));
        } else {
            super.hookOutgoingResponse(request, answer, pointcut);
        }
    }

    private static Stream<Resource> inside(Bundle bundle) {
        return bundle.getEntry().stream()
                .filter(BundleEntryComponent::hasResource)
                .map(BundleEntryComponent::getResource)
                .flatMap(resource -> resource instanceof Bundle inner ? inside(inner) : Stream.of(resource));
    }

    private void allow(RuleBuilder rules, Opening opening, Access access) {
        Set<Permission> may = opening.permissions();
        if (may.contains(Permission.READ) || may.contains(Permission.SEARCH)) {
            of(opening, rules.allow("read").read());
        }
        if (may.contains(Permission.CREATE) || may.contains(Permission.UPDATE)) {
            // HAPI does not tell the two apart; RequestGate has.
            of(opening, rules.allow("write").write());
        }
        if (may.contains(Permission.UPDATE)) {
            rules.allow("patch").patch().allRequests();
        }
        if (may.contains(Permission.DELETE)) {
            of(opening, rules.allow("delete").delete());
        }
        if (!access.caller().isPerson() && opening.isUnfiltered()) {
            conditional(rules, opening);
        }
    }

    private void of(Opening opening, IAuthRuleBuilderRuleOp what) {
        if (opening.type().equals(SmartScope.ANY)) {
            what.allResources().withAnyId();
        } else {
            what.resourcesOfType(resource(opening.type())).withAnyId();
        }
    }

    /** A person's app does not write by search: hit and miss would tell what it may not read. */
    private void conditional(RuleBuilder rules, Opening opening) {
        for (String type : opening.type().equals(SmartScope.ANY) ? fhir.getResourceTypes() : Set.of(opening.type())) {
            if (opening.permissions().contains(Permission.UPDATE)) {
                rules.allow("conditional update").updateConditional().resourcesOfType(resource(type));
            }
            if (opening.permissions().contains(Permission.DELETE)) {
                rules.allow("conditional delete").deleteConditional().resourcesOfType(resource(type));
            }
        }
    }

    private Class<? extends IBaseResource> resource(String type) {
        return fhir.getResourceDefinition(type).getImplementingClass();
    }
}
