package org.practicehub.sample.patients;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/** A registered person as the EHR holds them now. */
public record Patient(
        String mrn,
        String account,
        Name name,
        LocalDate birthDate,
        String sex,
        Address address,
        Contact contact,
        String language,
        String maritalStatus,
        String pcp,
        List<NextOfKin> nextOfKin,
        List<Coverage> coverages,
        Duplicate duplicate) {

    /** The age at which somebody answers for themselves and their bills. */
    private static final int OF_AGE = 18;

    public int age(LocalDate on) {
        return Period.between(birthDate, on).getYears();
    }

    public boolean isBorn(LocalDate on) {
        return !birthDate.isAfter(on);
    }

    public boolean isMinor(LocalDate on) {
        return age(on) < OF_AGE;
    }

    /** Whether the registration is one in its own right, not a second one of somebody. */
    public boolean isSingle() {
        return duplicate.stage() == Duplicate.Stage.NONE;
    }

    public boolean livesWith(Patient other) {
        return address.equals(other.address);
    }

    public Patient withName(Name changed) {
        return copy(changed, address, contact, maritalStatus, coverages, duplicate);
    }

    public Patient withAddress(Address changed) {
        return copy(name, changed, contact, maritalStatus, coverages, duplicate);
    }

    public Patient withContact(Contact changed) {
        return copy(name, address, changed, maritalStatus, coverages, duplicate);
    }

    public Patient withMaritalStatus(String changed) {
        return copy(name, address, contact, changed, coverages, duplicate);
    }

    public Patient withCoverages(List<Coverage> changed) {
        return copy(name, address, contact, maritalStatus, changed, duplicate);
    }

    public Patient withDuplicate(Duplicate changed) {
        return copy(name, address, contact, maritalStatus, coverages, changed);
    }

    /** The same person under another number. */
    public Patient under(String otherMrn, String otherAccount) {
        return new Patient(
                otherMrn,
                otherAccount,
                name,
                birthDate,
                sex,
                address,
                contact,
                language,
                maritalStatus,
                pcp,
                nextOfKin,
                coverages,
                duplicate);
    }

    private Patient copy(Name n, Address a, Contact c, String marital, List<Coverage> covered, Duplicate d) {
        return new Patient(mrn, account, n, birthDate, sex, a, c, language, marital, pcp, nextOfKin, covered, d);
    }
}
