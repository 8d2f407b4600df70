package org.practicehub.server.scheduling;

import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.TokenParam;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.server.scheduling.Calendars.OpenHours;
import org.practicehub.server.scheduling.Refused.Why;
import org.practicehub.server.scheduling.Requests.Asker;
import org.practicehub.server.scheduling.rules.Audience;
import org.practicehub.server.scheduling.rules.Booking;
import org.practicehub.server.scheduling.rules.BookingRule;
import org.practicehub.server.scheduling.rules.Refusal;
import org.practicehub.server.scheduling.rules.Ruling;

/** What the practice's rules let a patient book, and a try of the rules on a patient (S1). */
public final class RuleOperations {
    private final Judges judges;
    private final Requests requests;
    private final MeantTimes times;
    private final Calendars calendars;
    private final IFhirResourceDao<HealthcareService> services;
    private final FhirStore store;

    RuleOperations(
            Judges judges,
            Requests requests,
            MeantTimes times,
            Calendars calendars,
            IFhirResourceDao<HealthcareService> services,
            FhirStore store) {
        this.judges = judges;
        this.requests = requests;
        this.times = times;
        this.calendars = calendars;
        this.services = services;
        this.store = store;
    }

    /**
     * The types of visit, and for each whether this patient may book it by themselves, and if not, why and what else they can do.
     *
     * @param patient whose visit it would be; of a patient who asks, their own, if they have one
     */
    @Operation(name = "$bookable", type = Appointment.class, idempotent = true)
    public Parameters bookable(
            @OperationParam(name = "patient-reference") @Nullable Reference patient, RequestDetails request) {
        Asker asker = requests.asker(request);
        return store.unit(unit -> {
            Optional<String> whose = requests.patient(patient, Optional.empty(), null, asker, unit.resources());
            Map<String, List<OpenHours>> hours = calendars.all(unit.resources());
            Parameters answer = new Parameters();
            active().forEach(service -> {
                Judge judge =
                        judges.of(asker.audience(), reference(service), whose, Optional.empty(), unit.resources());
                refusal(judge, reference(service), hours).ifPresent(verdict -> add(answer, service, verdict));
            });
            return answer;
        });
    }

    private static String reference(HealthcareService service) {
        return "HealthcareService/" + service.getIdElement().getIdPart();
    }

    private List<HealthcareService> active() {
        SearchParameterMap map = new SearchParameterMap().add("active", new TokenParam("true"));
        return services.search(map.setLoadSynchronous(true), new SystemRequestDetails()).getAllResources().stream()
                .map(HealthcareService.class::cast)
                .sorted(Comparator.comparing(RuleOperations::name))
                .toList();
    }

    private static String name(HealthcareService service) {
        return Optional.ofNullable(service.getName())
                .or(() -> service.getType().stream()
                        .flatMap(type -> type.getCoding().stream())
                        .flatMap(coding -> Stream.ofNullable(coding.getDisplay()))
                        .findFirst())
                .orElse("");
    }

    /** Whether it can be booked with anybody anywhere; empty when no calendar has it, inside: why not. */
    private static Optional<Optional<Refusal>> refusal(
            Judge judge, String service, Map<String, List<OpenHours>> hours) {
        List<Optional<Refusal>> all = hours.entrySet().stream()
                .filter(one -> Calendars.typeOf(one.getKey()).startsWith("Practitioner"))
                .flatMap(one -> one.getValue().stream()
                        .flatMap(calendar -> calendar.templates().stream())
                        .filter(template -> template.serves(service))
                        .filter(judge::shows)
                        .map(template -> judge.ruling(Optional.of(one.getKey()), template.location())
                                .refusal(judge.atAnyTime(template.zone()))))
                .toList();
        return all.stream().filter(Optional::isEmpty).findFirst().or(() -> all.stream()
                .findFirst());
    }

    private static void add(Parameters answer, HealthcareService service, Optional<Refusal> refusal) {
        ParametersParameterComponent one = answer.addParameter().setName("service");
        one.addPart().setName("reference").setValue(new Reference(reference(service)).setDisplay(name(service)));
        one.addPart().setName("allowed").setValue(new BooleanType(refusal.isEmpty()));
        refusal.ifPresent(why -> add(one, why));
    }

    private static void add(ParametersParameterComponent to, Refusal why) {
        to.addPart()
                .setName("reason")
                .setValue(new Coding().setSystem(Terms.REFUSAL).setCode(why.code()));
        to.addPart().setName("text").setValue(new StringType(why.sentence()));
        to.addPart().setName("path").setValue(Refused.path(why));
    }

