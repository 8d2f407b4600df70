package org.practicehub.sample.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;

/** Everything that can happen at the practice. */
final class Acts {

    final FrontDesk desk;
    final NewAppointments newAppointments;
    final AppointmentChanges changes;
    final Registration registration;
    final Duplicates duplicates;
    final DayWalk walk;
    private final Office office;

    Acts(Office office) {
        this.office = office;
        this.desk = new FrontDesk(office);
        this.newAppointments = new NewAppointments(office);
        this.changes = new AppointmentChanges(office);
        this.registration = new Registration(office, newAppointments);
        this.duplicates = new Duplicates(office, newAppointments);
        this.walk = new DayWalk(office, desk, changes);
    }

    /** What happens beside the walk through the day, weighted by how often it does. */
    List<Act> beside() {
        return List.of(
                new Act("confirmation", 22, changes::confirm),
                new Act("booking", 20, newAppointments::bookAnother),
                new Act("reschedule", 12, changes::reschedule),
                new Act("cancellation", 10, changes::cancelOne),
                new Act("mistaken booking", 2, newAppointments::bookByMistake),
                new Act("new patient", 3, registration::register),
                new Act("new contact", 12, registration::changeContact),
                new Act("new phone at the desk", 5, desk::newPhoneAtTheDesk),
                new Act("move", 2, registration::move),
                new Act("marriage", 2, registration::marry),
                new Act("new insurance", 4, registration::changeInsurance),
                new Act("cancelled arrival", 3, desk::cancelArrival),
                new Act("cancelled end of visit", 3, desk::cancelEnd));
    }

    /** One of each, in an order in which every one finds what it needs. */
    List<Act> onePass() {
        Stream<Act> visits = Stream.of(
                new Act("arrival", 1, () -> today(Booking.Status.BOOKED, b -> desk.arrive(b, When.NOW))),
                new Act("room", 1, () -> desk.today(Visit.Status.WAITING).anyMatch(b -> desk.room(b, When.NOW))),
                new Act("end of visit", 1, () -> first(desk.today(Visit.Status.ROOMED), b -> desk.leave(b, When.NOW))),
                new Act("no-show", 1, () -> today(Booking.Status.BOOKED, b -> desk.miss(b, When.NOW))),
                new Act("cancelled end of visit", 1, desk::cancelEnd),
                new Act("another arrival", 1, () -> today(Booking.Status.BOOKED, b -> desk.arrive(b, When.NOW))),
                new Act("new phone at the desk", 1, desk::newPhoneAtTheDesk),
                new Act("cancelled arrival", 1, desk::cancelArrival),
                new Act("second registration", 1, duplicates::registerAgain));
        Stream<Act> late = Stream.of(
                new Act("merge", 1, duplicates::merge), new Act("the old number again", 1, duplicates::nameAgain));
        return Stream.of(visits, beside().stream(), late).flatMap(acts -> acts).toList();
    }

    private boolean today(Booking.Status status, Consumer<Booking> play) {
        return first(
                office.chart.bookingsOn(office.today()).stream()
                        .filter(b -> b.status() == status)
                        .sorted(DayWalk.BY_TIME),
                play);
    }

    private static boolean first(Stream<Booking> bookings, Consumer<Booking> play) {
        Optional<Booking> first = bookings.findFirst();
        first.ifPresent(play);
        return first.isPresent();
    }
}
