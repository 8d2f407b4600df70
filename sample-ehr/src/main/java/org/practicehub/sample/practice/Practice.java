package org.practicehub.sample.practice;

import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.practicehub.sample.patients.Patient;

/** The practice: everything that stays as it is while patients come and go, and the patients of its first day. */
public record Practice(
        String name,
        ZoneId zone,
        List<Site> sites,
        List<Room> rooms,
        List<Practitioner> practitioners,
        List<Shift> shifts,
        List<Staff> staff,
        List<Payer> payers,
        List<Service> services,
        List<Reason> reasons,
        List<Patient> patients) {

    public Site site(String code) {
        return find(sites, Site::code, code);
    }

    public Practitioner practitioner(String npi) {
        return find(practitioners, Practitioner::npi, npi);
    }

    public Staff staff(String id) {
        return find(staff, Staff::id, id);
    }

    public Payer payer(String code) {
        return find(payers, Payer::code, code);
    }

    public Service service(String code) {
        return find(services, Service::code, code);
    }

    public List<Staff> staffOf(String role) {
        return staff.stream().filter(s -> s.role().equals(role)).toList();
    }

    /** The rooms of a site in which patients are seen. */
    public List<Room> examRooms(String site) {
        return rooms.stream().filter(r -> r.site().equals(site) && !r.waiting()).toList();
    }

    public String waitingRoom(String site) {
        return rooms.stream()
                .filter(r -> r.site().equals(site) && r.waiting())
                .findFirst()
                .orElseThrow()
                .code();
    }

    public List<Reason> reasons(Reason.Kind kind) {
        return reasons.stream().filter(r -> r.kind() == kind).toList();
    }

    public Reason reason(Reason.Kind kind, String code) {
        return find(reasons(kind), Reason::code, code);
    }

    private static <T> T find(List<T> items, Function<T, String> key, String wanted) {
        return items.stream()
                .filter(item -> key.apply(item).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(wanted));
    }
}