    /**
     * Tries the rules on a patient, and changes nothing: what is asked of the booking, by which rule, and whether it is met. With no
     * type of visit it lists the rules alone.
     *
     * @param audience as whom: {@code patient}, or {@code staff}
     * @param start when it would begin; conditions of time count as met without
     */
    @Operation(name = "$booking-rules", type = Appointment.class, idempotent = true)
    public Parameters tryOut(
            @OperationParam(name = "audience") @Nullable CodeType audience,
            @OperationParam(name = "patient-reference") @Nullable Reference patient,
            @OperationParam(name = "service-type-reference") @Nullable Reference service,
            @OperationParam(name = "practitioner") @Nullable Reference practitioner,
            @OperationParam(name = "location-reference") @Nullable Reference location,
            @OperationParam(name = "start") @Nullable DateTimeType start,
            RequestDetails request) {
        Asker asker = requests.asker(request);
        if (asker.isPatient()) {
            throw Refused.because(Why.RULE, "The rules are tried by the practice.", "audience");
        }
        return store.unit(unit -> {
            Parameters answer = new Parameters();
            if (service == null || !service.hasReference()) {
                judges.rules().rules().all().forEach(rule -> list(answer, rule));
                return answer;
            }
            Optional<String> whose = requests.patient(patient, Optional.empty(), null, asker, unit.resources());
            VisitType type = times.type(service, unit.resources());
            Judge judge = judges.of(audience(audience), type.reference(), whose, Optional.empty(), unit.resources());
            Ruling ruling = judge.ruling(
                    owner(practitioner, unit), Optional.ofNullable(location).map(Reference::getReference));
            Booking booking = judge.at(
                    Optional.ofNullable(start).map(time -> time.getValue().toInstant()), zone(unit));
            Optional<Refusal> refusal = ruling.refusal(booking);
            answer.addParameter("allowed", new BooleanType(refusal.isEmpty()));
            refusal.ifPresent(why -> add(answer.addParameter().setName("refusal"), why));
            ruling.lines(booking).forEach(line -> add(answer, line));
            return answer;
        });
    }

    private Optional<String> owner(@Nullable Reference practitioner, Unit unit) {
        return practitioner == null
                ? Optional.empty()
                : times.owners(List.of(practitioner), unit.resources()).stream().findFirst();
    }

    /** The clock of the practice's calendars. */
    private ZoneId zone(Unit unit) {
        return calendars.all(unit.resources()).values().stream()
                .filter(one ->
                        one.stream().anyMatch(calendar -> !calendar.templates().isEmpty()))
                .map(one -> Proposals.zone(one, Optional.empty()))
                .findFirst()
                .orElse(ZoneId.of("UTC"));
    }

    private static Audience audience(@Nullable CodeType given) {
        if (given == null || given.getValue() == null) {
            return Audience.PATIENT;
        }
        for (Audience one : Audience.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(given.getValue())) {
                return one;
            }
        }
        throw Refused.because(Why.INVALID, "The audience is patient or staff.", "audience");
    }

    private static void add(Parameters answer, Ruling.Line line) {
        ParametersParameterComponent one = answer.addParameter().setName("condition");
        one.addPart().setName("aspect").setValue(new CodeType(line.aspect()));
        one.addPart().setName("asks").setValue(new StringType(line.asks()));
        one.addPart().setName("met").setValue(new BooleanType(line.met()));
        line.rule().ifPresent(rule -> {
            one.addPart().setName("rule").setValue(new StringType(rule.name()));
            one.addPart().setName("line").setValue(new IntegerType(rule.line()));
        });
    }

    private static void list(Parameters answer, BookingRule rule) {
        ParametersParameterComponent one = answer.addParameter().setName("rule");
        one.addPart().setName("name").setValue(new StringType(rule.name()));
        one.addPart().setName("line").setValue(new IntegerType(rule.line()));
        rule.by().forEach(by -> one.addPart()
                .setName("by")
                .setValue(new CodeType(by.name().toLowerCase(Locale.ROOT))));
        rule.services().forEach(name -> one.addPart().setName("service").setValue(new StringType(name)));
        rule.locations().forEach(name -> one.addPart().setName("location").setValue(new StringType(name)));
        rule.practitioners()
                .forEach(name -> one.addPart().setName("practitioner").setValue(new StringType(name)));
        rule.inWords().forEach(asks -> one.addPart().setName("asks").setValue(new StringType(asks)));
    }
}
