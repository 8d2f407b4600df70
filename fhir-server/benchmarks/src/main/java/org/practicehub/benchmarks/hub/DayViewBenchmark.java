package org.practicehub.benchmarks.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The staff app's day view: the search that its {@code useDay.ts} sends, by a signed-in front desk. */
record DayViewBenchmark(Plan plan, Report report, ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final int SCREENS = 4;

    void run(HubProcess hub) throws InterruptedException, IOException {
        Report.progress("Day view with %,d appointments", plan.appointments());
        AppointmentBook book = new AppointmentBook(plan, Api.ofSystem(hub.base()), zone);
        Duration took = book.write();
        report.add(
                "appointments stored by the FHIR API",
                "",
                "%,d in %d s, %,.0f/s",
                plan.appointments(),
                took.toSeconds(),
                plan.appointments() * 1e9 / took.toNanos());
        Api api = Api.ofFrontDesk(hub.base());
        for (LocalDate day : book.viewed()) {
            check(Api.json(api.send(request(api, day))), day);
        }
        view(api, book.viewed(), plan.viewsWarm());
        Usage usage = hub.usage();
        Latencies alone = view(api, book.viewed(), plan.views());
        Usage used = hub.usage();
        report.add(
                "day view, %,d appointments stored".formatted(plan.appointments()),
                "p99 < 100 ms",
                "p50 %.0f ms, p99 %.0f ms, one screen at a time",
                alone.percentile(0.5),
                alone.percentile(0.99));
        report.add("  processor time a view", "", "%s", MessagesBenchmark.cpu(usage, used, alone.size()));
        together(api, book.viewed());
    }

    private void together(Api api, List<LocalDate> days) throws InterruptedException {
        Latencies all = new Latencies(plan.views() / SCREENS * SCREENS);
        long started = System.nanoTime();
        Crew.each(Collections.nCopies(SCREENS, days), mine -> view(api, mine, plan.views() / SCREENS, all));
        report.add(
                "  %d screens that never pause".formatted(SCREENS),
                "",
                "%,.0f views/s, p50 %.0f ms, p99 %.0f ms",
                all.size() * 1e9 / (System.nanoTime() - started),
                all.percentile(0.5),
                all.percentile(0.99));
    }

    private static Latencies view(Api api, List<LocalDate> days, int times) throws IOException, InterruptedException {
        Latencies views = new Latencies(times);
        view(api, days, times, views);
        return views;
    }

    private static void view(Api api, List<LocalDate> days, int times, Latencies views)
            throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            HttpRequest request = request(api, days.get(i * 37 % days.size()));
            long asked = System.nanoTime();
            HttpResponse<byte[]> answer = api.send(request);
            views.add(System.nanoTime() - asked);
            CheckFailed.unless(answer.statusCode() == 200, "A day view was answered " + answer.statusCode());
        }
    }

    private static HttpRequest request(Api api, LocalDate day) throws IOException, InterruptedException {
        ZoneId zone = ZoneId.of("America/Chicago");
        String query = "date=" + encode("ge" + TIME.format(day.atStartOfDay(zone)))
                + "&date=" + encode("lt" + TIME.format(day.plusDays(1).atStartOfDay(zone)))
                + "&_include=" + encode("Appointment:patient")
                + "&_revinclude=" + encode("Encounter:appointment")
                + "&_count=500";
        return api.request("/Appointment?" + query)
                .header("Cache-Control", "no-store")
                // As every browser does.
                .header("Accept-Encoding", "gzip")
                .build();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All appointments of the day, each with its patient and, where they came, their encounter. */
    private static void check(JsonNode bundle, LocalDate day) {
        List<String> types = IntStream.range(0, bundle.path("entry").size())
                .mapToObj(
                        i -> bundle.at("/entry/" + i + "/resource/resourceType").asText())
                .toList();
        int appointments = Collections.frequency(types, "Appointment");
        int encounters = Collections.frequency(types, "Encounter");
        CheckFailed.unless(
                appointments == Plan.APPOINTMENTS_A_DAY
                        && encounters == AppointmentBook.ENCOUNTERS
                        && types.contains("Patient"),
                "The view of " + day + " has " + appointments + " appointments and " + encounters + " encounters.");
    }
}
