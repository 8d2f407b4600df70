package org.practicehub.server.scheduling;

import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.HealthcareService;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.Sending.Calendar;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.vault.Vault;
import org.practicehub.server.access.Sight;
import org.practicehub.server.audit.AuditTrail;
import org.practicehub.server.database.Schema;
import org.practicehub.server.database.Turns;
import org.practicehub.server.scheduling.rules.CurrentRules;
import org.practicehub.server.store.FhirPart;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Scheduling as a part of the hub. */
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration {

    @Bean
    BusyTable busyTable(JdbcClient sql, Clock clock, Schema schema) {
        return new BusyTable(sql, clock);
    }

    @Bean
    FreedTimes freedTimes(JdbcClient sql, Clock clock, Schema schema) {
        return new FreedTimes(sql, clock);
    }

    @Bean
    WaitlistTable waitlistTable(JdbcClient sql, Clock clock, Schema schema) {
        return new WaitlistTable(sql, clock);
    }

    /** Registered with the storage, so that what messages write is seen too. */
    @Bean
    Occupancy occupancy(
            BusyTable table, FreedTimes freed, DaoRegistry daos, Clock clock, IInterceptorService interceptors) {
        Occupancy occupancy = new Occupancy(table, freed, daos);
        interceptors.registerInterceptor(occupancy);
        interceptors.registerInterceptor(new PlainWrites(table, daos, clock));
        interceptors.registerInterceptor(new TemplateRules(clock));
        return occupancy;
    }

    @Bean
    WaitlistEntries waitlistEntries(
            WaitlistTable table,
            FhirStore store,
            WaitlistSettings settings,
            Clock clock,
            IInterceptorService interceptors) {
        WaitlistEntries entries = new WaitlistEntries(table, store, settings, clock);
        interceptors.registerInterceptor(entries);
        return entries;
    }

    @Bean
    EarlierSlots earlierSlots(Turns turns, JdbcClient sql, FhirStore store, Occupancy occupancy) {
        return new EarlierSlots(turns, sql, store, occupancy);
    }

    @Bean
    Calendars calendars(JdbcClient sql) {
        return new Calendars(sql);
    }

    @Bean
    Desk desk(Calendars calendars, BusyTable table, DaoRegistry daos, Feeds feeds, Clock clock) {
        return new Desk(
                calendars,
                table,
                new PatientsVisits(daos.getResourceDao(Appointment.class)),
                () -> feeds.all().stream()
                        .flatMap(feed -> feed.sending().stream())
                        .anyMatch(sending -> sending.calendar() == Calendar.RECEIVER
                                && sending.messages().contains("SRM")),
                clock);
    }

    @Bean
    PatientAnswers patientAnswers(Desk desk) {
        return new PatientAnswers(desk);
    }

    @Bean
    WalkIns walkIns(
            Calendars calendars,
            Desk desk,
            Vault vault,
            ObjectMapper json,
            DaoRegistry daos,
            Judges judges,
            Clock clock) {
        return new WalkIns(
                desk,
                calendars,
                new MeantTimes(new Offers(vault, json)),
                new PatientsVisits(daos.getResourceDao(Appointment.class)),
                judges,
                clock);
    }

    @Bean
    ExpiredHolds expiredHolds(BusyTable table, Desk desk, FhirStore store) {
        return new ExpiredHolds(table, desk, store);
    }

    @Bean
    Finder finder(BusyTable table, Clock clock) {
        return new Finder(table, clock);
    }

    @Bean
    Judges judges(CurrentRules rules, Clock clock) {
        return new Judges(rules, clock);
    }

    @Bean
    WaitlistMatches waitlistMatches(
            WaitlistTable table,
            Finder finder,
            Judges judges,
            DaoRegistry daos,
            WaitlistSettings settings,
            Clock clock) {
        PatientsVisits visits = new PatientsVisits(daos.getResourceDao(Appointment.class));
        return new WaitlistMatches(table, finder, judges, visits, settings, clock);
    }

    @Bean
    WaitlistOffers waitlistOffers(
            FreedTimes times,
            WaitlistMatches matches,
            Desk desk,
            Calendars calendars,
            Judges judges,
            WaitlistSettings settings,
            Clock clock) {
        return new WaitlistOffers(times, matches, new WaitlistNews(clock), desk, calendars, judges, settings, clock);
    }

    @Bean
    WaitlistWorker waitlistWorker(
            FreedTimes times,
            WaitlistTable table,
            WaitlistOffers offers,
            FhirStore store,
            MeterRegistry meters,
            WaitlistSettings settings,
            Clock clock) {
        return new WaitlistWorker(times, table, offers, store, meters, settings, clock);
    }

    @Bean
    FhirPart scheduling(
            Calendars calendars,
            Finder finder,
            Judges judges,
            Desk desk,
            Vault vault,
            ObjectMapper json,
            SchedulingSettings settings,
            DaoRegistry daos,
            Sight sight,
            FhirStore store,
            Clock clock) {
        Offers offers = new Offers(vault, json);
        Proposals proposals = new Proposals(offers);
        Requests requests = new Requests(settings, sight, clock);
        MeantTimes times = new MeantTimes(offers);
        SchedulingOperations operations = new SchedulingOperations(
                finder,
                desk,
                requests,
                times,
                calendars,
                proposals,
                new Bookings(store, desk, calendars, finder, proposals),
                judges,
                new AskedOfDesk(judges, times, requests, desk, store, clock),
                store);
        RuleOperations ofRules = new RuleOperations(
                judges, requests, times, calendars, daos.getResourceDao(HealthcareService.class), store);
        return new FhirPart(List.of(operations, ofRules), List.of(new PatientsWrites(judges, store, clock)));
    }

    @Bean
    FhirPart waitlist(
            Finder finder,
            Desk desk,
            Vault vault,
            ObjectMapper json,
            SchedulingSettings settings,
            WaitlistOffers offers,
            WaitlistMatches matches,
            FreedTimes times,
            Calendars calendars,
            Sight sight,
            FhirStore store,
            MeterRegistry meters,
            Clock clock) {
        Offers tokens = new Offers(vault, json);
        return FhirPart.providing(new WaitlistOperations(
                new Requests(settings, sight, clock),
                new MeantTimes(tokens),
                tokens,
                new Bookings(store, desk, calendars, finder, new Proposals(tokens)),
                offers,
                matches,
                times,
                calendars,
                store,
                meters,
                clock));
    }

    @Bean
    CurrentRules bookingRules(@Value("${hub.scheduling.rules}") Path file, Environment environment, AuditTrail trail) {
        return new CurrentRules(file, environment, trail);
    }
}
