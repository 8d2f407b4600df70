package org.practicehub.server.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

/** At which number a patient gets a text, whose signature counts, and when a gateway is left alone. */
class NumbersTest {

    @Test
    void aMobileNumberTakesTextsAndALandlineDoesNot() {
        Patient patient = new Patient();
        phone(patient, ContactPointUse.HOME, "847-555-0112");
        assertThat(Numbers.of(patient, Medium.SMS, "US")).isEmpty();

        phone(patient, ContactPointUse.MOBILE, "(847) 555-0160");
        assertThat(Numbers.of(patient, Medium.SMS, "US")).contains("+18475550160");
    }

    /** In Germany the number itself tells. */
    @Test
    void whatIsCalledMobileAndIsALandlineTakesNone() {
        Patient patient = new Patient();
        phone(patient, ContactPointUse.MOBILE, "+49 30 901820");
        assertThat(Numbers.of(patient, Medium.SMS, "US")).isEmpty();

        phone(patient, ContactPointUse.HOME, "+49 1512 3456789");
        assertThat(Numbers.of(patient, Medium.SMS, "US")).contains("+4915123456789");
    }

    @Test
    void whatIsNoNumberOrAddressIsNone() {
        Patient patient = new Patient();
        phone(patient, ContactPointUse.MOBILE, "call the daughter");
        patient.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue("a@example.org, b@example.org");

        assertThat(Numbers.of(patient, Medium.SMS, "US")).isEmpty();
        assertThat(Numbers.of(patient, Medium.EMAIL, "US")).isEmpty();
    }

    /** The example of Twilio's manual ("Validating signatures from Twilio"). */
    @Test
    void aSignatureOfTwiliosIsKnown() {
        Map<String, String> fields = Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+14158675309",
                "Digits", "1234",
                "From", "+14158675309",
                "To", "+18005551212");
        String url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        String right = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

        assertThat(Signatures.isTwilios(right, "12345", url, fields)).isTrue();
        assertThat(Signatures.isTwilios(right, "12346", url, fields)).isFalse();
        assertThat(Signatures.isTwilios(right, "12345", url + "&x", fields)).isFalse();
    }

    @Test
    void aSignatureOfTheHubsIsGoodForFiveMinutes() {
        Instant now = Instant.parse("2026-06-01T12:00:00Z");
        byte[] body = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String seconds = Long.toString(now.getEpochSecond());
        String header = "t=" + seconds + ",v1=" + Signatures.hubs("secret", seconds, body);

        assertThat(Signatures.isHubs(header, "secret", body, now.plus(Duration.ofMinutes(4))))
                .isTrue();
        assertThat(Signatures.isHubs(header, "secret", body, now.plus(Duration.ofMinutes(6))))
                .isFalse();
        assertThat(Signatures.isHubs(header, "other", body, now)).isFalse();
        assertThat(Signatures.isHubs("", "secret", body, now)).isFalse();
    }

    @Test
    void aGatewayThatFailsIsLeftAloneForAWhileThatDoubles() {
        Instant now = Instant.parse("2026-06-01T12:00:00Z");
        Breaker breaker = new Breaker();
        for (int i = 0; i < 4; i++) {
            breaker.failed(now);
        }
        assertThat(breaker.isOpen(now)).isFalse();

        breaker.failed(now);
        assertThat(breaker.isOpen(now.plusSeconds(59))).isTrue();
        assertThat(breaker.isOpen(now.plusSeconds(60))).isFalse();

        breaker.failed(now.plusSeconds(60));
        assertThat(breaker.isOpen(now.plusSeconds(60 + 119))).isTrue();

        breaker.worked();
        assertThat(breaker.isOpen(now.plusSeconds(60))).isFalse();
    }

    private static void phone(Patient patient, ContactPointUse use, String number) {
        patient.addTelecom().setSystem(ContactPointSystem.PHONE).setUse(use).setValue(number);
    }
}
