package org.practicehub.sample.practice;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.table.BadTable;

/** Checks that whatever one table names is in the other table, so that no message can name what nobody knows. */
final class References {

    private References() {}

    static void check(Practice practice) {
        List<String> sites =
                keys("sites.csv", practice.sites().stream().map(Site::code).toList());
        List<String> payers =
                keys("payers.csv", practice.payers().stream().map(Payer::code).toList());
        List<String> npis = keys(
                "practitioners.csv",
                practice.practitioners().stream().map(Practitioner::npi).toList());
        List<String> services = keys(
                "services.csv", practice.services().stream().map(Service::code).toList());
        List<String> mrns = keys(
                "patients.csv", practice.patients().stream().map(Patient::mrn).toList());
        keys("staff.csv", practice.staff().stream().map(Staff::id).toList());

        practice.rooms().forEach(room -> known("rooms.csv", "site", room.site(), sites));
        practice.shifts().forEach(shift -> {
            known("roster.csv", "npi", shift.npi(), npis);
            known("roster.csv", "site", shift.site(), sites);
        });
        practice.reasons().stream()
                .filter(reason -> !reason.service().isEmpty())
                .forEach(reason -> known("reasons.csv", "service", reason.service(), services));
        for (Patient patient : practice.patients()) {
            String place = "patients.csv mrn " + patient.mrn();
            known(place, "pcp_npi", patient.pcp(), npis);
            patient.coverages().forEach(coverage -> {
                known(place, "payer", coverage.payer(), payers);
                if (!coverage.subscriberMrn().isEmpty()) {
                    known(place, "subscriber_mrn", coverage.subscriberMrn(), mrns);
                }
            });
        }
    }

    private static List<String> keys(String file, List<String> keys) {
        Set<String> seen = new HashSet<>();
        for (String key : keys) {
            if (!seen.add(key)) {
                throw new BadTable(file + ": " + key + " is there twice");
            }
        }
        return keys;
    }

    private static void known(String place, String column, String value, Collection<String> known) {
        if (!known.contains(value)) {
            throw new BadTable(place + ": nothing is known of " + column + " " + value);
        }
    }
}
