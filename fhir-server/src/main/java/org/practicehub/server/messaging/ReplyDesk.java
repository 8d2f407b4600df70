package org.practicehub.server.messaging;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.server.messaging.DeskTasks.Kind;
import org.practicehub.server.messaging.Gateway.Handed;
import org.practicehub.server.messaging.Gateways.Way;
import org.practicehub.server.messaging.Language.Meaning;
import org.practicehub.server.messaging.Language.Reply;
import org.practicehub.server.messaging.Links.Link;
import org.practicehub.server.scheduling.PatientAnswers;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Does what patients answer (S5): by a text message, or by the link in a message. */
class ReplyDesk {
    private static final int ATTEMPTS = 6;
    private static final Duration HOUR = Duration.ofHours(1);
    /** Enough for a person; a program that answers by itself gets no further. */
    private static final int MOST_AN_HOUR = 5;

    private final ReminderPlans plans;
    private final DueTable table;
    private final Gateways gateways;
    private final Composer composer;
    private final DeskTasks tasks;
    private final PatientAnswers visits;
    private final FhirStore store;
    private final JdbcClient sql;

    ReplyDesk(
            ReminderPlans plans,
            DueTable table,
            Gateways gateways,
            Composer composer,
            DeskTasks tasks,
            PatientAnswers visits,
            FhirStore store,
            JdbcClient sql) {
        this.plans = plans;
        this.table = table;
        this.gateways = gateways;
        this.composer = composer;
        this.tasks = tasks;
        this.visits = visits;
        this.store = store;
        this.sql = sql;
    }

    /** What was done, and what is said to it; nothing is said where that would only go round in circles. */
    private record Done(Optional<Visit> visit, Optional<Reply> reply) {}

    /**
     * A text message has come.
     *
     * @param first what has to happen in the same transaction; false when the message was worked off before
     */
    void heard(String from, String text, Instant now, Function<Unit, Boolean> first) {
        Plans all = plans.now();
        String number = Numbers.e164(from, all.country()).orElse(from);
        Optional<Done> done =
                again(unit -> first.apply(unit) ? Optional.of(hear(number, text, all, now, unit)) : Optional.empty());
        done.ifPresent(one -> one.reply().ifPresent(reply -> answer(number, one.visit(), reply, all, now)));
    }

