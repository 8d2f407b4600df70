package org.practicehub.server.messages;

import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.MessageHeader.MessageSourceComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.journal.JournalReader.Changed;

/** A message of the journal as FHIR MessageHeader; what FHIR has no element for is in one extension. */
final class MessageHeaders {
    static final String EXTENSION = "urn:x-hub:extension:message";
    private static final String EVENTS = "http://terminology.hl7.org/CodeSystem/v2-0003";

    private MessageHeaders() {}

    static MessageHeader of(JournalEntry entry, List<Changed> changes, Map<String, String> names) {
        MessageHeader header = new MessageHeader();
        header.setId(Long.toString(entry.id()));
        header.getMeta().setLastUpdated(Date.from(entry.settledAt().orElse(entry.receivedAt())));
        header.setEvent(new Coding().setSystem(EVENTS).setCode(entry.event().isEmpty() ? "unknown" : entry.event()));
        header.setSource(new MessageSourceComponent()
                .setName(entry.application() + "|" + entry.facility())
                .setEndpoint("urn:x-hub:feed:" + entry.feed()));
        changes.stream()
                .map(change -> change.resource().reference())
                .distinct()
                .forEach(reference -> header.addFocus(new Reference(reference)));
        header.addExtension(details(entry, names));
        return header;
    }

    private static Extension details(JournalEntry entry, Map<String, String> names) {
        Extension details = new Extension(EXTENSION);
        add(details, "state", new CodeType(entry.state().code()));
        add(details, "direction", new CodeType(entry.direction()));
        add(details, "received", new InstantType(Date.from(entry.receivedAt())));
        entry.settledAt().ifPresent(at -> add(details, "settled", new InstantType(Date.from(at))));
        add(details, "type", new StringType(type(entry)));
        add(details, "version", new StringType(entry.version()));
        add(details, "controlId", new StringType(entry.controlId()));
        entry.acknowledgement().ifPresent(code -> add(details, "acknowledgement", new CodeType(code)));
        add(details, "duplicates", new IntegerType(entry.duplicates()));
        entry.reuses().ifPresent(id -> add(details, "reuses", message(id)));
        add(details, "attempts", new IntegerType(entry.attempts()));
        entry.patient()
                .ifPresent(patient -> add(details, "patient", new Reference(patient).setDisplay(names.get(patient))));
        entry.problems().forEach(remark -> details.addExtension(problem(remark)));
        entry.replaces().ifPresent(id -> add(details, "replaces", message(id)));
        entry.decision().reason().ifPresent(reason -> add(details, "decision", new StringType(reason)));
        entry.decision().by().ifPresent(by -> add(details, "decidedBy", new StringType(by)));
        entry.replacedBy().ifPresent(id -> add(details, "replacedBy", message(id)));
        return details;
    }

    /** {@code ADT^A04^ADT_A01}, as far as the sender said. */
    private static String type(JournalEntry entry) {
        return String.join("^", entry.type(), entry.event(), entry.structure()).replaceAll("\\^+$", "");
    }

    private static Extension problem(JournalEntry.Remark remark) {
        Extension problem = new Extension("problem");
        add(problem, "code", new CodeType(remark.code().toLowerCase(Locale.ROOT).replace('_', '-')));
        add(problem, "severity", new CodeType(remark.severity()));
        add(problem, "place", new StringType(remark.place()));
        add(problem, "text", new StringType(remark.text()));
        return problem;
    }

    private static Reference message(long id) {
        return new Reference("MessageHeader/" + id);
    }

    private static void add(Extension to, String part, Type value) {
        if (!value.isEmpty()) {
            to.addExtension(new Extension(part, value));
        }
    }
}
