package org.practicehub.benchmarks.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.practicehub.benchmarks.hub.Senders.Sent;

/** HL7 v2 messages of the demo's mix: into the journal, and through to the record. */
record MessagesBenchmark(Plan plan, Report report, Mix mix) {
    /** Rarely: each look costs PostgreSQL what is measured. */
    private static final int POLL_MILLIS = 250;

    private static final int LOOKED_AT = 100;
    private static final String APPOINTMENT_NUMBER = "urn:oid:2.999.10.3";

    /** For a hub that writes messages down and leaves the work to others. */
    void journal(HubProcess hub) throws InterruptedException {
        try (Database database = hub.database()) {
            long before = database.lastMessage();
            Senders senders = new Senders(hub.mllp());
            List<List<Message>> registrations = mix.registrations();
            List<List<Message>> warm = mix.next(plan.journalled() / 3);
            senders.send(registrations);
            senders.send(warm);
            List<List<Message>> messages = mix.next(plan.journalled() - size(warm));
            Usage usage = hub.usage();
            Sent sent = senders.send(messages);
            Usage used = hub.usage();
            int all = size(registrations) + size(warm) + size(messages);
            Map<String, Long> states = database.states(before);
            CheckFailed.unless(
                    states.equals(Map.of("received", (long) all)),
                    all + " messages were sent and acknowledged, but the journal has " + states);
            int count = size(messages);
            report.add(
                    "acknowledged, into the journal",
                    ">= 1,000/s",
                    "%,.0f/s, answer p50 %.1f ms, p99 %.1f ms",
                    sent.perSecond(),
                    sent.answers().percentile(0.5),
                    sent.answers().percentile(0.99));
            report.add("  processor time a message", "", "%s", cpu(usage, used, count));
        }
    }

    /** Works off what was only written down: the warm-up of what follows. */
    void backlog(HubProcess hub) throws InterruptedException {
        try (Database database = hub.database()) {
            long waiting = database.waiting();
            long started = System.nanoTime();
            Usage usage = hub.usage();
            awaitSettled(database);
            Usage used = hub.usage();
            checkStates(database, 0);
            if (waiting > 0) {
                report.add(
                        "messages worked off after a start (warm-up)",
                        "",
                        "%,.0f/s of %,d",
                        waiting * 1e9 / (System.nanoTime() - started),
                        waiting);
                report.add("  processor time a message", "", "%s", cpu(usage, used, waiting));
            }
        }
    }

    /** From the socket to what is committed. Returns the number of the last message before these. */
    long apply(HubProcess hub, Api api) throws InterruptedException, IOException {
        try (Database database = hub.database()) {
            long before = database.lastMessage();
            List<List<Message>> messages = mix.next(plan.applied());
            int count = size(messages);
            Usage usage = hub.usage();
            long started = System.nanoTime();
            Sent sent = new Senders(hub.mllp()).send(messages);
            awaitSettled(database);
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            Usage used = hub.usage();
            long settled = checkStates(database, before);
            CheckFailed.unless(
                    settled == count, count + " messages were sent, but " + settled + " are in the journal.");
            checkAppointments(database, api);
            report.add(
                    "socket to committed FHIR",
                    ">= 100/s on 2 cores",
                    "%,.0f/s of %,d, answer p99 %.1f ms",
                    count * 1e9 / took.toNanos(),
                    count,
                    sent.answers().percentile(0.99));
            report.add("  processor time a message", "", "%s", cpu(usage, used, count));
            report.add(
                    "  resources a message changes",
                    "",
                    "%.1f",
                    (double) database.number("select count(*) from hub_message_change where message > ?", before)
                            / count);
            return before;
        }
    }

    static String cpu(Usage since, Usage now, long count) {
        return String.format(
                java.util.Locale.ROOT,
                "hub %.1f ms, PostgreSQL %.1f ms",
                now.hubMillisEach(since, count),
                now.postgresMillisEach(since, count));
    }

    private static void awaitSettled(Database database) throws InterruptedException {
        long shown = System.nanoTime();
        while (database.waiting() > 0) {
            Thread.sleep(POLL_MILLIS);
            long held = database.number("select count(*) from hub_message where state = 'held'");
            CheckFailed.unless(held == 0, held + " messages are held, and others wait for them.");
            if (System.nanoTime() - shown > Duration.ofSeconds(20).toNanos()) {
                shown = System.nanoTime();
                Report.progress("  %,d messages wait", database.waiting());
            }
        }
    }

    /** Every message had its effect: none is held, refused, out of date or without any. */
    private static long checkStates(Database database, long after) {
        Map<String, Long> states = database.states(after);
        CheckFailed.unless(
                states.keySet().equals(java.util.Set.of("applied")) || states.isEmpty(),
                "Not every message was applied: " + states);
        return states.getOrDefault("applied", 0L);
    }

    /** Every appointment is there, and those looked at stand as the sender left them. */
    private void checkAppointments(Database database, Api api) throws IOException, InterruptedException {
        List<Story> told = mix.told();
        String[] numbers =
                told.stream().map(story -> story.booking().id()).sorted().toArray(String[]::new);
        List<String> found = new ArrayList<>(database.ask(
                row -> row.getString(1),
                "select value from hub_identifier where type = 'Appointment' and system = ? order by value collate \"C\"",
                APPOINTMENT_NUMBER));
        found.retainAll(List.of(numbers));
        CheckFailed.unless(
                List.of(numbers).equals(found),
                numbers.length + " appointments were told of, but " + found.size() + " are in the record.");
        for (int at = 0; at < told.size(); at += Math.max(1, told.size() / LOOKED_AT)) {
            check(told.get(at), api);
        }
    }

    private static void check(Story story, Api api) throws IOException, InterruptedException {
        JsonNode found = api.ask("/Appointment?identifier=" + APPOINTMENT_NUMBER + "%7C"
                + story.booking().id());
        String status = found.at("/entry/0/resource/status").asText();
        String expected =
                switch (story.booking().status()) {
                    case PLANNED, BOOKED -> "booked";
                    case ARRIVED -> "arrived";
                    case DONE -> "fulfilled";
                    case NO_SHOW -> "noshow";
                    case CANCELLED -> "cancelled";
                    case MISTAKE -> "entered-in-error";
                };
        CheckFailed.unless(
                status.equals(expected),
                "Appointment " + story.booking().id() + " is " + status + " and should be " + expected + ".");
    }

    private static int size(List<List<Message>> lists) {
        return lists.stream().mapToInt(List::size).sum();
    }
}
