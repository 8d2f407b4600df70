package org.practicehub.server.scheduling.rules;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Invoice;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.practicehub.routes.store.StoredResources;

/** What the record says of a patient, read when a rule asks it and not before. */
public final class PatientFacts implements Facts {
    /** CPT: established is who has been seen within three years. */
    private static final long ESTABLISHED_YEARS = 3;

    private static final int DAYS_A_YEAR = 365;

    private final String patient;
    private final StoredResources record;
    private final Instant now;
    private final Predicate<Appointment> counts;
    private final Map<ResourceType, List<Resource>> read = new EnumMap<>(ResourceType.class);

    /**
     * @param patient {@code Patient/x}
     * @param counts whether a visit counts among those to come: not the one that is to be moved
     */
    public PatientFacts(String patient, StoredResources record, Instant now, Predicate<Appointment> counts) {
        this.patient = patient;
        this.record = record;
        this.now = now;
        this.counts = counts;
    }

    @Override
    public boolean isEstablished() {
        Instant since = now.minus(ESTABLISHED_YEARS * DAYS_A_YEAR, ChronoUnit.DAYS);
        return all(Appointment.class, ResourceType.Appointment)
                        .anyMatch(visit ->
                                took(visit) && isBetween(visit.getStart().toInstant(), since, now))
                || all(Encounter.class, ResourceType.Encounter)
                        .anyMatch(encounter ->
                                took(encounter) && began(encounter.getPeriod()).isAfter(since));
    }

    private static boolean took(Appointment visit) {
        return visit.hasStart()
                && switch (visit.getStatus()) {
                    case ARRIVED, CHECKEDIN, FULFILLED -> true;
                    case PROPOSED, PENDING, BOOKED, CANCELLED, NOSHOW, ENTEREDINERROR, WAITLIST, NULL -> false;
                };
    }

    private static boolean took(Encounter encounter) {
        return switch (encounter.getStatus()) {
            case ARRIVED, TRIAGED, INPROGRESS, ONLEAVE, FINISHED -> true;
            case PLANNED, CANCELLED, ENTEREDINERROR, UNKNOWN, NULL -> false;
        };
    }

    private static Instant began(Period period) {
        return period.hasStart() ? period.getStart().toInstant() : Instant.MIN;
    }

    private static boolean isBetween(Instant time, Instant from, Instant until) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    @Override
    public Optional<LocalDate> birthDate() {
        return record.read(ResourceType.Patient, new IdType(patient).getIdPart())
                .map(Patient.class::cast)
                .map(Patient::getBirthDateElement)
                .map(DateType::getValueAsString)
                // A year or a month alone does not tell an age.
                .filter(date -> date.length() == "2000-01-01".length())
                .map(LocalDate::parse);
    }

    @Override
    public boolean isCovered(LocalDate day) {
        return coverages().anyMatch(coverage -> holds(coverage.getPeriod(), day));
    }

    private Stream<Coverage> coverages() {
        return all(Coverage.class, ResourceType.Coverage)
                .filter(coverage -> coverage.getStatus() == Coverage.CoverageStatus.ACTIVE)
                .filter(coverage -> patient.equals(coverage.getBeneficiary().getReference()));
    }

    /** Dates as they stand: whoever wrote them meant days. */
    private static boolean holds(Period period, LocalDate day) {
        boolean begun = !period.hasStart() || !day(period.getStart()).isAfter(day);
        boolean over = period.hasEnd() && day(period.getEnd()).isBefore(day);
        return begun && !over;
    }

    private static LocalDate day(Date date) {
        return date.toInstant().atZone(ZoneId.systemDefault()).toLocalDate();
    }

    @Override
    public Set<String> payers() {
        Set<String> payers = new HashSet<>();
        coverages().flatMap(coverage -> coverage.getPayor().stream()).forEach(payor -> payers.addAll(names(payor)));
        return payers;
    }

    private Set<String> names(Reference payor) {
        Set<String> names = new HashSet<>();
        Optional.ofNullable(payor.getDisplay()).ifPresent(names::add);
        IdType id = new IdType(payor.getReference());
        if ("Organization".equals(id.getResourceType()) && !id.isAbsolute()) {
            record.read(ResourceType.Organization, id.getIdPart())
                    .map(Organization.class::cast)
                    .ifPresent(organization -> {
                        Optional.ofNullable(organization.getName()).ifPresent(names::add);
                        names.addAll(Names.of(organization));
                    });
        }
        return names;
    }

    @Override
    public boolean isReferred() {
        return all(ServiceRequest.class, ResourceType.ServiceRequest)
                .anyMatch(one -> one.getStatus() == ServiceRequest.ServiceRequestStatus.ACTIVE
                        && patient.equals(one.getSubject().getReference()));
    }

    @Override
    public Set<String> consents() {
        Set<String> codes = new HashSet<>();
        all(Consent.class, ResourceType.Consent)
                .filter(consent -> consent.getStatus() == Consent.ConsentState.ACTIVE
                        && patient.equals(consent.getPatient().getReference()))
                .flatMap(consent -> Stream.concat(consent.getCategory().stream(), Stream.of(consent.getScope())))
                .map(CodeableConcept::getCoding)
                .forEach(codings -> codings.forEach(coding -> codes.add(coding.getCode())));
        return codes;
    }

    @Override
    public BigDecimal balance() {
        return all(Invoice.class, ResourceType.Invoice)
                .filter(invoice -> invoice.getStatus() == Invoice.InvoiceStatus.ISSUED
                        && patient.equals(invoice.getSubject().getReference()))
                .map(invoice -> invoice.hasTotalGross()
                        ? invoice.getTotalGross().getValue()
                        : invoice.getTotalNet().getValue())
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public long noShows(Instant since) {
        return all(Appointment.class, ResourceType.Appointment)
                .filter(visit -> visit.getStatus() == Appointment.AppointmentStatus.NOSHOW && visit.hasStart())
                .filter(visit -> isBetween(visit.getStart().toInstant(), since, now))
                .count();
    }

    @Override
    public long openVisits(Set<String> services) {
        return all(Appointment.class, ResourceType.Appointment)
                .filter(counts)
                .filter(this::isToCome)
                .filter(visit ->
                        services.isEmpty() || Names.ofService(visit, record).anyMatch(services::contains))
                .count();
    }

    private boolean isToCome(Appointment visit) {
        return switch (visit.getStatus()) {
            case PROPOSED, WAITLIST -> true;
            case PENDING, BOOKED -> visit.hasEnd() && visit.getEnd().toInstant().isAfter(now);
            case ARRIVED, CHECKEDIN, FULFILLED, CANCELLED, NOSHOW, ENTEREDINERROR, NULL -> false;
        };
    }

    private <T extends Resource> Stream<T> all(Class<T> type, ResourceType of) {
        return read.computeIfAbsent(of, one -> record.referringTo(patient, Set.of(one))).stream()
                .map(type::cast);
    }
}
