package org.practicehub.server.demo;

import static org.practicehub.server.demo.DemoSystems.LOCATION;
import static org.practicehub.server.demo.DemoSystems.NPI;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.TimeType;
import org.practicehub.mappings.record.NameUuid;

/** When the demo practice's people are where, as its roster says, and the calendars of its rooms. */
final class DemoCalendars {
    private static final String TEMPLATE = "urn:x-hub:extension:template";
    private static final String SCHEDULE = "urn:x-hub:schedule";
    private static final String FIRST_DAY = "2024-01-01";

    private final DemoFiles files;
    private final String zone;

    DemoCalendars(DemoFiles files) {
        this.files = files;
        this.zone = files.rows("practice").get(0).get("zone");
    }

    List<Resource> resources() {
        List<Resource> all = new ArrayList<>();
        List<CSVRecord> practitioners = files.rows("practitioners");
        for (int place = 0; place < practitioners.size(); place++) {
            all.add(practitioner(practitioners.get(place), lunch(place)));
        }
        files.rows("rooms").stream()
                .filter(room -> room.get("kind").equals("room"))
                .forEach(room -> all.add(calendar(
                        LOCATION.reference("Location", room.get("site") + "-" + room.get("code")),
                        room.get("site") + " " + room.get("name"))));
        return all;
    }

    /** Half of the practitioners eat at noon and half later, so that somebody is always there; the sample EHR does the same. */
    private static int lunch(int place) {
        return place % 2 == 0 ? 12 * 60 : 12 * 60 + 30;
    }

    private Schedule practitioner(CSVRecord row, int lunch) {
        String name = String.join(" ", row.get("given"), row.get("family"));
        Schedule schedule = calendar(NPI.reference("Practitioner", row.get("npi")), name);
        for (CSVRecord shift : files.rows("roster")) {
            if (shift.get("npi").equals(row.get("npi"))) {
                schedule.addExtension(template(shift, lunch));
            }
        }
        return schedule;
    }

    private Extension template(CSVRecord shift, int lunch) {
        boolean saturday = shift.get("weekday").equals("SAT");
        boolean morning = shift.get("half").equals("AM");
        Extension template = new Extension(TEMPLATE);
        template.addExtension(
                "rrule",
                new StringType("FREQ=WEEKLY;BYDAY=" + shift.get("weekday").substring(0, 2)));
        template.addExtension("start", new DateType(FIRST_DAY));
        template.addExtension("from", time(saturday ? 9 * 60 : morning ? 8 * 60 : lunch + 60));
        template.addExtension("until", time(saturday ? 13 * 60 : morning ? lunch : 17 * 60));
        template.addExtension("tz", new CodeType(zone));
        template.addExtension("location", LOCATION.reference("Location", shift.get("site")));
        return template;
    }

    private static TimeType time(int minutes) {
        return new TimeType(String.format("%02d:%02d:00", minutes / 60, minutes % 60));
    }

    private static Schedule calendar(Reference actor, String name) {
        Schedule schedule = new Schedule().setActive(true).setComment(name);
        schedule.setId(NameUuid.of("demo", "Schedule", actor.getReference()));
        // The name that feeds know it by: what the EHR books goes into the same calendar.
        schedule.addIdentifier().setSystem(SCHEDULE).setValue(actor.getReference());
        schedule.addActor(actor.setDisplay(name));
        return schedule;
    }
}