    private Done hear(String number, String text, Plans all, Instant now, Unit unit) {
        List<Due> sent = table.sentTo(number, now);
        Optional<Due> last = sent.stream().findFirst();
        Optional<Visit> visit = last.flatMap(one -> visit(one.appointment(), all, unit));
        Communication heard = heard(number, text, last, visit, now);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(heard, Optional.empty()));
        Language language = all.language(visit.flatMap(Visit::language));
        Optional<Meaning> meaning = Answers.meaning(text, language, all);
        Reply reply = meaning.map(one -> act(one, number, sent, visit, heard, changes, all, now, unit))
                .orElse(Reply.PASSED_ON);
        if (reply == Reply.PASSED_ON) {
            changes.add(
                    visit.isPresent()
                            ? tasks.reply(
                                    Kind.PATIENT_REPLY,
                                    visit,
                                    "A patient has answered a message; read it, and do what they ask for.",
                                    Optional.of(text),
                                    reference(heard),
                                    now)
                            : tasks.reply(
                                    Kind.UNMATCHED_REPLY,
                                    visit,
                                    "Somebody has written from a number to which no message about a visit was sent.",
                                    Optional.of(text),
                                    reference(heard),
                                    now));
        }
        unit.write(changes, visit.map(Visit::whose).orElse(Requests.AUTHOR));
        boolean known = visit.isPresent() || reply != Reply.PASSED_ON;
        return new Done(visit, known ? Optional.of(reply) : Optional.empty());
    }

    private Reply act(
            Meaning meaning,
            String number,
            List<Due> sent,
            Optional<Visit> visit,
            Communication heard,
            List<Change> changes,
            Plans all,
            Instant now,
            Unit unit) {
        return switch (meaning) {
            case STOP -> {
                changes.addAll(ConsentLedger.stop(number, visit.map(Visit::whose), unit, now));
                yield Reply.STOPPED;
            }
            case START -> {
                changes.add(ConsentLedger.start(number, visit.map(Visit::whose), unit, now));
                yield Reply.STARTED;
            }
            case HELP -> Reply.HELP;
            // A word to stop and a word to call a visit off: nobody guesses which.
            case CANCEL -> visit.isPresent() ? Reply.ASK_BACK : Reply.PASSED_ON;
            case YES ->
                visit.filter(one -> visits.confirm(one.id(), unit))
                        .map(one -> trail(one, "Confirmed by text message", heard, changes, now))
                        .map(one -> Reply.CONFIRMED)
                        .orElse(Reply.PASSED_ON);
            case NO -> {
                boolean clear = sent.stream().map(Due::appointment).distinct().count() == 1;
                yield visit.filter(one -> clear)
                        .map(one -> cancel(one, Optional.of(heard), changes, all, now, unit))
                        .orElse(Reply.PASSED_ON);
            }
        };
    }

    private Reply cancel(
            Visit visit, Optional<Communication> heard, List<Change> changes, Plans all, Instant now, Unit unit) {
        if (!visit.isBooked()) {
            return Reply.PASSED_ON;
        }
        if (now.isAfter(visit.begins().minus(all.cancelUntil()))) {
            // After the cut-off it is nobody's to refuse, and the front desk's to do (S3).
            changes.add(tasks.reply(
                    Kind.LATE_CANCELLATION,
                    Optional.of(visit),
                    "The patient wants to cancel, and it is too late for that to happen by itself. Call them.",
                    Optional.empty(),
                    heard.map(ReplyDesk::reference).orElse("Appointment/" + visit.id()),
                    now));
            return Reply.TOO_LATE;
        }
        visits.cancel(visit.id(), unit);
        changes.add(new Change(
                Requests.trail(
                        List.of("Appointment/" + visit.id()),
                        heard.isPresent() ? "Cancelled by text message" : "Cancelled by the link in a message",
                        new Reference(visit.whose()),
                        now),
                Optional.empty()));
        return Reply.CANCELLED;
    }

    private static Visit trail(Visit visit, String what, Communication heard, List<Change> changes, Instant now) {
        changes.add(new Change(
                Requests.trail(
                        List.of("Appointment/" + visit.id(), reference(heard)),
                        what,
                        new Reference(visit.whose()),
                        now),
                Optional.empty()));
        return visit;
    }

    /** What a link's visit is now; empty when it is over, or somebody else's by now. */
    Optional<Visit> visit(Link link) {
        return store.unit(unit -> visit(link.appointment(), plans.now(), unit))
                .filter(visit -> visit.whose().equals(link.patient()));
    }

    /** Somebody has said on the page that they come, or do not. */
    Optional<Reply> tapped(Link link, boolean comes, Instant now) {
        Plans all = plans.now();
        return again(unit -> visit(link.appointment(), all, unit)
                .filter(visit -> visit.whose().equals(link.patient())
                        && visit.isBooked()
                        && visit.begins().isAfter(now))
                .map(visit -> {
                    List<Change> changes = new ArrayList<>();
                    Reply reply;
                    if (comes) {
                        visits.confirm(visit.id(), unit);
                        changes.add(new Change(
                                Requests.trail(
                                        List.of("Appointment/" + visit.id()),
                                        "Confirmed by the link in a message",
                                        new Reference(visit.whose()),
                                        now),
                                Optional.empty()));
                        reply = Reply.CONFIRMED;
                    } else {
                        reply = cancel(visit, Optional.empty(), changes, all, now, unit);
                    }
                    unit.write(changes, visit.whose());
                    return reply;
                }));
    }

    String words(Visit visit, Reply reply) {
        return composer.reply(visit, plans.now(), reply);
    }

    private static Optional<Visit> visit(String appointment, Plans all, Unit unit) {
        return unit.resources()
                .read(ResourceType.Appointment, appointment)
                .map(Appointment.class::cast)
                .flatMap(one -> Visit.of(one, unit.resources(), all.practice()));
    }

    private <T> Optional<T> again(Function<Unit, Optional<T>> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return store.unit(work);
            } catch (StoreConflict e) {
                // The visit is changed at this moment: it is looked at again as it is then.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Says it, once; who wants to know more can ask again. */
    private void answer(String number, Optional<Visit> visit, Reply reply, Plans all, Instant now) {
        Optional<Way> way = gateways.of(Medium.SMS);
        if (way.isEmpty() || !mayAnswer(number, now)) {
            return;
        }
        String words = visit.map(one -> composer.reply(one, all, reply)).orElseGet(() -> Composer.reply(all, reply));
        String id = UUID.randomUUID().toString();
        Handed handed =
                way.get().gateway().send(new Outgoing(id, number, "", words, Optional.empty(), composer.callback()));
        Communication said = about(number, words, visit);
        said.setId("Communication/" + id);
        visit.map(Visit::whose).map(Reference::new).ifPresent(said::addRecipient);
        said.addExtension(Outcomes.GATEWAY, new CodeType(way.get().sandbox() ? "sandbox" : Medium.SMS.code()));
        if (handed instanceof Handed.Accepted) {
            said.setStatus(CommunicationStatus.COMPLETED).setSent(Date.from(now));
        } else {
            said.setStatus(CommunicationStatus.NOTDONE)
                    .setStatusReason(new CodeableConcept().setText("The gateway did not take it."));
        }
        store.unit(unit -> unit.write(List.of(new Change(said, Optional.empty())), Requests.AUTHOR));
    }

    private boolean mayAnswer(String number, Instant now) {
        int before = sql.sql("select count(*) from hub_answer where contact = ? and at > ?")
                .params(number, Timestamp.from(now.minus(HOUR)))
                .query(Integer.class)
                .single();
        if (before < MOST_AN_HOUR) {
            sql.sql("insert into hub_answer (contact, at) values (?, ?)")
                    .params(number, Timestamp.from(now))
                    .update();
        }
        return before < MOST_AN_HOUR;
    }

    private static Communication heard(
            String number, String text, Optional<Due> last, Optional<Visit> visit, Instant now) {
        Communication heard = about(number, text, visit);
        heard.setId("Communication/" + UUID.randomUUID());
        heard.setStatus(CommunicationStatus.COMPLETED).setReceived(Date.from(now));
        visit.map(Visit::whose).map(Reference::new).ifPresent(heard::setSender);
        last.ifPresent(one ->
                heard.addInResponseTo(new Reference("Communication/" + one.request() + "-" + Medium.SMS.code())));
        return heard;
    }

    private static Communication about(String number, String text, Optional<Visit> visit) {
        Communication communication = new Communication();
        communication.addCategory(Requests.reminder());
        communication.addMedium(Requests.medium(Medium.SMS));
        communication.addPayload().setContent(new StringType(text));
        communication.addExtension(Outcomes.CONTACT, new StringType(number));
        visit.ifPresent(one -> communication
                .setSubject(new Reference(one.whose()))
                .addAbout(new Reference("Appointment/" + one.id())));
        return communication;
    }

    private static String reference(Communication communication) {
        return "Communication/" + communication.getIdElement().getIdPart();
    }
}
