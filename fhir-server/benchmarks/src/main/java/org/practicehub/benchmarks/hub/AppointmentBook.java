package org.practicehub.benchmarks.hub;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Years of appointments, stored through the FHIR API, so that every index row is the server's own. They look like one that a
 * message made; every tenth day can be viewed, and has the encounters that a day in a practice has.
 */
final class AppointmentBook {
    static final int VIEWED_EVERY = 10;
    /** Of the appointments of a day that is viewed, how many came to an encounter. */
    static final int ENCOUNTERS = 80;

    private static final int AT_ONCE = 4;
    private static final int DAYS_TOGETHER = 1;
    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private final Plan plan;
    private final Api api;
    private final ZoneId zone;
    private final Encounter encounter;
    private final Appointment appointment;
    private final List<String> patients = new ArrayList<>();

    AppointmentBook(Plan plan, Api api, ZoneId zone) throws IOException, InterruptedException {
        this.plan = plan;
        this.api = api;
        this.zone = zone;
        this.encounter = first(Encounter.class, "Encounter?status=finished&appointment:missing=false&_count=1");
        this.appointment = first(
                Appointment.class,
                "Appointment?_count=1&_id="
                        + encounter
                                .getAppointmentFirstRep()
                                .getReferenceElement()
                                .getIdPart());
        api.ask("/Patient?active=true&_elements=id&_count=1000&_sort=_id")
                .get("entry")
                .forEach(entry ->
                        patients.add("Patient/" + entry.at("/resource/id").asText()));
    }

    private <T extends Resource> T first(Class<T> type, String search) throws IOException, InterruptedException {
        JsonNode found = api.ask("/" + search).at("/entry/0/resource");
        CheckFailed.unless(!found.isMissingNode(), "There is nothing to go by: " + search);
        return FHIR.newJsonParser().parseResource(type, found.toString());
    }

    /** The days that can be viewed. */
    List<LocalDate> viewed() {
        return IntStream.rangeClosed(1, plan.days() / VIEWED_EVERY)
                .mapToObj(number -> today().minusDays((long) number * VIEWED_EVERY))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.now(zone);
    }

    /** Returns how long it took. */
    Duration write() throws InterruptedException {
        ConcurrentLinkedQueue<Integer> days = new ConcurrentLinkedQueue<>(
                IntStream.rangeClosed(1, plan.days()).boxed().toList());
        long started = System.nanoTime();
        Crew.each(IntStream.range(0, AT_ONCE).boxed().toList(), clerk -> {
            for (Integer day = days.poll(); day != null; day = days.poll()) {
                api.post(FHIR.newJsonParser().encodeResourceToString(day(day)));
                if (days.size() % 100 == 0) {
                    Report.progress("  %,d appointments to go", days.size() * Plan.APPOINTMENTS_A_DAY);
                }
            }
        });
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private Bundle day(int ago) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        for (int number = 0; number < Plan.APPOINTMENTS_A_DAY; number++) {
            boolean came = ago % VIEWED_EVERY == 0 && number < ENCOUNTERS;
            String name = "urn:uuid:" + UUID.randomUUID();
            Reference patient = new Reference(patients.get((ago * 31 + number * 7) % patients.size()));
            Appointment planned = appointment(ago, number, came, patient);
            add(bundle, name, planned);
            if (came) {
                add(bundle, "urn:uuid:" + UUID.randomUUID(), encounter(planned, name, patient));
            }
        }
        return bundle;
    }

    private static void add(Bundle bundle, String name, Resource resource) {
        bundle.addEntry()
                .setFullUrl(name)
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType());
    }

    /** Ten rows of rooms, each with ten appointments over the day. */
    private Appointment appointment(int ago, int number, boolean came, Reference patient) {
        ZonedDateTime start = today().minusDays(ago).atTime(8 + number % 10, 0).atZone(zone);
        Appointment planned = appointment.copy();
        planned.setId((String) null);
        planned.setMeta(null);
        planned.setSlot(null);
        planned.setStatus(came ? AppointmentStatus.FULFILLED : AppointmentStatus.CANCELLED);
        planned.setStart(Date.from(start.toInstant()));
        planned.setEnd(Date.from(start.plusMinutes(20).toInstant()));
        planned.getIdentifier().forEach(identifier -> identifier.setValue("L%05d-%03d".formatted(ago, number)));
        planned.getParticipant().stream()
                .filter(one -> one.getActor().getReference() != null
                        && one.getActor().getReference().startsWith("Patient/"))
                .forEach(one -> one.setActor(patient));
        return planned;
    }

    private Encounter encounter(Appointment planned, String name, Reference patient) {
        Encounter visit = encounter.copy();
        visit.setId((String) null);
        visit.setMeta(null);
        visit.setAppointment(List.of(new Reference(name)));
        visit.setSubject(patient);
        visit.getPeriod().setStart(planned.getStart()).setEnd(planned.getEnd());
        visit.getIdentifier()
                .forEach(identifier -> identifier.setValue(
                        "V" + planned.getIdentifierFirstRep().getValue()));
        return visit;
    }
}
