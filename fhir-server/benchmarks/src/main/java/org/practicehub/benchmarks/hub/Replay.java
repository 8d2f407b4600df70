package org.practicehub.benchmarks.hub;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.ResourceReferenceInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;

/**
 * What messages changed, once more for other people, as one connection of an ordinary client sends it: the same resources in
 * the same states, one Bundle a message, found by an identifier of the client's own. Left out is what a client may not write
 * (Provenance) or what all patients share (Schedule, and its Slots: the time of one is taken).
 */
final class Replay {
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String SYSTEM = "urn:oid:2.999.99.1";

    private final List<List<Version>> messages;
    private final Map<String, String> places = new HashMap<>();
    private final Set<String> sent = new HashSet<>();
    private List<Version> open = List.of();
    private int at;

    /** One state of a resource, as the record keeps it. */
    private record Version(long message, String type, String id, String text) {
        String reference() {
            return type + "/" + id;
        }

        String search() {
            return type + "?identifier=" + SYSTEM + "|" + id;
        }

        String name() {
            return "urn:uuid:" + id;
        }
    }

    /** The part of this connection, a share of the patients. */
    Replay(Database database, long after, int connection) {
        this.messages = new ArrayList<>(database
                .ask(
                        row -> new Version(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                        """
                        select m.id, c.type, c.id, v.res_text_vc from hub_message m
                        join hub_message_change c on c.message = m.id
                        join hfj_resource r on r.res_type = c.type and r.fhir_id = c.id
                        join hfj_res_ver v on v.res_id = r.res_id and v.res_ver = c.version::bigint
                        where m.id > ? and abs(hashtext(m.patient)) % ? = ?
                          and c.type not in ('Provenance', 'Schedule', 'Slot') and v.res_text_vc is not null
                        order by m.id""",
                        after,
                        Plan.CONNECTIONS,
                        connection)
                .stream()
                .collect(Collectors.groupingBy(Version::message, LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    int size() {
        return messages.size();
    }

    boolean hasNext() {
        return at < messages.size();
    }

    String next() {
        open = messages.get(at++);
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        Map<String, String> here =
                open.stream().collect(Collectors.toMap(Version::reference, Version::name, (one, same) -> one));
        for (Version version : open) {
            BundleEntryComponent entry = bundle.addEntry();
            entry.setFullUrl(version.name()).setResource(resource(version, here));
            entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(version.search());
        }
        return FHIR.newJsonParser().encodeResourceToString(bundle);
    }

    private Resource resource(Version version, Map<String, String> here) {
        Resource resource = (Resource) FHIR.newJsonParser().parseResource(version.text());
        resource.setId((String) null);
        resource.setMeta(null);
        if (resource instanceof Appointment appointment) {
            appointment.setSlot(null);
        }
        for (Base value : resource.getNamedProperty("identifier").getValues()) {
            Identifier identifier = (Identifier) value;
            identifier.setValue("H" + identifier.getValue());
        }
        Identifier own = (Identifier) resource.addChild("identifier");
        own.setSystem(SYSTEM).setValue(version.id());
        for (ResourceReferenceInfo info : FHIR.newTerser().getAllResourceReferences(resource)) {
            var reference = info.getResourceReference();
            String target = reference.getReferenceElement().getValue();
            reference.setReference(here.getOrDefault(target, places.getOrDefault(target, target)));
        }
        return resource;
    }

    /** Takes in where the server put what was sent; how many resources that were. */
    int learn(JsonNode answer) {
        JsonNode entries = answer.get("entry");
        CheckFailed.unless(entries.size() == open.size(), "A transaction was answered with too few entries.");
        for (int i = 0; i < open.size(); i++) {
            JsonNode response = entries.get(i).get("response");
            CheckFailed.unless(
                    response.get("status").asText().startsWith("20"),
                    "An entry of a transaction was answered " + response.get("status"));
            places.put(
                    open.get(i).reference(), response.get("location").asText().replaceFirst("/_history/.*", ""));
            sent.add(open.get(i).reference());
        }
        return open.size();
    }

    /** Everything that was sent is in the record once. */
    void check(Database database) {
        Set<String> found = new HashSet<>(database.ask(
                row -> row.getString(1) + "/" + row.getString(2),
                "select type, value from hub_identifier where system = ?",
                SYSTEM));
        CheckFailed.unless(found.containsAll(sent), "What transactions wrote is not in the record.");
    }
}
