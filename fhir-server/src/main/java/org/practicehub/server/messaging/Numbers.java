package org.practicehub.server.messaging;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Patient;

/** Numbers and addresses at which a patient can be reached. */
final class Numbers {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private Numbers() {}

    /** As it is written everywhere (E.164); empty for what is no number. */
    static Optional<String> e164(String written, String country) {
        return parse(written, country).map(number -> PHONES.format(number, PhoneNumberFormat.E164));
    }

    /** The best one of the patient's for a medium. */
    static Optional<String> of(Patient patient, Medium medium, String country) {
        Stream<ContactPoint> usable = patient.getTelecom().stream()
                .filter(one -> one.hasValue() && one.getUse() != ContactPointUse.OLD)
                .sorted(Comparator.comparing(one -> one.hasRank() ? one.getRank() : Integer.MAX_VALUE));
        return switch (medium) {
            case SMS ->
                usable.filter(one -> one.getSystem() == ContactPointSystem.PHONE
                                || one.getSystem() == ContactPointSystem.SMS)
                        .filter(one -> takesTexts(one, country))
                        .map(one -> e164(one.getValue(), country))
                        .flatMap(Optional::stream)
                        .findFirst();
            case EMAIL ->
                usable.filter(one -> one.getSystem() == ContactPointSystem.EMAIL)
                        .map(one -> one.getValue().strip())
                        // One line with one address, whatever was typed there.
                        .filter(address -> address.matches("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@,;<>\"]+"))
                        .findFirst();
        };
    }

    /**
     * A landline takes none. Of North American numbers nobody can tell from the number, so there it counts what the record says:
     * only what is called mobile, or is for texts.
     */
    private static boolean takesTexts(ContactPoint point, String country) {
        Optional<PhoneNumberType> type = parse(point.getValue(), country).map(PHONES::getNumberType);
        boolean said = point.getUse() == ContactPointUse.MOBILE || point.getSystem() == ContactPointSystem.SMS;
        return type.filter(
                        one -> one == PhoneNumberType.MOBILE || (said && one == PhoneNumberType.FIXED_LINE_OR_MOBILE))
                .isPresent();
    }

    private static Optional<PhoneNumber> parse(String written, String country) {
        try {
            PhoneNumber number = PHONES.parse(written, country);
            return PHONES.isValidNumber(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
