package org.practicehub.server.store;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;
import org.practicehub.server.identity.BaseUrl;

/** Has the CapabilityStatement say what this server does, where HAPI would list all that HAPI can. */
@Interceptor
final class Capabilities {
    private static final String OAUTH = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
    private static final String SECURITY = "http://terminology.hl7.org/CodeSystem/restful-security-service";

    /** The operations that the access rules open, by type; the empty name is the server itself. */
    private static final Map<String, Set<String>> OPERATIONS = Map.of(
            "",
                    Set.of(
                            "apps",
                            "feed-status",
                            "loss-report",
                            "feed-file",
                            "rehearse",
                            "publish-feed",
                            "unmapped-codes",
                            "map-codes",
                            "access",
                            "access-choices",
                            "break-glass-cases",
                            "submit-referral",
                            "review-break-glass",
                            "people",
                            "invite",
                            "reset-sign-in",
                            "deactivate",
                            "activate",
                            "clients",
                            "register-client",
                            "change-client",
                            "new-client-secret",
                            "retire-client",
                            "replay",
                            "replays",
                            "cancel-replay"),
            "Appointment", Set.of("find", "hold", "book", "reschedule", "cancel", "confirm"),
            "Patient", Set.of("everything", "relationship", "break-glass"),
            "MessageHeader", Set.of("segments", "changes", "explain", "retry", "replay", "skip", "fix", "undo-merge"));

    /** What the hub alone writes. */
    private static final Set<String> READ_ONLY = Set.of("AuditEvent", "Provenance", "MessageHeader");

    private static final Set<TypeRestfulInteraction> WRITING = EnumSet.of(
            TypeRestfulInteraction.CREATE,
            TypeRestfulInteraction.UPDATE,
            TypeRestfulInteraction.PATCH,
            TypeRestfulInteraction.DELETE);

    private final BaseUrl base;

    Capabilities(BaseUrl base) {
        this.base = base;
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void say(IBaseConformance conformance) {
        CapabilityStatement statement = (CapabilityStatement) conformance;
        statement.setName("PracticeHub").setPublisher("Practice Hub");
        statement.getSoftware().setName("Practice Hub").setVersion(version());
        statement.getImplementation().setDescription("Practice Hub").setUrl(base.fhir());
        for (CapabilityStatementRestComponent rest : statement.getRest()) {
            secure(rest);
            rest.getOperation().removeIf(operation -> !isOpen("", operation.getName()));
            rest.getResource().forEach(Capabilities::prune);
        }
    }

    private static String version() {
        String version = Capabilities.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static void prune(CapabilityStatementRestResourceComponent resource) {
        resource.getOperation().removeIf(operation -> !isOpen(resource.getType(), operation.getName()));
        if (READ_ONLY.contains(resource.getType())) {
            resource.getInteraction().removeIf(interaction -> WRITING.contains(interaction.getCode()));
            resource.setConditionalCreateElement(null).setConditionalUpdateElement(null);
            resource.setConditionalDelete(ConditionalDeleteStatus.NOTSUPPORTED);
        } else {
            resource.setConditionalDelete(ConditionalDeleteStatus.SINGLE);
        }
    }

    private static boolean isOpen(String type, String operation) {
        return OPERATIONS.getOrDefault(type, Set.of()).contains(operation);
    }

    private void secure(CapabilityStatementRestComponent rest) {
        Extension uris = new Extension(OAUTH);
        Map.of(
                        "authorize",
                        "/oauth2/authorize",
                        "token",
                        "/oauth2/token",
                        "manage",
                        "/account/apps",
                        "introspect",
                        "/oauth2/introspect",
                        "revoke",
                        "/oauth2/revoke")
                .forEach((name, path) -> uris.addExtension(name, new UriType(base.at(path))));
        rest.getSecurity()
                .setCors(true)
                .setService(List.of(
                        new CodeableConcept().addCoding(new Coding(SECURITY, "SMART-on-FHIR", "SMART-on-FHIR"))))
                .setDescription(
                        "OAuth 2.0 as SMART App Launch 2 profiles it. Without a token only metadata and the SMART"
                                + " configuration answer.")
                .addExtension(uris);
    }
}
