package org.practicehub.server.flow;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.hl7.fhir.r4.model.TimeType;

/** A waiting room of a test's own, made and used through the FHIR API by one caller. */
record Waiting(IGenericClient client) {

    String create(Resource resource) {
        return resource.fhirType() + "/"
                + client.create().resource(resource).execute().getId().getIdPart();
    }

    /** @param complete with all that the demo's check-in asks the record for */
    String somebody(boolean complete) {
        Patient patient = new Patient();
        patient.addName().setFamily("Waiting").addGiven(UUID.randomUUID().toString());
        patient.setBirthDateElement(new DateType("1980-01-01"));
        String reference = create(patient);
        if (complete) {
            complete(reference);
            cover(reference);
        }
        return reference;
    }

    void complete(String patient) {
        Patient known = client.read().resource(Patient.class).withId(patient).execute();
        known.addTelecom().setSystem(ContactPointSystem.PHONE).setValue("847-555-0100");
        known.addAddress().addLine("1 Main Street").setCity("Evanston").setPostalCode("60202");
        client.update().resource(known).execute();
    }

    void cover(String patient) {
        Coverage coverage = new Coverage().setStatus(CoverageStatus.ACTIVE);
        coverage.setBeneficiary(new Reference(patient)).addPayor(new Reference(patient));
        create(coverage);
    }

    void uncover(String patient) {
        Bundle found = client.search()
                .byUrl("Coverage?beneficiary=" + patient)
                .returnBundle(Bundle.class)
                .execute();
        found.getEntry().forEach(entry -> client.update()
                .resource(((Coverage) entry.getResource()).setStatus(CoverageStatus.CANCELLED))
                .execute());
    }

    Appointment booked(String patient) {
        Appointment visit = new Appointment().setStatus(AppointmentStatus.BOOKED);
        Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        visit.setStart(Date.from(start)).setEnd(Date.from(start.plus(20, ChronoUnit.MINUTES)));
        visit.addParticipant().setActor(new Reference(patient)).setStatus(ParticipationStatus.ACCEPTED);
        return (Appointment) client.create().resource(visit).execute().getResource();
    }

    Appointment arrived(Appointment visit) {
        return put(visit, AppointmentStatus.ARRIVED);
    }

    Appointment in(Appointment visit) {
        tick(visit, "identity", "done", "");
        return visit(call(visit, "$check-in", new Parameters()));
    }

    Appointment put(Appointment visit, AppointmentStatus status) {
        Appointment next = visit.copy().setStatus(status);
        return (Appointment) client.update().resource(next).execute().getResource();
    }

    void patch(Appointment visit, String status) {
        client.patch()
                .withBody("[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"" + status + "\"}]")
                .withId(visit.getIdElement().toUnqualifiedVersionless())
                .execute();
    }

