package org.practicehub.server.identity;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.interceptor.auth.AuthorizationInterceptor;
import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRule;
import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRuleBuilderRuleOp;
import ca.uhn.fhir.rest.server.interceptor.auth.PolicyEnum;
import ca.uhn.fhir.rest.server.interceptor.auth.RuleBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.practicehub.server.identity.SmartScope.Context;
import org.practicehub.server.identity.SmartScope.Permission;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Lets through what the scopes of the access token name, and nothing else.
 *
 * <p>A scope for one patient's records opens nothing yet: there is no patient in context before the EHR launch and the
 * portal exist.
 */
public final class ScopeRules extends AuthorizationInterceptor {
    private final FhirContext fhir;

    public ScopeRules(FhirContext fhir) {
        super(PolicyEnum.DENY);
        this.fhir = fhir;
    }

    /** What the request's token allows. */
    public record Access(List<SmartScope> scopes) {
        /** Whether resources of the type may be used so. */
        public boolean may(Character letter, String type) {
            return scopes.stream()
                    .filter(scope -> scope.context() != Context.PATIENT)
                    .filter(scope ->
                            scope.type().equals(SmartScope.ANY) || scope.type().equals(type))
                    .anyMatch(scope -> scope.text().indexOf(letter, scope.text().indexOf('.')) > 0);
        }
    }

    /** What the current request may do; nothing, without a token. */
    public static Access access() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? new Access(scopes(token))
                : new Access(List.of());
    }

    private static List<SmartScope> scopes(JwtAuthenticationToken token) {
        String text =
                Optional.ofNullable(token.getToken().getClaimAsString("scope")).orElse("");
        return List.of(text.split(" ")).stream()
                .map(SmartScope::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<IAuthRule> buildRuleList(RequestDetails request) {
        Access access = access();
        RuleBuilder rules = new RuleBuilder();
        rules.allow("metadata").metadata();
        for (SmartScope scope : access.scopes()) {
            if (scope.context() != Context.PATIENT) {
                allow(rules, scope);
            }
        }
        if (!access.scopes().isEmpty()) {
            rules.allow("bundles").transaction().withAnyOperation().andApplyNormalRules();
        }
        Operations.allow(rules, access);
        return rules.build();
    }

    private void allow(RuleBuilder rules, SmartScope scope) {
        if (scope.allows(Permission.READ) || scope.allows(Permission.SEARCH)) {
            of(scope, rules.allow("read").read());
        }
        if (scope.allows(Permission.CREATE) || scope.allows(Permission.UPDATE)) {
            // HAPI does not tell the two apart; RequestGate has.
            of(scope, rules.allow("write").write());
        }
        if (scope.allows(Permission.UPDATE)) {
            rules.allow("patch").patch().allRequests();
        }
        if (scope.allows(Permission.DELETE)) {
            of(scope, rules.allow("delete").delete());
        }
        if (scope.context() == Context.SYSTEM) {
            conditional(rules, scope);
        }
    }

    private void of(SmartScope scope, IAuthRuleBuilderRuleOp what) {
        if (scope.type().equals(SmartScope.ANY)) {
            what.allResources().withAnyId();
        } else {
            what.resourcesOfType(resource(scope.type())).withAnyId();
        }
    }

    /** A person's app does not write by search: hit and miss would tell what it may not read. */
    private void conditional(RuleBuilder rules, SmartScope scope) {
        for (String type : scope.type().equals(SmartScope.ANY) ? fhir.getResourceTypes() : Set.of(scope.type())) {
            if (scope.allows(Permission.UPDATE)) {
                rules.allow("conditional update").updateConditional().resourcesOfType(resource(type));
            }
            if (scope.allows(Permission.DELETE)) {
                rules.allow("conditional delete").deleteConditional().resourcesOfType(resource(type));
            }
        }
    }

    private Class<? extends IBaseResource> resource(String type) {
        return fhir.getResourceDefinition(type).getImplementingClass();
    }
}
