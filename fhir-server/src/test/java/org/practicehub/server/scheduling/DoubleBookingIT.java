package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.scheduling.Practice.at;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.TestHub;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sixteen clients at once over ten calendars, who book, move and call off: no two visits overlap, none is half booked, and no
 * client hears of a deadlock (practice.md 3.3). For more than the usual few hundred: {@code -Dbookings=200} for each client.
 */
class DoubleBookingIT {
    private static final int CLIENTS = 16;
    private static final int EACH = Integer.getInteger("bookings", 12);
    private static final int DOCTORS = 6;
    private static final int ROOMS = 4;

    private final TestHub hub = TestHub.shared();
    private final Practice practice = new Practice(hub.client());
    private final JdbcClient sql = hub.bean(JdbcClient.class);
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();

    @Test
    void noTwoVisitsOverlapAndNoneIsHalfBooked() throws Exception {
        List<String> rooms = new ArrayList<>();
        List<String> doctors = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            rooms.add(practice.room());
        }
        for (int i = 0; i < DOCTORS; i++) {
            doctors.add(practice.practitioner());
        }
        String service = practice.service(20, rooms);
        Queue<String> patients = new ConcurrentLinkedQueue<>(practice.patients(CLIENTS * EACH));

        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Void>> done = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            done.add(clients.submit(new Client(service, doctors, patients)));
        }
        for (Future<Void> one : done) {
            one.get();
        }
        clients.shutdown();

        assertThat(outcomes.keySet()).as("what clients heard: %s", outcomes).isSubsetOf("200", "409");
        assertThat(outcomes.get("200").get()).isGreaterThan(CLIENTS);
        assertThat(outcomes.get("409").get())
                .as("without a race nothing is tested")
                .isPositive();
        overlapsAreNone(doctors, rooms);
        everyVisitHasAllItsSlots(doctors);
    }

    private final class Client implements Callable<Void> {
        private final Practice practice = new Practice(hub.client());
        private final String service;
        private final List<String> doctors;
        private final Queue<String> patients;
        private final List<Appointment> mine = new ArrayList<>();

        Client(String service, List<String> doctors, Queue<String> patients) {
            this.service = service;
            this.doctors = doctors;
            this.patients = patients;
        }

        @Override
        public Void call() {
            ThreadLocalRandom dice = ThreadLocalRandom.current();
            for (int i = 0; i < EACH; i++) {
                String doctor = doctors.get(dice.nextInt(doctors.size()));
                int slot = dice.nextInt(9);
                int kind = dice.nextInt(10);
                counted(() -> {
                    if (kind < 7 || mine.isEmpty()) {
                        // At any time, not only at those of the grid: overlaps of a part are the harder ones.
                        Parameters wanted = Practice.own(service, doctor, at(9, 10 * slot), at(9, 10 * slot + 20))
                                .addParameter("patient-reference", new Reference(patients.remove()));
                        mine.add(Practice.one(practice.call("$book", wanted)));
                    } else if (kind < 9) {
                        Appointment one = mine.get(dice.nextInt(mine.size()));
                        practice.call(
                                one,
                                "$reschedule",
                                new Parameters()
                                        .addParameter("start", new DateTimeType(Date.from(at(10, 10 * slot))))
                                        .addParameter("practitioner", new Reference(doctor)));
                    } else {
                        Appointment one = mine.remove(dice.nextInt(mine.size()));
                        practice.call(
                                one,
                                "$cancel",
                                new Parameters()
                                        .addParameter("reason", new CodeableConcept().setText("Changed plans")));
                    }
                });
            }
            return null;
        }
    }

    private void counted(Runnable call) {
        String outcome = "200";
        try {
            call.run();
        } catch (ResourceVersionConflictException e) {
            outcome = "409";
        } catch (BaseServerResponseException e) {
            outcome = Integer.toString(e.getStatusCode());
        }
        outcomes.computeIfAbsent(outcome, key -> new AtomicInteger()).incrementAndGet();
    }

    private void overlapsAreNone(List<String> doctors, List<String> rooms) {
        List<String> all = new ArrayList<>(doctors);
        all.addAll(rooms);
        long overlaps = sql.sql(
                        """
                        select count(*) from hub_busy one join hub_busy other
                          on one.owner = other.owner and one.during && other.during and one.slot < other.slot
                        where one.owner = any (?)""")
                .param(all.toArray(String[]::new))
                .query(Long.class)
                .single();
        assertThat(overlaps).isZero();
    }

    private void everyVisitHasAllItsSlots(List<String> doctors) {
        Map<String, Integer> slots = new ConcurrentHashMap<>();
        sql.sql("select appointment from hub_busy where owner = any (?)")
                .param(doctors.toArray(String[]::new))
                .query(String.class)
                .list()
                .forEach(appointment -> slots.put(appointment, 0));
        assertThat(slots).isNotEmpty();
        for (String appointment : slots.keySet()) {
            Appointment found = practice.client()
                    .read()
                    .resource(Appointment.class)
                    .withId(appointment)
                    .execute();
            assertThat(found.getStatus()).isEqualTo(Appointment.AppointmentStatus.BOOKED);
            List<Span> times = sql.sql("select lower(during), upper(during) from hub_busy where appointment = ?")
                    .param(appointment)
                    .query((row, number) -> new Span(
                            row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()))
                    .list();
            // The doctor and a room, at the time that the Appointment says.
            assertThat(times).hasSize(2).allSatisfy(time -> {
                assertThat(time.from()).isEqualTo(found.getStart().toInstant());
                assertThat(Duration.between(time.from(), time.until())).isEqualTo(Duration.ofMinutes(20));
            });
            assertThat(found.getSlot()).hasSize(2);
        }
    }
}
