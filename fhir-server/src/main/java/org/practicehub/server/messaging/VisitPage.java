package org.practicehub.server.messaging;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.identity.Page;
import org.practicehub.server.messaging.Language.Reply;
import org.practicehub.server.messaging.Links.Link;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where the link in a message leads: the visit's time as the message told it, and two buttons. Looking changes nothing, because
 * mail systems look at every link; only a button does.
 */
@Controller
class VisitPage {
    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final Page question = Page.read("visit");
    private final Page sure = Page.read("visit-cancel");
    private final Page done = Page.read("visit-done");
    private final Page over = Page.read("visit-over");

    private final Links links;
    private final ReplyDesk desk;
    private final ReminderPlans plans;
    private final Clock clock;

    VisitPage(Links links, ReplyDesk desk, ReminderPlans plans, Clock clock) {
        this.links = links;
        this.desk = desk;
        this.plans = plans;
        this.clock = clock;
    }

    @GetMapping(path = Links.PATH + "{token}", produces = HTML)
    ResponseEntity<String> show(@PathVariable String token) {
        return visit(token)
                .map(visit -> answer(HttpStatus.OK, question.fill(values(visit))))
                .orElseGet(this::over);
    }

    /** @param answer {@code yes}; {@code no}, which is asked back; or {@code cancel}, which is meant */
    @PostMapping(path = Links.PATH + "{token}", produces = HTML)
    ResponseEntity<String> say(@PathVariable String token, @RequestParam(defaultValue = "") String answer) {
        Optional<Visit> visit = visit(token);
        Optional<Link> link = links.find(token, clock.instant());
        if (visit.isEmpty() || link.isEmpty()) {
            return over();
        }
        return switch (answer) {
            case "yes", "cancel" -> {
                Optional<Reply> reply = desk.tapped(link.get(), answer.equals("yes"), clock.instant());
                yield reply.map(one -> answer(HttpStatus.OK, done.fill(Map.of("text", desk.words(visit.get(), one)))))
                        .orElseGet(this::over);
            }
            case "no" -> answer(HttpStatus.OK, sure.fill(values(visit.get())));
            default -> answer(HttpStatus.UNPROCESSABLE_ENTITY, question.fill(values(visit.get())));
        };
    }

    private Optional<Visit> visit(String token) {
        return links.find(token, clock.instant())
                .flatMap(desk::visit)
                .filter(visit -> visit.isBooked() && visit.begins().isAfter(clock.instant()));
    }

    /** As the message had it; no name, and nothing of why. */
    private Map<String, Object> values(Visit visit) {
        Plans all = plans.now();
        Map<String, Object> values =
                new HashMap<>(Composer.values(visit, all, all.of(visit.services()), all.language(visit.language())));
        values.remove("first-name");
        values.put("confirmedHidden", Page.hiddenIf(!visit.isConfirmed()));
        return values;
    }

    private ResponseEntity<String> over() {
        return answer(
                HttpStatus.GONE,
                over.fill(Map.of("phone", plans.now().practice().phone())));
    }

    private static ResponseEntity<String> answer(HttpStatus status, String page) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(page);
    }
}
