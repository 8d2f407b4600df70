package org.practicehub.sample.patients;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.practicehub.sample.table.Row;

/** Patient to and from named texts: a line of patients.csv, or a line of the ledger with the same names. */
public final class PatientRow {

    public static final List<String> COLUMNS =
            List.of("mrn", "family", "birth_date", "sex", "pcp_npi", "payer", "payer2");

    private PatientRow() {}

    public static Patient read(Row row) {
        return new Patient(
                mrn(row),
                row.required("account"),
                name(row),
                row.date("birth_date"),
                row.required("sex"),
                Address.read(row),
                new Contact(row.text("phone_home"), row.text("phone_mobile"), row.text("email")),
                row.text("language"),
                row.text("marital_status"),
                row.required("pcp_npi"),
                nextOfKin(row),
                CoverageRow.read(row),
                duplicate(row));
    }

    /** New patients get the numbers that follow the highest one, so there has to be a highest one. */
    private static String mrn(Row row) {
        String mrn = row.required("mrn");
        if (!mrn.matches("[1-9]\\d{0,8}")) {
            throw row.bad("mrn is not a number of up to nine digits");
        }
        return mrn;
    }

    private static Name name(Row row) {
        return new Name(
                row.text("prefix"),
                row.required("family"),
                row.required("given"),
                row.text("middle"),
                row.text("suffix"),
                row.text("maiden"));
    }

    private static List<NextOfKin> nextOfKin(Row row) {
        return row.has("nok_family")
                ? List.of(new NextOfKin(
                        row.text("nok_family"),
                        row.text("nok_given"),
                        row.required("nok_relation"),
                        row.text("nok_phone")))
                : List.of();
    }

    private static Duplicate duplicate(Row row) {
        return row.has("duplicate_of")
                ? new Duplicate(row.text("duplicate_of"), Duplicate.Stage.valueOf(row.required("duplicate_stage")))
                : Duplicate.NONE;
    }

    /** Everything {@link #read} reads; texts that are empty are left out. */
    public static Map<String, String> write(Patient patient) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("mrn", patient.mrn());
        row.put("account", patient.account());
        row.put("prefix", patient.name().prefix());
        row.put("family", patient.name().family());
        row.put("given", patient.name().given());
        row.put("middle", patient.name().middle());
        row.put("suffix", patient.name().suffix());
        row.put("maiden", patient.name().maiden());
        row.put("birth_date", patient.birthDate().toString());
        row.put("sex", patient.sex());
        row.put("street", patient.address().street());
        row.put("city", patient.address().city());
        row.put("state", patient.address().state());
        row.put("zip", patient.address().zip());
        row.put("phone_home", patient.contact().homePhone());
        row.put("phone_mobile", patient.contact().mobilePhone());
        row.put("email", patient.contact().email());
        row.put("language", patient.language());
        row.put("marital_status", patient.maritalStatus());
        row.put("pcp_npi", patient.pcp());
        patient.nextOfKin().forEach(kin -> {
            row.put("nok_family", kin.family());
            row.put("nok_given", kin.given());
            row.put("nok_relation", kin.relation());
            row.put("nok_phone", kin.phone());
        });
        for (int i = 0; i < patient.coverages().size(); i++) {
            CoverageRow.write(patient.coverages().get(i), i == 0 ? "" : "2", row);
        }
        if (!patient.isSingle()) {
            row.put("duplicate_of", patient.duplicate().of());
            row.put("duplicate_stage", patient.duplicate().stage().name());
        }
        row.values().removeIf(String::isEmpty);
        return row;
    }
}
