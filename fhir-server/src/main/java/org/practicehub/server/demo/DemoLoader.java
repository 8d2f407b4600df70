package org.practicehub.server.demo;

import static org.practicehub.server.demo.DemoSystems.MRN;
import static org.practicehub.server.demo.DemoSystems.NPI;
import static org.practicehub.server.demo.DemoSystems.STAFF;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.database.Turns;
import org.practicehub.server.identity.People;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** Sets up the demo practice on its first start: the record first, then the sign-ins, so that a break in between shows. */
final class DemoLoader implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DemoLoader.class);
    private static final int AT_ONCE = 50;
    private static final String PASSWORD = "demo";

    private final Turns turns;
    private final DemoFiles files;
    private final FhirStore store;
    private final People people;

    DemoLoader(Turns turns, DemoFiles files, FhirStore store, People people) {
        this.turns = turns;
        this.files = files;
        this.store = store;
        this.people = people;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        turns.alone("demo practice", this::setUp);
    }

    private void setUp() {
        if (!people.isEmpty()) {
            return;
        }
        DemoPractice practice = new DemoPractice(files);
        List<Resource> all = new ArrayList<>(practice.resources());
        all.addAll(new DemoStaff(files, practice.reference()).resources());
        all.addAll(new DemoCalendars(files).resources());
        List<Resource> patients = new DemoPatients(files, practice.reference()).resources();
        all.addAll(patients);
        LOG.info("Setting up the demo practice: {} resources.", all.size());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            write(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
        files.rows("people").forEach(this::signIn);
    }

    /** What is there from a set-up that broke off stays as it is. */
    private void write(List<Resource> resources) {
        store.unit(unit -> unit.write(
                resources.stream()
                        .filter(resource -> unit.resources()
                                .read(ResourceType.fromCode(resource.fhirType()), idOf(resource))
                                .isEmpty())
                        .map(resource -> new Change(resource, Optional.empty()))
                        .toList(),
                "urn:x-hub:demo"));
    }

    private static String idOf(Resource resource) {
        return new IdType(resource.getId()).getIdPart();
    }

    private void signIn(CSVRecord row) {
        long person = people.put(
                row.get("username"),
                row.get("given") + " " + row.get("family"),
                row.get("role"),
                resource(row.get("kind"), row.get("person")));
        people.setPassword(person, PASSWORD);
    }

    private static @Nullable String resource(String kind, String person) {
        Reference reference =
                switch (kind) {
                    case "practitioner" -> NPI.reference("Practitioner", person);
                    case "patient" -> MRN.reference("Patient", person);
                    default -> STAFF.reference("Practitioner", person);
                };
        return reference.getReference();
    }
}
