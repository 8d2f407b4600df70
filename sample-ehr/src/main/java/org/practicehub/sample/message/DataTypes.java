package org.practicehub.sample.message;

import java.util.List;
import org.practicehub.sample.patients.Address;
import org.practicehub.sample.patients.Name;
import org.practicehub.sample.practice.Practitioner;
import org.practicehub.sample.practice.Staff;

/** The data types of HL7 v2.5.1 that the messages use, each from what the practice knows. */
final class DataTypes {

    private DataTypes() {}

    /** CX: an identifier of an authority, with its type of table 0203. */
    static Field cx(String id, String authority, String type) {
        return Field.of(id, "", "", authority, type);
    }

    /** EI: an identifier of an authority. */
    static Field ei(String id, String authority) {
        return Field.of(id, authority);
    }

    /** CE: a code with its words and its system. */
    static Field ce(String code, String text, String system) {
        return Field.of(code, text, system);
    }

    /** XPN: the legal name alone. */
    static Field legal(Name name) {
        return Field.of(name.family(), name.given(), name.middle(), name.suffix(), name.prefix(), "", "L");
    }

    /** XPN: the legal name, then the maiden name where there is one. */
    static Field xpn(Name name) {
        Field maiden = name.maiden().isEmpty()
                ? Field.EMPTY
                : Field.of(name.maiden(), name.given(), name.middle(), "", "", "", "M");
        return Field.repeat(List.of(legal(name), maiden));
    }

    static Field xpn(String family, String given) {
        return family.isEmpty() ? Field.EMPTY : Field.of(family, given, "", "", "", "", "L");
    }

    /** XAD: a home address. */
    static Field home(Address address) {
        return xad(address, "H");
    }

    /** XAD: an office. */
    static Field office(Address address) {
        return xad(address, "B");
    }

    private static Field xad(Address address, String type) {
        return Field.of(
                address.street(),
                "",
                address.city(),
                address.state(),
                address.zip(),
                address.city().isEmpty() ? "" : "USA",
                type);
    }

    /** XTN: a telephone number; use of table 0201, equipment of table 0202. Only numbers like 847-555-0142 can be split. */
    static Field phone(String number, String use, String equipment) {
        if (number.isEmpty()) {
            return Field.EMPTY;
        }
        if (!number.matches("\\d{3}-\\d{3}-\\d{4}")) {
            return Field.of(number, use, equipment);
        }
        String area = number.substring(0, 3);
        String local = number.substring(4);
        return Field.of("(" + area + ")" + local, use, equipment, "", "1", area, local.replace("-", ""));
    }

    /** XTN: an e-mail address. */
    static Field email(String address) {
        return address.isEmpty() ? Field.EMPTY : Field.of("", "NET", "Internet", address);
    }

    /** XCN: somebody who sees patients, by NPI. */
    static Field xcn(Practitioner who) {
        return Field.of(
                who.npi(), who.family(), who.given(), "", "", who.prefix(), "", "", Authority.NPI, "", "", "", "NPI");
    }

    /** XCN: somebody at the desk, by the practice's own number. */
    static Field xcn(Staff who) {
        return Field.of(who.id(), who.family(), who.given(), "", "", "", "", "", Authority.STAFF, "", "", "", "EI");
    }

    /** PL: a room of a site. */
    static Field pl(String site, String room) {
        return Field.of(site, room, "", Authority.LOCATION);
    }
}
