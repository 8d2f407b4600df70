package org.practicehub.server.scheduling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.Schedule;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.scheduling.Template.Unusable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The practice's calendars as they are now. What a Schedule says is read once for each of its versions. */
final class Calendars {
    private static final Logger LOG = LoggerFactory.getLogger(Calendars.class);

    private final JdbcClient sql;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Calendars(JdbcClient sql) {
        this.sql = sql;
    }

    private record Known(long version, Optional<OpenHours> hours) {}

    /**
     * When somebody is there.
     *
     * @param schedule the Schedule's id
     * @param owner whose calendar it is
     * @param actor who it is for: the owner, or a role of theirs
     */
    record OpenHours(
            String schedule, String owner, String actor, int capacity, List<Template> templates, Span horizon) {}

    private record Row(String id, long version, String owner, int capacity) {}

    /** Those that are active, by owner. */
    Map<String, List<OpenHours>> all(StoredResources record) {
        Map<String, List<OpenHours>> all = new HashMap<>();
        sql.sql(
                        """
                        select c.schedule, r.res_ver, c.owner, c.capacity from hub_calendar c
                          join hfj_resource r on r.res_type = 'Schedule' and r.fhir_id = c.schedule
                        where r.res_deleted_at is null""")
                .query((row, number) -> new Row(row.getString(1), row.getLong(2), row.getString(3), row.getInt(4)))
                .list()
                .forEach(row -> hours(row, record)
                        .ifPresent(hours -> all.computeIfAbsent(row.owner(), owner -> new ArrayList<>())
                                .add(hours)));
        return all;
    }

    private Optional<OpenHours> hours(Row row, StoredResources record) {
        Known before = known.get(row.id());
        if (before != null && before.version() == row.version()) {
            return before.hours();
        }
        Optional<OpenHours> hours =
                record.read(ResourceType.Schedule, row.id()).flatMap(schedule -> hours(row, (Schedule) schedule));
        known.put(row.id(), new Known(row.version(), hours));
        return hours;
    }

    private static Optional<OpenHours> hours(Row row, Schedule schedule) {
        if (schedule.hasActive() && !schedule.getActive()) {
            return Optional.empty();
        }
        List<Template> templates = List.of();
        try {
            templates = Template.of(schedule);
        } catch (Unusable e) {
            // Refused when it is written; one from before that rule is open at no time.
            LOG.warn("The template of Schedule {} cannot be used: '{}'.", row.id(), e.part());
        }
        return Optional.of(new OpenHours(
                row.id(),
                row.owner(),
                schedule.getActorFirstRep().getReference(),
                row.capacity(),
                templates,
                horizon(schedule.getPlanningHorizon())));
    }

    private static Span horizon(Period period) {
        return new Span(
                period.hasStart() ? period.getStart().toInstant() : Instant.MIN,
                period.hasEnd() ? period.getEnd().toInstant() : Instant.MAX);
    }

    /** Whether these calendars of one owner are open all through it, one template after another if need be. */
    static boolean open(
            List<OpenHours> calendars, VisitType type, Optional<String> site, Predicate<Template> shown, Span span) {
        FreeTime open = FreeTime.none(FreeTime.whole(span));
        for (OpenHours one : calendars) {
            one.templates().stream()
                    .filter(template -> template.serves(type.reference()))
                    .filter(shown)
                    .filter(template -> site.isEmpty()
                            || template.location().isEmpty()
                            || template.location().equals(site))
                    .forEach(template -> open.open(template.open(FreeTime.whole(span)).stream()
                            .map(found -> found.within(one.horizon()))
                            .filter(found -> !found.isEmpty())
                            .toList()));
        }
        return open.isFree(span);
    }

    /** The Schedule that takes somebody's time: their own before one of a role's. */
    static Optional<OpenHours> of(List<OpenHours> calendars, String owner) {
        return calendars.stream()
                .filter(one -> one.actor().equals(owner))
                .findFirst()
                .or(() -> calendars.stream().findFirst());
    }

    static String typeOf(String reference) {
        return String.valueOf(new IdType(reference).getResourceType());
    }
}
