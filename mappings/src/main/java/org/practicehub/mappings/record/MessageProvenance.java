package org.practicehub.mappings.record;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceAgentComponent;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.People;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Systems;
import org.practicehub.mappings.hl7v2.types.Times;

/** MSH and EVN → Provenance: which message changed what, on whose word, and when (G21). One a message. */
final class MessageProvenance {

    private static final String ROLE = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    private MessageProvenance() {}

    static Provenance of(Draft draft, List<String> targets) {
        Source source = draft.source();
        Message message = source.message();
        Optional<Segment> evn = message.optional("EVN");
        Optional<Segment> sch = message.optional("SCH");
        Optional<Segment> arq = message.optional("ARQ");
        Provenance provenance = new Provenance();
        provenance.setId("Provenance/" + id(draft));
        targets.forEach(target -> provenance.addTarget(new Reference(target)));
        draft.event().occurred().ifPresent(provenance::setOccurred); // EVN-6
        provenance.setRecordedElement(recorded(draft)); // EVN-2, MSH-7
        evn.flatMap(segment -> Codes.concept(segment.field(4), "0062", source))
                .ifPresent(provenance::addReason); // EVN-4
        sch.flatMap(segment -> Codes.concept(segment.field(6), source)).ifPresent(provenance::addReason); // SCH-6
        arq.flatMap(segment -> Codes.concept(segment.field(6), source)).ifPresent(provenance::addReason); // ARQ-6
        message.optional("TXA")
                .flatMap(txa -> txa.field(21).value())
                .ifPresent(why -> provenance.addReason(new CodeableConcept().setText(why))); // TXA-21
        evn.flatMap(segment -> segment.field(7).value())
                .ifPresent(place -> provenance.setLocation(sender("Location", place))); // EVN-7
        provenance.setActivity(activity(message)); // MSH-9
        provenance.addAgent(author(message, draft)); // MSH-3, MSH-4
        evn.flatMap(segment -> enterer(segment.field(5), source)).ifPresent(provenance::addAgent); // EVN-5
        sch.flatMap(segment -> enterer(segment.field(20), source)).ifPresent(provenance::addAgent); // SCH-20
        arq.flatMap(segment -> enterer(segment.field(19), source)).ifPresent(provenance::addAgent); // ARQ-19
        provenance.addEntity().setRole(ProvenanceEntityRole.SOURCE).setWhat(what(draft)); // MSH-10
        draft.undoNotes().forEach(provenance::addExtension);
        return provenance;
    }

    /** One name a message; a replay that changes something more gets another, because the first is history. */
    private static String id(Draft draft) {
        Context context = draft.context();
        String id = NameUuid.of("Provenance", context.feed().id(), context.messageId());
        for (int n = 2; draft.isTaken(ResourceType.Provenance, id); n++) {
            id = NameUuid.of("Provenance", context.feed().id(), context.messageId(), String.valueOf(n));
        }
        return id;
    }

    private static InstantType recorded(Draft draft) {
        return new InstantType(
                Times.dateTime(draft.event().time(), draft.source()).getValueAsString());
    }

    private static CodeableConcept activity(Message message) {
        return new CodeableConcept()
                .addCoding(new Coding().setSystem(Systems.v2("0003")).setCode(message.trigger()));
    }

    /** The application on behalf of the facility. */
    private static ProvenanceAgentComponent author(Message message, Draft draft) {
        ProvenanceAgentComponent agent = agent("author").setWho(draft.sender());
        message.header()
                .field(22)
                .value() // MSH-22
                .or(message.header().field(4)::value) // MSH-4
                .ifPresent(facility -> agent.setOnBehalfOf(sender("Organization", facility)));
        return agent;
    }

    private static Optional<ProvenanceAgentComponent> enterer(Field xcn, Source source) {
        return People.named(xcn.repetition(1), source)
                .map(person -> agent("enterer").setWho(person));
    }

    private static ProvenanceAgentComponent agent(String role) {
        return new ProvenanceAgentComponent()
                .setType(new CodeableConcept()
                        .addCoding(new Coding().setSystem(ROLE).setCode(role)));
    }

    static Reference sender(String type, String name) {
        return new Reference()
                .setType(type)
                .setIdentifier(new Identifier().setSystem("urn:x-hub:sender").setValue(name))
                .setDisplay(name);
    }

    private static Reference what(Draft draft) {
        return new Reference()
                .setType("MessageHeader")
                .setIdentifier(new Identifier()
                        .setSystem("urn:x-hub:message")
                        .setValue(draft.context().messageId()));
    }
}
