package org.practicehub.server.scheduling;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.practicehub.server.scheduling.Calendars.OpenHours;
import org.practicehub.server.scheduling.VisitType.Pool;

/** Finds times at which all that a visit takes are free (practice.md 3.5). */
final class Finder {
    private final BusyTable table;
    private final Clock clock;

    Finder(BusyTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param providers whose calendars are looked at; everybody's, when empty
     * @param sites where; everywhere, when empty
     * @param judge what may be booked of it
     * @param ignoring an Appointment that is to be moved, whose own time does not count
     */
    record Question(
            VisitType type,
            Span window,
            Set<String> providers,
            Set<String> sites,
            Judge judge,
            Optional<String> ignoring,
            int most) {}

    /**
     * The first so many, by time and then by provider.
     *
     * @param hours of all calendars, by owner
     */
    List<Offer> find(Question question, Map<String, List<OpenHours>> hours) {
        Span window = ahead(question.window());
        if (window.isEmpty()) {
            return List.of();
        }
        return new Search(question, window, hours).run();
    }

    /** What is over cannot be booked. */
    private Span ahead(Span window) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        return new Span(window.from().isBefore(now) ? now : window.from(), window.until());
    }

    private final class Search {
        private final Question question;
        private final VisitType type;
        private final Span asked;
        private final Span window;
        private final Map<String, List<OpenHours>> hours;
        private final Map<String, List<Busy>> busy;
        private final Map<String, FreeTime> free = new HashMap<>();
        private final List<Offer> found = new ArrayList<>();

        Search(Question question, Span asked, Map<String, List<OpenHours>> hours) {
            this.question = question;
            this.type = question.type();
            this.asked = asked;
            this.hours = hours;
            this.window = FreeTime.whole(
                    new Span(asked.from().minus(type.before()), asked.until().plus(type.after())));
            this.busy = table.busy(wanted(), window);
        }

        private Set<String> wanted() {
            Set<String> owners = new LinkedHashSet<>(providers());
            type.pools().forEach(pool -> owners.addAll(pool.members()));
            return owners;
        }

        private List<String> providers() {
            return hours.keySet().stream()
                    .filter(owner -> Calendars.typeOf(owner).startsWith("Practitioner"))
                    .filter(owner -> question.providers().isEmpty()
                            || question.providers().contains(owner))
                    .sorted()
                    .toList();
        }

        List<Offer> run() {
            providers().forEach(this::inCalendarsOf);
            return found.stream()
                    .sorted(Comparator.comparing((Offer offer) -> offer.span().from())
                            .thenComparing(Offer::provider))
                    .limit(question.most())
                    .toList();
        }

        private void inCalendarsOf(String owner) {
            Map<Optional<String>, List<Span>> open = new HashMap<>();
            Map<Optional<String>, ZoneId> zones = new HashMap<>();
            for (OpenHours one : hours.getOrDefault(owner, List.of())) {
                one.templates().stream()
                        .filter(template -> template.serves(type.reference()))
                        .filter(question.judge()::shows)
                        .filter(template -> question.sites().isEmpty()
                                || template.location()
                                        .filter(question.sites()::contains)
                                        .isPresent())
                        .forEach(template -> {
                            zones.putIfAbsent(template.location(), template.zone());
                            template.open(asked).forEach(span -> open.computeIfAbsent(
                                            template.location(), site -> new ArrayList<>())
                                    .add(span.within(one.horizon())));
                        });
            }
            open.forEach((site, spans) -> at(owner, site, spans, zones.getOrDefault(site, ZoneId.of("UTC"))));
        }

        private void at(String owner, Optional<String> site, List<Span> open, ZoneId zone) {
            FreeTime notBusy = free(owner);
            FreeTime there = FreeTime.none(window)
                    .open(open.stream().filter(span -> !span.isEmpty()).toList())
                    .and(notBusy);
            List<Pool> pools =
                    type.pools().stream().filter(pool -> pool.isAt(site)).toList();
            Instant start = aligned(there.nextFree(asked.from()), zone);
            int seen = 0;
            while (seen < question.most() && !start.plus(type.length()).isAfter(asked.until())) {
                Span visit = new Span(start, start.plus(type.length()));
                boolean free = there.isFree(visit) && notBusy.isFree(withBuffers(visit));
                if (free && question.judge().allows(owner, site, start, zone)) {
                    Optional<List<String>> others = others(pools, visit);
                    if (others.isPresent()) {
                        found.add(new Offer(type.reference(), visit, owner, site, others.get()));
                        seen++;
                    }
                }
                start = aligned(there.nextFree(start.plusSeconds(60L * FreeTime.STEP_MINUTES)), zone);
            }
        }

        private Span withBuffers(Span visit) {
            return new Span(visit.from().minus(type.before()), visit.until().plus(type.after()));
        }

        /** One of each pool that is free; empty when there is none of one of them. */
        private Optional<List<String>> others(List<Pool> pools, Span visit) {
            List<String> others = new ArrayList<>();
            for (Pool pool : pools) {
                Optional<String> one = pool.members().stream()
                        .filter(member -> !others.contains(member))
                        .filter(member -> free(member).isFree(visit))
                        .findFirst();
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                others.add(one.get());
            }
            return Optional.of(others);
        }

        private FreeTime free(String owner) {
            return free.computeIfAbsent(owner, one -> {
                Diary diary = Diary.of(one, hours, busy);
                FreeTime time = FreeTime.all(window);
                diary.full(type, question.ignoring()).forEach(time::close);
                return diary.keepsHours() ? time.and(opened(diary)) : time;
            });
        }

        private FreeTime opened(Diary diary) {
            FreeTime open = FreeTime.none(window);
            diary.hours().forEach(calendar -> calendar.templates().stream()
                    .filter(template -> template.serves(type.reference()))
                    .forEach(template -> open.open(template.open(window))));
            return open;
        }

        private Instant aligned(Instant time, ZoneId zone) {
            ZonedDateTime local = time.atZone(zone).truncatedTo(ChronoUnit.MINUTES);
            if (local.toInstant().isBefore(time)) {
                local = local.plusMinutes(1);
            }
            int past = local.getMinute() % type.grid();
            return past == 0
                    ? local.toInstant()
                    : local.plusMinutes(Math.min(type.grid() - past, 60 - local.getMinute()))
                            .toInstant();
        }
    }
}
