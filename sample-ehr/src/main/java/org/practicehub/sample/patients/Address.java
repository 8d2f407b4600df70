package org.practicehub.sample.patients;

import org.practicehub.sample.table.Row;

/** Where somebody lives or something stands, as columns street, city, state and zip. */
public record Address(String street, String city, String state, String zip) {

    public static Address read(Row row) {
        return new Address(row.text("street"), row.text("city"), row.text("state"), row.text("zip"));
    }
}
