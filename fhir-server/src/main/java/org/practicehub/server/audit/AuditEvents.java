package org.practicehub.server.audit;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.server.audit.EventSearch.Numbered;

/** Records in the shape of IHE's Basic Audit Log Patterns (BALP 1.1.3), so that what reads those reads ours. */
final class AuditEvents {
    private static final String PROFILE = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String REST = "http://hl7.org/fhir/restful-interaction";
    private static final String TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    private static final String ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
    private static final String BALP_ENTITY = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";
    private static final String PURPOSE = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    private static final String OWN = "urn:x-hub:audit:";

    private static final Map<String, String> PATTERNS =
            Map.of("C", "Create", "R", "Read", "U", "Update", "D", "Delete", "E", "Query");

    private AuditEvents() {}

    static AuditEvent of(Numbered record) {
        Event event = record.event();
        AuditEvent audit = new AuditEvent();
        audit.setId(Long.toString(record.n()));
        audit.setRecorded(Date.from(event.at()));
        profile(event).ifPresent(pattern -> audit.getMeta().addProfile(PROFILE + pattern));
        audit.setType(type(event.what().type()));
        audit.addSubtype(subtype(event.what()));
        audit.setAction(AuditEventAction.fromCode(event.what().action()));
        audit.setOutcome(AuditEventOutcome.fromCode(event.what().outcome()));
        Optional.ofNullable(event.what().text()).ifPresent(audit::setOutcomeDesc);
        Optional.ofNullable(event.purpose())
                .ifPresent(code -> audit.addPurposeOfEvent().addCoding(new Coding(PURPOSE, code, null)));
        agents(audit, event);
        audit.getSource().setObserver(new Reference().setDisplay("Practice Hub"));
        audit.getSource()
                .addType(new Coding(
                        "http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server"));
        entities(audit, event);
        return audit;
    }

    private static Optional<String> profile(Event event) {
        if (!event.what().type().equals("rest")) {
            return Optional.empty();
        }
        String about = event.about().patients().isEmpty() ? "" : "Patient";
        return Optional.ofNullable(PATTERNS.get(event.what().action())).map(pattern -> about + pattern);
    }

    private static Coding type(String type) {
        return switch (type) {
            case "rest" -> new Coding(TYPE, "rest", "RESTful Operation");
            case "sign-in", "token" -> new Coding(DICOM, "110114", "User Authentication");
            case "message" -> new Coding(DICOM, "110107", "Import");
            case "export" -> new Coding(DICOM, "110106", "Export");
            case "policy" -> new Coding(DICOM, "110113", "Security Alert");
            default -> new Coding(DICOM, "110100", "Application Activity");
        };
    }

    private static Coding subtype(Event.What what) {
        return switch (what.type() + " " + what.subtype()) {
            case "sign-in signed-in" -> new Coding(DICOM, "110122", "Login");
            case "sign-in signed-out" -> new Coding(DICOM, "110123", "Logout");
            case "hub start" -> new Coding(DICOM, "110120", "Application Start");
            case "hub stop" -> new Coding(DICOM, "110121", "Application Stop");
            default ->
                what.type().equals("rest")
                        ? new Coding(REST, what.subtype(), what.subtype())
                        : new Coding(OWN + what.type(), what.subtype(), what.subtype());
        };
    }

    private static void agents(AuditEvent audit, Event event) {
        Caller caller = event.caller();
        boolean givesAway = event.what().action().equals("R");
        AuditEventAgentComponent client = audit.addAgent().setRequestor(caller.user() == null);
        // Who reads is where data goes to; who writes or asks is where it comes from.
        client.getType()
                .addCoding(
                        givesAway
                                ? new Coding(DICOM, "110152", "Destination Role ID")
                                : new Coding(DICOM, "110153", "Source Role ID"));
        Optional.ofNullable(caller.client())
                .ifPresent(id -> client.setAltId(id).getWho().setDisplay(id));
        if (caller.client() == null) {
            client.getWho().setDisplay(caller.kind());
        }
        Optional.ofNullable(caller.address())
                .ifPresent(address -> client.getNetwork().setAddress(address).setType(AuditEventAgentNetworkType._2));
        Optional.ofNullable(caller.policy()).ifPresent(policy -> client.addPolicy("urn:sha256:" + policy));
        if (caller.user() != null) {
            AuditEventAgentComponent user = audit.addAgent().setRequestor(true).setName(caller.user());
            user.getType()
                    .addCoding(new Coding(
                            "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
                            "IRCP",
                            "information recipient"));
            Optional.ofNullable(caller.resource())
                    .ifPresent(who -> user.getWho().setReference(who));
            Optional.ofNullable(caller.role())
                    .ifPresent(role -> user.addRole().addCoding(new Coding(OWN + "role", role, null)));
        }
        AuditEventAgentComponent server = audit.addAgent().setRequestor(false);
        server.getType()
                .addCoding(
                        givesAway
                                ? new Coding(DICOM, "110153", "Source Role ID")
                                : new Coding(DICOM, "110152", "Destination Role ID"));
        server.getWho().setDisplay("Practice Hub");
    }

    private static void entities(AuditEvent audit, Event event) {
        event.about().patients().forEach(patient -> entity(audit, patient, "1", "Person", "1", "Patient"));
        event.about().patientsBefore().forEach(patient -> entity(audit, patient, "1", "Person", "1", "Patient")
                .setName("before"));
        event.about().entities().stream()
                .filter(entity -> !event.about().patients().contains(entity))
                .forEach(entity -> entity(audit, entity, "2", "System Object", "4", "Domain Resource"));
        if (event.about().query() != null) {
            AuditEventEntityComponent query = audit.addEntity()
                    .setType(new Coding(ENTITY_TYPE, "2", "System Object"))
                    .setRole(new Coding(ROLE, "24", "Query"))
                    .setQuery(event.about().query().getBytes(StandardCharsets.UTF_8));
            Optional.ofNullable(event.about().queryHash()).ifPresent(hash -> detail(query, "hash", hash));
            Optional.ofNullable(event.about().count()).ifPresent(count -> detail(query, "count", count.toString()));
        }
        if (event.request() != null) {
            AuditEventEntityComponent request =
                    audit.addEntity().setType(new Coding(BALP_ENTITY, "XrequestId", "X-Request-Id"));
            request.getWhat().getIdentifier().setValue(event.request());
            event.details().forEach((name, value) -> detail(request, name, value));
        } else if (!event.details().isEmpty()) {
            AuditEventEntityComponent more = audit.addEntity().setType(new Coding(ENTITY_TYPE, "4", "Other"));
            event.details().forEach((name, value) -> detail(more, name, value));
        }
    }

    private static AuditEventEntityComponent entity(
            AuditEvent audit, String reference, String type, String typeWords, String role, String roleWords) {
        AuditEventEntityComponent entity = audit.addEntity();
        entity.getWhat().setReference(reference);
        return entity.setType(new Coding(ENTITY_TYPE, type, typeWords)).setRole(new Coding(ROLE, role, roleWords));
    }

    private static void detail(AuditEventEntityComponent entity, String name, String value) {
        entity.addDetail().setType(name).setValue(new StringType(value));
    }
}
