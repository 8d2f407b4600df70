package org.practicehub.benchmarks.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Finding a time and booking it in a practice of 50 practitioners, 20 rooms and 5 sites whose calendars are nearly full: of each
 * ten visits of a day one is still free. All of it is stored through the FHIR API.
 */
final class SchedulingBenchmark {
    private static final int SITES = 5;
    private static final int ROOMS = 20;
    private static final int PRACTITIONERS = 50;
    private static final int VISITS_A_DAY = 20;
    private static final int FREE_EVERY = 10;
    private static final int MINUTES = 20;
    private static final int OPENS = 14;
    private static final int WEEKS = 4;
    private static final int OFFERS = 20;
    private static final int AT_ONCE = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Plan plan;
    private final Report report;
    private final Api api;
    private final LocalDate first = LocalDate.now(ZoneOffset.UTC).plusDays(2);
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    SchedulingBenchmark(Plan plan, Report report, Api api) {
        this.plan = plan;
        this.report = report;
        this.api = api;
    }

    void run(HubProcess hub) throws IOException, InterruptedException {
        Report.progress("Calendars with %,d visits", plan.slots());
        practice();
        fill();
        List<String> patients = new ArrayList<>();
        api.ask("/Patient?_count=1000&_elements=id")
                .path("entry")
                .forEach(entry ->
                        patients.add("Patient/" + entry.at("/resource/id").asText()));
        for (int i = 0; i < plan.finds() / 4; i++) {
            check(find());
        }
        Latencies finds = new Latencies(plan.finds());
        Usage usage = hub.usage();
        for (int i = 0; i < plan.finds(); i++) {
            long asked = System.nanoTime();
            find();
            finds.add(System.nanoTime() - asked);
        }
        Usage used = hub.usage();
        report.add(
                "$find over %d weeks, %,d visits stored".formatted(WEEKS, plan.slots()),
                "p99 < 50 ms",
                "p50 %.0f ms, p99 %.0f ms",
                finds.percentile(0.5),
                finds.percentile(0.99));
        report.add("  processor time a search", "", "%s", MessagesBenchmark.cpu(usage, used, finds.size()));
        book(hub, patients);
    }

    private void book(HubProcess hub, List<String> patients) throws IOException, InterruptedException {
        Latencies books = new Latencies(plan.books());
        Usage usage = hub.usage();
        for (int i = 0; i < plan.books(); i++) {
            JsonNode offer = find().at("/entry/" + i % OFFERS + "/resource/identifier/0");
            ObjectNode asked = parameters();
            ObjectNode reference = parameter(asked, "appointment-reference").putObject("valueReference");
            reference.set("identifier", offer);
            parameter(asked, "patient-reference").putObject("valueReference").put("reference", patients.get(i % patients.size()));
            long sent = System.nanoTime();
            JsonNode booked = call("$book", asked);
            books.add(System.nanoTime() - sent);
            CheckFailed.unless(
                    booked.at("/entry/0/resource/status").asText().equals("booked"), "An offer was not booked: " + booked);
        }
        Usage used = hub.usage();
        try (Database database = hub.database()) {
            long overlaps = database.number(
                    "select count(*) from hub_busy a join hub_busy b on a.owner = b.owner and a.slot < b.slot"
                            + " and a.during && b.during where a.owner like ?",
                    "%/bench-" + run + "-%");
            CheckFailed.unless(overlaps == 0, overlaps + " bookings overlap.");
        }
        report.add(
                "$book",
                "p99 < 100 ms",
                "p50 %.0f ms, p99 %.0f ms",
                books.percentile(0.5),
                books.percentile(0.99));
        report.add("  processor time of a search and a booking", "", "%s", MessagesBenchmark.cpu(usage, used, books.size()));
    }

    /** Four weeks, with anybody, anywhere. */
    private JsonNode find() throws IOException, InterruptedException {
        ObjectNode asked = parameters();
        parameter(asked, "start").put("valueDateTime", first.atStartOfDay() + ":00Z");
        parameter(asked, "end").put("valueDateTime", first.plusWeeks(WEEKS).atStartOfDay() + ":00Z");
        parameter(asked, "service-type-reference")
                .putObject("valueReference")
                .put("reference", "HealthcareService/" + id("service", 0));
        parameter(asked, "_count").put("valueInteger", OFFERS);
        return call("$find", asked);
    }

    private void check(JsonNode found) {
        CheckFailed.unless(
                found.path("entry").size() == OFFERS, "A search found " + found.path("entry").size() + " times.");
        Instant before = Instant.MIN;
        for (JsonNode entry : found.path("entry")) {
            Instant start =
                    OffsetDateTime.parse(entry.at("/resource/start").asText()).toInstant();
            long place = (start.getEpochSecond() / 60 - first.toEpochDay() * 24 * 60) % (24 * 60) - OPENS * 60L;
            CheckFailed.unless(
                    !start.isBefore(before) && place >= 0 && place / MINUTES % FREE_EVERY == 0 && place % MINUTES == 0,
                    "A time was offered that is not free: " + start);
            before = start;
        }
    }

