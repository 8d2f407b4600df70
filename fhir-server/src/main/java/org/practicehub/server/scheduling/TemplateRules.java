package org.practicehub.server.scheduling;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Schedule;
import org.practicehub.server.scheduling.Template.Unusable;

/** Refuses a Schedule whose templates cannot be used, or open the same time twice (S8). */
@Interceptor
public final class TemplateRules {
    private static final Duration LOOKED_AT = Duration.ofDays(366);

    private final Clock clock;

    TemplateRules(Clock clock) {
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        check(resource);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource) {
        if (before instanceof Schedule was
                && resource instanceof Schedule now
                && !Objects.equals(
                        was.getActorFirstRep().getReference(),
                        now.getActorFirstRep().getReference())) {
            throw refused(
                    "Whose calendar it is stays as it is: what is booked in it is theirs. Make another one.",
                    "Schedule.actor");
        }
        check(resource);
    }

    private void check(IBaseResource resource) {
        if (resource instanceof Schedule schedule && schedule.getActor().size() > 1) {
            throw refused("A calendar is for exactly one actor.", "Schedule.actor");
        }
        if (resource instanceof Schedule schedule && schedule.hasExtension(Terms.TEMPLATE)) {
            List<Template> templates = read(schedule);
            for (int i = 0; i < templates.size(); i++) {
                for (int j = i + 1; j < templates.size(); j++) {
                    if (overlap(templates.get(i), templates.get(j))) {
                        throw refused(
                                "Two templates open the same time: number " + (i + 1) + " and number " + (j + 1) + ".",
                                place(i),
                                place(j));
                    }
                }
            }
        }
    }

    private static List<Template> read(Schedule schedule) {
        int number = 0;
        try {
            for (; number < schedule.getExtensionsByUrl(Terms.TEMPLATE).size(); number++) {
                Template.of(schedule.getExtensionsByUrl(Terms.TEMPLATE).get(number));
            }
            return Template.of(schedule);
        } catch (Unusable e) {
            throw refused(e.sentence(), place(number) + ".extension('" + e.part() + "')");
        }
    }

    private boolean overlap(Template one, Template other) {
        Instant now = clock.instant();
        Span year = new Span(now, now.plus(LOOKED_AT));
        List<Span> others = other.open(year);
        return one.open(year).stream().anyMatch(span -> others.stream().anyMatch(span::overlaps));
    }

    private static String place(int number) {
        return "Schedule.extension('" + Terms.TEMPLATE + "')[" + number + "]";
    }

    private static UnprocessableEntityException refused(String sentence, String... places) {
        OperationOutcome outcome = new OperationOutcome();
        OperationOutcome.OperationOutcomeIssueComponent issue = outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(IssueType.INVALID)
                .setDiagnostics(sentence);
        List.of(places).forEach(issue::addExpression);
        return new UnprocessableEntityException(sentence, outcome);
    }
}
