package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.TimeType;
import org.practicehub.server.testing.TestHub;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small practice of a test's own, made and used through the FHIR API alone. */
record Practice(IGenericClient client) {
    static final ZoneId ZONE = ZoneId.of("America/Chicago");

    /** A day that nobody else's test books in. */
    static final LocalDate DAY = LocalDate.now(ZONE).plusDays(40);

    String create(Resource resource) {
        return resource.fhirType() + "/"
                + client.create().resource(resource).execute().getId().getIdPart();
    }

    String patient() {
        Patient patient = new Patient();
        patient.addName().setFamily("Visitor").addGiven(UUID.randomUUID().toString());
        return create(patient);
    }

    /** So many at once. */
    List<String> patients(int count) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        List<String> patients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Patient patient = new Patient();
            patient.addName().setFamily("Visitor").addGiven("Number " + i);
            patient.setId(UUID.randomUUID().toString());
            patients.add("Patient/" + patient.getIdElement().getIdPart());
            bundle.addEntry()
                    .setResource(patient)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.PUT)
                    .setUrl(patients.get(i));
        }
        client.transaction().withBundle(bundle).execute();
        return patients;
    }

    /** Somebody whose calendar is open from 9 to 12 every day. */
    String practitioner() {
        Practitioner practitioner = new Practitioner();
        practitioner.addName().setFamily("Doctor").addGiven(UUID.randomUUID().toString());
        String reference = create(practitioner);
        create(calendar(reference, "09:00:00", "12:00:00"));
        return reference;
    }

    static Schedule calendar(String actor, String from, String until) {
        Schedule schedule = new Schedule().setActive(true).addActor(new Reference(actor));
        schedule.addExtension(template(from, until));
        return schedule;
    }

    static Extension template(String from, String until) {
        Extension template = new Extension(Terms.TEMPLATE);
        template.addExtension("rrule", new StringType("FREQ=DAILY"));
        template.addExtension("start", new DateType("2024-01-01"));
        template.addExtension("from", new TimeType(from));
        template.addExtension("until", new TimeType(until));
        template.addExtension("tz", new CodeType(ZONE.getId()));
        return template;
    }

    String room() {
        Location room = new Location().setName("Room " + UUID.randomUUID());
        room.setPhysicalType(new CodeableConcept()
                .addCoding(new Coding("http://terminology.hl7.org/CodeSystem/location-physical-type", "ro", "Room")));
        return create(room);
    }

    /** A type of visit that takes so many minutes, and one of the rooms if there are any. */
    String service(int minutes, List<String> rooms) {
        return service(minutes, 0, rooms);
    }

    /** @param after minutes that are kept free after it */
    String service(int minutes, int after, List<String> rooms) {
        HealthcareService service = new HealthcareService().setActive(true);
        service.addType(new CodeableConcept()
                .addCoding(new Coding("urn:test:service", UUID.randomUUID().toString(), "Test visit")));
        service.addExtension(Terms.MINUTES, new IntegerType(minutes));
        Extension parameters = new Extension(Terms.PARAMETERS);
        if (!rooms.isEmpty()) {
            Extension pool = parameters.addExtension().setUrl("pool");
            rooms.forEach(room -> pool.addExtension("member", new Reference(room)));
        }
        parameters.addExtension("grid", new IntegerType(minutes));
        parameters.addExtension("buffer-after", new IntegerType(after));
        service.addExtension(parameters);
        return create(service);
    }

    List<Appointment> find(String service, String practitioner, int count) {
        Parameters asked = window(at(0, 0), at(24, 0))
                .addParameter("service-type-reference", new Reference(service))
                .addParameter("practitioner", new Reference(practitioner))
                .addParameter("_count", new IntegerType(count));
        return appointments(call("$find", asked));
    }

    static Parameters window(Instant from, Instant until) {
        return new Parameters()
                .addParameter("start", new DateTimeType(Date.from(from)))
                .addParameter("end", new DateTimeType(Date.from(until)));
    }

    Appointment book(Appointment offer, String patient) {
        return one(call("$book", offered(offer).addParameter("patient-reference", new Reference(patient))));
    }

    static Parameters offered(Appointment offer) {
        return new Parameters()
                .addParameter("appointment-reference", new Reference().setIdentifier(offer.getIdentifierFirstRep()));
    }

    /** A time of one's own. */
    static Parameters own(String service, String practitioner, Instant from, Instant until) {
        Appointment wanted = new Appointment();
        wanted.setStatus(Appointment.AppointmentStatus.PROPOSED);
        wanted.setStart(Date.from(from)).setEnd(Date.from(until));
        wanted.addParticipant()
                .setActor(new Reference(practitioner))
                .setStatus(Appointment.ParticipationStatus.NEEDSACTION);
        wanted.addParticipant().setActor(new Reference(service)).setStatus(Appointment.ParticipationStatus.NEEDSACTION);
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("appointment-resource").setResource(wanted);
        return parameters;
    }

    static Parameters anyway(Parameters wanted, String reason) {
        return wanted.addParameter("overbook", new BooleanType(true)).addParameter("reason", new StringType(reason));
    }

    Bundle call(String operation, Parameters parameters) {
        return client.operation()
                .onType(Appointment.class)
                .named(operation)
                .withParameters(parameters)
                .returnResourceType(Bundle.class)
                .execute();
    }

    Appointment call(Appointment appointment, String operation, Parameters parameters) {
        return one(client.operation()
                .onInstance(appointment.getIdElement().toUnqualifiedVersionless())
                .named(operation)
                .withParameters(parameters)
                .returnResourceType(Bundle.class)
                .execute());
    }

    static List<Appointment> appointments(Bundle bundle) {
        List<Appointment> appointments = new ArrayList<>();
        // An answer may say something besides, as an OperationOutcome.
        bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Appointment.class::isInstance)
                .forEach(found -> appointments.add((Appointment) found));
        return appointments;
    }

    static Appointment one(Bundle bundle) {
        List<Appointment> appointments = appointments(bundle);
        if (appointments.size() != 1) {
            throw new AssertionError("one Appointment was to come, not " + appointments.size());
        }
        return appointments.get(0);
    }

    Appointment read(Appointment appointment) {
        return client.read()
                .resource(Appointment.class)
                .withId(appointment.getIdElement().getIdPart())
                .execute();
    }

    List<Slot> slots(Appointment appointment) {
        return appointment.getSlot().stream()
                .map(slot -> client.read()
                        .resource(Slot.class)
                        .withId(slot.getReference())
                        .execute())
                .toList();
    }

    /** How many rows of busy time somebody has, whatever resources say. */
    static long busyRows(TestHub hub, String owner) {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from hub_busy where owner = ?")
                .param(owner)
                .query(Long.class)
                .single();
    }

    static Instant at(int hour, int minute) {
        return DAY.atStartOfDay(ZONE).toInstant().plus(hour, ChronoUnit.HOURS).plus(minute, ChronoUnit.MINUTES);
    }
}
