package org.practicehub.mappings.outbound;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.hl7v2.Writer;

/**
 * Appointment.serviceType and participant → RGS, AIS, AIG, AIL and AIP. Of an appointment that was known before, who is new
 * is added, who is left out is deleted (field 2 of each, HL7 table 0206).
 */
final class ParticipantsToResources {

    private final Appointment appointment;
    private final Optional<Appointment> before;
    private final Directory directory;
    private final Values values;
    private final Writer out;
    private final Map<String, Integer> sets = new LinkedHashMap<>();

    ParticipantsToResources(
            Appointment appointment, Optional<Appointment> before, Directory directory, Values values, Writer out) {
        this.appointment = appointment;
        this.before = before;
        this.directory = directory;
        this.values = values;
        this.out = out;
    }

    void write() {
        out.segment("RGS", List.of("1", before.isEmpty() ? "A" : "U"));
        for (CodeableConcept service : appointment.getServiceType()) {
            out.segment("AIS", List.of(set("AIS"), before.isEmpty() ? "A" : "U", values.concept(service, "AIS-3", "")));
        }
        Map<String, AppointmentParticipantComponent> were = new LinkedHashMap<>();
        before.ifPresent(one -> one.getParticipant().forEach(each -> were.put(actor(each), each)));
        for (AppointmentParticipantComponent participant : appointment.getParticipant()) {
            String action = before.isEmpty() || !were.containsKey(actor(participant)) ? "A" : "U";
            were.remove(actor(participant));
            segment(participant, action);
        }
        were.values().forEach(gone -> segment(gone, "D"));
    }

    private void segment(AppointmentParticipantComponent participant, String action) {
        Optional<Resource> actor = Optional.ofNullable(participant.getActor().getReference())
                .filter(reference -> !reference.startsWith("Patient/"))
                .flatMap(directory::find);
        if (actor.isEmpty()) {
            return;
        }
        if (actor.get() instanceof Practitioner practitioner) {
            resource("AIP", action, values.person(practitioner), type(participant, "AIP-4"), participant); // AIP-3
        } else if (actor.get() instanceof Location location) {
            resource("AIL", action, values.place(location), "", participant); // AIL-3
        } else if (actor.get() instanceof HealthcareService || actor.get() instanceof Device) {
            resource("AIG", action, thing((DomainResource) actor.get()), kind(actor.get()), participant); // AIG-3
        }
    }

    /** AIP and AIL count alike; AIG has two fields more before its time. */
    private void resource(
            String name, String action, String who, String type, AppointmentParticipantComponent participant) {
        List<String> fields = new ArrayList<>(List.of(set(name), action, who, type, ""));
        if (name.equals("AIG")) {
            fields.addAll(List.of("", ""));
        }
        if (participant.hasPeriod()) {
            fields.add(values.time(participant.getPeriod().getStartElement())); // AIP-6, AIL-6, AIG-8
        }
        out.segment(name, fields);
    }

    private String type(AppointmentParticipantComponent participant, String field) {
        return participant.getType().stream()
                .findFirst()
                .map(type -> values.concept(type, field, ""))
                .orElse("");
    }

    private String thing(DomainResource resource) {
        List<Identifier> numbers = resource instanceof Device device
                ? device.getIdentifier()
                : ((HealthcareService) resource).getIdentifier();
        String name = resource instanceof Device device
                ? device.getDeviceName().stream()
                        .findFirst()
                        .map(Device.DeviceDeviceNameComponent::getName)
                        .orElse("")
                : ((HealthcareService) resource).getName();
        CodeableConcept concept = new CodeableConcept().setText(name);
        numbers.stream()
                .findFirst()
                .ifPresent(number -> concept.addCoding(new Coding()
                        .setSystem(number.getSystem())
                        .setCode(number.getValue())
                        .setDisplay(name)));
        return values.concept(concept, "AIG-3", "");
    }

    /** AIG-4 has the sender's own words; the feed's table tells them. */
    private String kind(Resource resource) {
        String kind = resource instanceof Device ? "device" : "service";
        return values.concept(
                new CodeableConcept().addCoding(new Coding().setCode(kind).setDisplay(kind)), "AIG-4", "");
    }

    private String set(String segment) {
        return Integer.toString(sets.merge(segment, 1, Integer::sum));
    }

    private static String actor(AppointmentParticipantComponent participant) {
        return String.valueOf(participant.getActor().getReference());
    }
}