    /** All of it, or nothing. */
    void together(Bundle.BundleType type, Resource... resources) {
        Bundle bundle = new Bundle().setType(type);
        for (Resource resource : resources) {
            bundle.addEntry()
                    .setFullUrl(client.getServerBase() + "/" + Found.reference(resource))
                    .setResource(resource)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.PUT)
                    .setUrl(Found.reference(resource));
        }
        client.transaction().withBundle(bundle).execute();
    }

    void conditionally(Appointment visit, AppointmentStatus status) {
        Appointment next = visit.copy().setStatus(status);
        client.update()
                .resource(next)
                .conditionalByUrl("Appointment?_id=" + visit.getIdElement().getIdPart())
                .execute();
    }

    void finish(Encounter encounter) {
        client.update()
                .resource(encounter.copy().setStatus(EncounterStatus.FINISHED))
                .execute();
    }

    Bundle call(Appointment visit, String operation, Parameters parameters) {
        return client.operation()
                .onInstance(visit.getIdElement().toUnqualifiedVersionless())
                .named(operation)
                .withParameters(parameters)
                .returnResourceType(Bundle.class)
                .execute();
    }

    void tick(Appointment visit, String item, String outcome, String reason) {
        Parameters parameters = new Parameters()
                .addParameter("item", new CodeType(item))
                .addParameter("outcome", new CodeType(outcome));
        if (!reason.isEmpty()) {
            parameters.addParameter("reason", new StringType(reason));
        }
        client.operation()
                .onInstance(visit.getIdElement().toUnqualifiedVersionless())
                .named("$tick")
                .withParameters(parameters)
                .execute();
    }

    void tickPlainly(Appointment visit, String item) {
        create(plain(visit, item));
    }

    void overridePlainly(Appointment visit, String item, String reason) {
        Task task = plain(visit, item);
        task.getBusinessStatus().addCoding().setSystem(Terms.OUTCOME).setCode("overridden");
        task.getStatusReason().setText(reason);
        create(task);
    }

    private static Task plain(Appointment visit, String item) {
        Task task = new Task().setStatus(TaskStatus.COMPLETED).setIntent(TaskIntent.ORDER);
        task.getCode().addCoding().setSystem(Terms.ITEM).setCode(item);
        task.setFocus(new Reference(Found.reference(visit)));
        return task;
    }

    /** How each item stands. */
    Map<String, String> checklist(Appointment visit, String list) {
        Parameters answer = client.operation()
                .onInstance(visit.getIdElement().toUnqualifiedVersionless())
                .named("$checklist")
                .withParameter(Parameters.class, "list", new CodeType(list))
                .execute();
        Map<String, String> items = new HashMap<>();
        answer.getParameterFirstRep().getPart().stream()
                .filter(part -> part.getName().equals("item"))
                .forEach(item -> items.put(value(item, "code"), value(item, "outcome")));
        return items;
    }

    private static String value(Parameters.ParametersParameterComponent item, String name) {
        return item.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .map(part -> part.getValue().primitiveValue())
                .findFirst()
                .orElse("");
    }

    Bundle walkIn(String patient, String service, String practitioner) {
        return client.operation()
                .onType(Appointment.class)
                .named("$walk-in")
                .withParameters(new Parameters()
                        .addParameter("patient-reference", new Reference(patient))
                        .addParameter("service-type-reference", new Reference(service))
                        .addParameter("practitioner", new Reference(practitioner)))
                .returnResourceType(Bundle.class)
                .execute();
    }

    static Appointment visit(Bundle answer) {
        return (Appointment) answer.getEntryFirstRep().getResource();
    }

    Appointment read(Appointment visit) {
        return client.read()
                .resource(Appointment.class)
                .withId(visit.getIdElement().getIdPart())
                .execute();
    }

    Appointment byNumber(String number) {
        return found("Appointment?identifier=urn:oid:2.999.10.3|" + number, Appointment.class)
                .get(0);
    }

    Encounter encounter(Appointment visit) {
        return encounters(visit).get(0);
    }

    List<Encounter> encounters(Appointment visit) {
        return found("Encounter?appointment=" + Found.reference(visit), Encounter.class);
    }

    List<Task> tasks(Appointment visit) {
        return found("Task?focus=" + Found.reference(visit), Task.class);
    }

    List<Provenance> provenances(Appointment visit) {
        return found("Provenance?target=" + Found.reference(visit), Provenance.class);
    }

    List<String> activities(Appointment visit) {
        return provenances(visit).stream()
                .map(one -> one.getActivity().getCodingFirstRep().getCode())
                .filter(code -> code != null)
                .toList();
    }

    private <T extends Resource> List<T> found(String url, Class<T> type) {
        return client.search().byUrl(url).returnBundle(Bundle.class).execute().getEntry().stream()
                .map(entry -> type.cast(entry.getResource()))
                .toList();
    }

    String room() {
        Location room = new Location().setName("Room " + UUID.randomUUID());
        room.getPhysicalType()
                .addCoding(new Coding("http://terminology.hl7.org/CodeSystem/location-physical-type", "ro", "Room"));
        return create(room);
    }

    String service() {
        HealthcareService service = new HealthcareService().setActive(true);
        service.addType()
                .addCoding()
                .setSystem("urn:test:service")
                .setCode(UUID.randomUUID().toString());
        service.addExtension("urn:x-hub:extension:minutes", new IntegerType(20));
        return create(service);
    }

    /** Somebody whose calendar is open at every hour of every day. */
    String doctorAllDay() {
        Practitioner practitioner = new Practitioner();
        practitioner.addName().setFamily("Doctor").addGiven(UUID.randomUUID().toString());
        String reference = create(practitioner);
        Schedule schedule = new Schedule().setActive(true).addActor(new Reference(reference));
        Extension template = schedule.addExtension().setUrl("urn:x-hub:extension:template");
        template.addExtension("rrule", new StringType("FREQ=DAILY"));
        template.addExtension("start", new DateType("2024-01-01"));
        template.addExtension("from", new TimeType("00:00:00"));
        template.addExtension("until", new TimeType("00:00:00"));
        template.addExtension("tz", new CodeType("America/Chicago"));
        create(schedule);
        return reference;
    }
}
