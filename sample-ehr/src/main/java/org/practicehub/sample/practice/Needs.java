package org.practicehub.sample.practice;

import java.util.List;
import org.practicehub.sample.table.BadTable;

/** Checks that the tables hold what the EHR cannot do without, so that it says so at once and not in the afternoon. */
final class Needs {

    private Needs() {}

    static void check(Practice practice) {
        for (String service : List.of(Service.FIRST_VISIT, Service.FOLLOW_UP)) {
            need(practice.services().stream().anyMatch(s -> s.code().equals(service)), "services.csv", service);
        }
        for (String role : List.of(Staff.FRONT_DESK, Staff.ASSISTANT)) {
            need(!practice.staffOf(role).isEmpty(), "staff.csv", "role " + role);
        }
        for (Site site : practice.sites()) {
            List<Room> rooms = practice.rooms().stream()
                    .filter(room -> room.site().equals(site.code()))
                    .toList();
            need(rooms.stream().anyMatch(Room::waiting), "rooms.csv", "waiting room at " + site.code());
            need(rooms.stream().anyMatch(room -> !room.waiting()), "rooms.csv", "room at " + site.code());
        }
        for (Reason.Kind kind : Reason.Kind.values()) {
            need(kind == Reason.Kind.NOTE || !practice.reasons(kind).isEmpty(), "reasons.csv", "kind " + kind);
        }
        for (String origin : List.of("PHONE", "DESK", "ONLINE", "WALKIN")) {
            boolean there = practice.reasons(Reason.Kind.NEW).stream()
                    .anyMatch(reason -> reason.code().equals(origin));
            need(there, "reasons.csv", "kind new with code " + origin);
        }
    }

    private static void need(boolean there, String file, String what) {
        if (!there) {
            throw new BadTable(file + ": there is no " + what);
        }
    }
}