    private void practice() throws IOException, InterruptedException {
        ArrayNode all = JSON.createArrayNode();
        IntStream.range(0, SITES).forEach(i -> resource(all, "Location", "site", i).put("name", "Site " + i));
        IntStream.range(0, ROOMS).forEach(i -> resource(all, "Location", "room", i)
                .put("name", "Room " + i)
                .putObject("physicalType")
                .putArray("coding")
                .addObject()
                .put("system", "http://terminology.hl7.org/CodeSystem/location-physical-type")
                .put("code", "ro"));
        for (int i = 0; i < PRACTITIONERS; i++) {
            resource(all, "Practitioner", "practitioner", i)
                    .putArray("name")
                    .addObject()
                    .put("family", "Doctor " + i);
            ObjectNode schedule = resource(all, "Schedule", "schedule", i);
            schedule.put("active", true);
            schedule.putArray("actor").addObject().put("reference", "Practitioner/" + id("practitioner", i));
            schedule.putArray("extension").add(template(i));
        }
        ObjectNode service = resource(all, "HealthcareService", "service", 0);
        service.put("active", true);
        ArrayNode extensions = service.putArray("extension");
        extensions.addObject().put("url", "urn:x-hub:extension:minutes").put("valueInteger", MINUTES);
        ArrayNode parameters = extensions
                .addObject()
                .put("url", "urn:x-hub:extension:scheduling-parameters")
                .putArray("extension");
        parameters.addObject().put("url", "grid").put("valueInteger", MINUTES);
        for (int site = 0; site < SITES; site++) {
            ArrayNode pool = parameters.addObject().put("url", "pool").putArray("extension");
            reference(pool, "location", "Location/" + id("site", site));
            for (int room = site; room < ROOMS; room += SITES) {
                reference(pool, "member", "Location/" + id("room", room));
            }
        }
        store(all);
    }

    private ObjectNode template(int practitioner) {
        ObjectNode template = JSON.createObjectNode().put("url", "urn:x-hub:extension:template");
        ArrayNode parts = template.putArray("extension");
        parts.addObject().put("url", "rrule").put("valueString", "FREQ=DAILY");
        parts.addObject().put("url", "start").put("valueDate", first.minusYears(1).toString());
        parts.addObject().put("url", "from").put("valueTime", OPENS + ":00:00");
        int closes = OPENS * 60 + VISITS_A_DAY * MINUTES;
        parts.addObject().put("url", "until").put("valueTime", "%02d:%02d:00".formatted(closes / 60, closes % 60));
        parts.addObject().put("url", "tz").put("valueCode", "UTC");
        reference(parts, "location", "Location/" + id("site", practitioner % SITES));
        return template;
    }

    private static void reference(ArrayNode parts, String url, String to) {
        parts.addObject().put("url", url).putObject("valueReference").put("reference", to);
    }

    /** Every practitioner's days, one after another, until there are so many visits. */
    private void fill() throws InterruptedException {
        int aDay = PRACTITIONERS * (VISITS_A_DAY - VISITS_A_DAY / FREE_EVERY);
        ConcurrentLinkedQueue<Integer> days = new ConcurrentLinkedQueue<>(
                IntStream.rangeClosed(0, plan.slots() / aDay).boxed().toList());
        Crew.each(IntStream.range(0, AT_ONCE).boxed().toList(), clerk -> {
            for (Integer day = days.poll(); day != null; day = days.poll()) {
                for (int from = 0; from < PRACTITIONERS; from += 10) {
                    ArrayNode all = JSON.createArrayNode();
                    for (int one = from; one < from + 10; one++) {
                        visits(all, one, first.plusDays(day));
                    }
                    store(all);
                }
                if (days.size() % 10 == 0) {
                    Report.progress("  %,d visits to go", days.size() * aDay);
                }
            }
        });
    }

    private void visits(ArrayNode all, int practitioner, LocalDate day) {
        for (int number = 0; number < VISITS_A_DAY; number++) {
            if (number % FREE_EVERY != 0) {
                Instant start = day.atTime(OPENS, 0)
                        .plusMinutes((long) number * MINUTES)
                        .toInstant(ZoneOffset.UTC);
                ObjectNode slot = resource(
                        all, "Slot", "slot-" + day.toEpochDay() + "-" + number, practitioner);
                slot.putObject("schedule").put("reference", "Schedule/" + id("schedule", practitioner));
                slot.put("status", "busy")
                        .put("start", start.toString())
                        .put("end", start.plusSeconds(60L * MINUTES).toString());
            }
        }
    }

    private String id(String kind, int number) {
        return "bench-" + run + "-" + kind + "-" + number;
    }

    private ObjectNode resource(ArrayNode all, String type, String kind, int number) {
        return all.addObject().put("resourceType", type).put("id", id(kind, number));
    }

    private void store(ArrayNode resources) throws IOException, InterruptedException {
        ObjectNode bundle = JSON.createObjectNode().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        resources.forEach(resource -> {
            String url = resource.path("resourceType").asText() + "/"
                    + resource.path("id").asText();
            ObjectNode entry = entries.addObject().put("fullUrl", "http://hub.example.org/fhir/" + url);
            entry.set("resource", resource);
            entry.putObject("request").put("method", "PUT").put("url", url);
        });
        api.post(bundle.toString());
    }

    private static ObjectNode parameters() {
        ObjectNode parameters = JSON.createObjectNode().put("resourceType", "Parameters");
        parameters.putArray("parameter");
        return parameters;
    }

    private static ObjectNode parameter(ObjectNode parameters, String name) {
        return ((ArrayNode) parameters.get("parameter")).addObject().put("name", name);
    }

    private JsonNode call(String operation, ObjectNode parameters) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.send(api.request("/Appointment/" + operation)
                .header("Content-Type", "application/fhir+json")
                .POST(BodyPublishers.ofString(parameters.toString()))
                .build());
        CheckFailed.unless(answer.statusCode() == 200, operation + " was answered " + answer.statusCode());
        return Api.json(answer);
    }
}
