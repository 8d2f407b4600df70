package org.practicehub.sample.practice;

/** Somebody who sees patients, of the ages given. */
public record Practitioner(String npi, String prefix, String given, String family, int fromAge, int toAge) {

    public boolean sees(int age) {
        return age >= fromAge && age <= toAge;
    }
}
