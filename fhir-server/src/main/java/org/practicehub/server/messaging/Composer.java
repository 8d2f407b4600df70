package org.practicehub.server.messaging;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.messaging.GatewaySettings.Smtp;
import org.practicehub.server.messaging.Language.Text;
import org.practicehub.server.messaging.Plans.Plan;
import org.practicehub.server.messaging.Plans.Step;
import org.practicehub.server.messaging.Plans.When;

/** Puts a message into words: first name, time, practice, how to answer, and nothing else of anybody's (practice.md 7, Content). */
final class Composer {
    private static final String UNNAMED = "Appointment";

    private final BaseUrl base;

    Composer(BaseUrl base) {
        this.base = base;
    }

    /**
     * A message to a patient.
     *
     * @param link where they answer; it is not in what is kept
     * @param kept the text as the record keeps it: with an ellipsis for the link, which would open to every reader
     */
    record Composed(Outgoing message, String kept) {}

    Composed compose(Visit visit, Plans all, Step step, Due due, Medium medium, String to, String link, Instant now) {
        Plan plan = all.of(visit.services());
        Language language = all.language(visit.language());
        Text text = Optional.ofNullable(language.texts().get(step.text())).orElseThrow();
        Map<String, String> values = values(visit, all, plan, language);
        values.put("link", link);
        if (visit.isConfirmed() || !(step.when() instanceof When.Before)) {
            values.put("answer", "");
        }
        String words = medium == Medium.SMS ? text.sms() : text.email();
        Optional<Outgoing.Calendar> calendar = medium == Medium.EMAIL
                ? Optional.of(calendar(visit, all, plan, step, to, values, now))
                : Optional.empty();
        Outgoing message = new Outgoing(
                due.request(),
                to,
                Gaps.fill(text.subject(), values),
                Gaps.fill(words, values),
                calendar,
                base.at(Callbacks.STATUS));
        values.put("link", "…");
        return new Composed(message, Gaps.fill(words, values));
    }

    /** What is said to an answer. */
    String reply(Visit visit, Plans all, Language.Reply reply) {
        Language language = all.language(visit.language());
        return Gaps.fill(
                Optional.ofNullable(language.replies().get(reply)).orElseThrow(),
                values(visit, all, all.of(visit.services()), language));
    }

    /** What is said to somebody whose visits nobody knows. */
    static String reply(Plans all, Language.Reply reply) {
        return Gaps.fill(
                Optional.ofNullable(all.language(Optional.empty()).replies().get(reply))
                        .orElseThrow(),
                Map.of(
                        "practice",
                        all.practice().name(),
                        "phone",
                        all.practice().phone()));
    }

    /** Where a gateway tells what became of a message. */
    String callback() {
        return base.at(Callbacks.STATUS);
    }

    static Map<String, String> values(Visit visit, Plans all, Plan plan, Language language) {
        Map<String, String> values = new HashMap<>();
        values.put("first-name", visit.firstName());
        values.put("date", language.date().format(visit.begins().atZone(visit.zone())));
        values.put("time", language.time().format(visit.begins().atZone(visit.zone())));
        values.put(
                "practice", plan.discreet() ? all.discreetName() : visit.place().practice());
        values.put("phone", visit.place().phone());
        values.put("answer", language.answer());
        return values;
    }

    private Outgoing.Calendar calendar(
            Visit visit, Plans all, Plan plan, Step step, String to, Map<String, String> values, Instant now) {
        String from = all.gateways().get(Medium.EMAIL) instanceof Smtp smtp
                ? smtp.from()
                : "no-reply@" + base.baseUrl().getHost();
        Ics.Event event = new Ics.Event(
                visit.id() + "@" + base.baseUrl().getHost(),
                visit.version(),
                visit.begins(),
                Optional.ofNullable(visit.appointment().getEnd())
                        .map(end -> end.toInstant())
                        .orElse(visit.begins()),
                visit.zone(),
                String.join(", ", UNNAMED, values.getOrDefault("practice", "")),
                plan.discreet() ? Optional.empty() : visit.place().address(),
                from,
                to);
        return step.when() instanceof When.Cancelled ? Ics.cancel(event, now) : Ics.request(event, now);
    }
}
