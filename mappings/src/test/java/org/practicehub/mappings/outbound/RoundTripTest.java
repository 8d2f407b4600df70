package org.practicehub.mappings.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.segments.ChargeExtensions;

/** What leaves as a message and comes back as one is what it was (5.7, recipe 6). */
class RoundTripTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final String EVERY_DELIMITER = "a|b^c~d\\e&f#g\nsecond line";

    private final Feed feed = TestFeeds.named("hears");
    private final MemoryRecord ours =
            new MemoryRecord().with(patient()).with(doctor()).with(room());

    @Test
    void aBookingIsTheSameAppointmentElsewhere() {
        Appointment booked = appointment();

        Appointment there = only(Appointment.class, received(OutboundEvent.SIU_S12, Optional.empty(), booked));

        assertThat(there.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(there.getStartElement().getValueAsString())
                .isEqualTo(booked.getStartElement().getValueAsString());
        assertThat(there.getEndElement().getValueAsString())
                .isEqualTo(booked.getEndElement().getValueAsString());
        assertThat(there.getMinutesDuration()).isEqualTo(30);
        assertThat(there.getComment()).isEqualTo(booked.getComment());
        same(there.getServiceType(), booked.getServiceType());
        same(there.getReasonCode(), booked.getReasonCode());
        assertThat(there.getParticipant()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {EVERY_DELIMITER, "Zoë Łukasiewicz", "李小龍", "Ελένη", "emoji 🩺", "\\X41\\ and \\.br\\"})
    void textsComeThroughWhole(String text) {
        Appointment booked = appointment().setComment(text);

        Appointment there = only(Appointment.class, received(OutboundEvent.SIU_S12, Optional.empty(), booked));

        assertThat(there.getComment()).isEqualTo(text);
    }

    @Test
    void aPatientIsTheSamePatientElsewhere() {
        Patient patient = patient();

        Patient there = only(Patient.class, received(OutboundEvent.ADT_A28, Optional.empty(), patient));

        same(there.getIdentifier(), patient.getIdentifier());
        same(there.getName(), patient.getName());
        same(there.getTelecom(), patient.getTelecom());
        same(there.getAddress(), patient.getAddress());
        assertThat(there.getGender()).isEqualTo(patient.getGender());
        assertThat(there.getBirthDateElement().getValueAsString()).isEqualTo("1980-02-29");
    }

    /** The other system moves our booking by our own number, and it is that appointment which moves. */
    @Test
    void ourOwnNumberComesBackAsOurAppointment() {
        Appointment booked = appointment();
        MemoryRecord record =
                new MemoryRecord().with(patient()).with(doctor()).with(room()).with(booked);
        String moved = text(OutboundEvent.SIU_S12, Optional.empty(), booked)
                .replace("SIU^S12", "SIU^S13")
                .replace("20261201090000-0600", "20261201100000-0600")
                .replace("20261201093000-0600", "20261201103000-0600");

        apply(moved, record);

        Appointment after = only(Appointment.class, record);
        assertThat(after.getIdPart()).isEqualTo("a1");
        assertThat(after.getStartElement().getValueAsString()).isEqualTo("2026-12-01T10:00:00-06:00");
    }

    @Test
    void whoIsLeftOutIsTakenOutElsewhere() {
        Appointment before = appointment();
        Appointment after = before.copy();
        after.getParticipant().remove(2);
        MemoryRecord there = received(OutboundEvent.SIU_S12, Optional.empty(), before);

        apply(text(OutboundEvent.SIU_S14, Optional.of(before), after), there);

        assertThat(only(Appointment.class, there).getParticipant()).hasSize(2);
    }

    /** A calendar that is the receiver's is asked: ARQ where SIU has SCH (HL7 section 10.6.1). */
    @Test
    void aRequestSaysWhatIsAskedFor() {
        Message request = ((Reading.Read) Message.read(
                        text(OutboundEvent.SRM_S01, Optional.empty(), appointment())
                                .getBytes(UTF_8),
                        UTF_8))
                .message();

        assertThat(request.header().field(9).raw()).isEqualTo("SRM^S01^SRM_S01");
        assertThat(request.one("ARQ").field(1).raw()).isEqualTo("a1^PRACTICE_HUB");
        assertThat(request.one("ARQ").field(7).component(1).text()).isEqualTo("KNEE");
        assertThat(request.one("ARQ").field(9).text()).isEqualTo("30");
        assertThat(request.one("ARQ").field(11).raw()).isEqualTo("20261201090000-0600^20261201093000-0600");
        assertThat(request.one("NTE").field(3).runningText()).isEqualTo(EVERY_DELIMITER);
        assertThat(request.one("PID").field(3).component(1).text()).isEqualTo("M100");
        assertThat(request.each("AIP").count()).isOne();
    }

    /** The whole of a charge, as another hub takes it (F1). */
    @Test
    void aChargeIsTheSameChargeElsewhere() {
        ChargeItem charged = charge();

        MemoryRecord there = received(OutboundEvent.DFT_P03, Optional.empty(), charged);

        ChargeItem item = only(ChargeItem.class, there);
        assertThat(item.getStatus()).isEqualTo(ChargeItemStatus.BILLABLE);
        assertThat(item.getOccurrenceDateTimeType().getValueAsString()).isEqualTo("2026-11-23T09:15:00-06:00");
        assertThat(item.getQuantity().getValue()).isEqualByComparingTo("2");
        assertThat(item.getPriceOverride().equalsDeep(charged.getPriceOverride()))
                .isTrue();
        same(item.getCode().getCoding(), charged.getCode().getCoding());
        same(item.getReason(), charged.getReason());
        assertThat(item.getPerformer()).hasSize(1);
        assertThat(ChargeExtensions.values(item, ChargeExtensions.MODIFIER, CodeableConcept.class))
                .singleElement()
                .matches(modifier -> modifier.getCodingFirstRep().getCode().equals("25"));
        assertThat(ChargeExtensions.value(item, ChargeExtensions.LOCATION, Reference.class))
                .isPresent();
    }

    /** R4's price is for the whole charge; the price of one is told where it is one. */
    @ParameterizedTest
    @CsvSource({"'', 125.50&USD, ''", "251.00, 251.00&USD, 125.50&USD", "200.00, 200.00&USD, ''"})
    void aPriceIsForTheWholeChargeUnlessATotalSaysOtherwise(String total, String line, String unit) {
        ChargeItem charged = charge();
        if (!total.isEmpty()) {
            charged.addExtension(
                    ChargeExtensions.TOTAL,
                    new Money().setValue(new BigDecimal(total)).setCurrency("USD"));
        }

        Message told = ((Reading.Read) Message.read(
                        text(OutboundEvent.DFT_P03, Optional.empty(), charged).getBytes(UTF_8), UTF_8))
                .message();

        assertThat(told.one("FT1").field(11).raw()).isEqualTo(line);
        assertThat(told.one("FT1").field(12).raw()).isEqualTo(unit);
    }

    /** Put right: what was told is taken back, and the other line is a charge of its own (F2, F4). */
    @Test
    void aChargeThatIsPutRightCountsOnceElsewhere() {
        ChargeItem told = charge();
        ChargeItem right = charge().setQuantity(new Quantity(1));
        right.getMeta().setVersionId("2");
        MemoryRecord there = received(OutboundEvent.DFT_P03, Optional.empty(), told);

        apply(text(OutboundEvent.DFT_P03, Optional.of(told), right), there);

        assertThat(charges(there, ChargeItemStatus.ENTEREDINERROR)).hasSize(1);
        assertThat(charges(there, ChargeItemStatus.BILLABLE))
                .singleElement()
                .satisfies(item -> assertThat(item.getQuantity().getValue()).isEqualByComparingTo("1"));
    }

    @Test
    void aChargeThatCountsNoLongerIsTakenBackElsewhere() {
        ChargeItem told = charge();
        MemoryRecord there = received(OutboundEvent.DFT_P03, Optional.empty(), told);
        ChargeItem mistaken = charge().setStatus(ChargeItemStatus.ENTEREDINERROR);

        apply(text(OutboundEvent.DFT_P03, Optional.of(told), mistaken), there);

        assertThat(charges(there, ChargeItemStatus.ENTEREDINERROR)).hasSize(1);
        assertThat(charges(there, ChargeItemStatus.BILLABLE)).isEmpty();
    }

    private static List<ChargeItem> charges(MemoryRecord record, ChargeItemStatus status) {
        return record.all().stream()
                .filter(ChargeItem.class::isInstance)
                .map(ChargeItem.class::cast)
                .filter(item -> item.getStatus() == status)
                .toList();
    }

    private static ChargeItem charge() {
        ChargeItem item = new ChargeItem().setStatus(ChargeItemStatus.BILLABLE);
        item.setId("c1");
        item.getMeta().setVersionId("1");
        item.getCode()
                .addCoding(new Coding()
                        .setSystem("http://www.ama-assn.org/go/cpt")
                        .setCode("99213")
                        .setDisplay("Office visit"))
                .addCoding(new Coding()
                        .setSystem("urn:oid:2.999.10.9")
                        .setCode("OV3")
                        .setDisplay("Visit 3"))
                .setText("Office visit");
        item.setSubject(new Reference("Patient/p1"));
        item.setOccurrence(new DateTimeType("2026-11-23T09:15:00-06:00"));
        item.setQuantity(new Quantity(2));
        item.setPriceOverride(new Money().setValue(new BigDecimal("125.50")).setCurrency("USD"));
        item.addReason(coded("http://hl7.org/fhir/sid/icd-10-cm", "M25.561", "Pain in right knee"));
        item.addPerformer()
                .setActor(new Reference("Practitioner/d1"))
                .getFunction()
                .addCoding(new Coding()
                        .setSystem("http://terminology.hl7.org/CodeSystem/v3-ParticipationType")
                        .setCode("PPRF"));
        item.addExtension(
                new Extension(ChargeExtensions.MODIFIER, coded("http://www.ama-assn.org/go/cpt", "25", "Separate")));
        item.addExtension(new Extension(ChargeExtensions.LOCATION, new Reference("Location/r1")));
        return item;
    }

    private MemoryRecord received(OutboundEvent event, Optional<Resource> before, Resource after) {
        MemoryRecord record = new MemoryRecord();
        if (!(after instanceof Patient)) {
            record.with(patient()).with(doctor()).with(room());
        }
        apply(text(event, before, after), record);
        return record;
    }

    private String text(OutboundEvent event, Optional<Resource> before, Resource after) {
        return new String(OutboundMessage.of(event, before, after, feed, this::find, NOW, "C1"), UTF_8);
    }

    private void apply(String text, MemoryRecord record) {
        Message message = ((Reading.Read) Message.read(text.getBytes(UTF_8), UTF_8)).message();
        Context context = new Context(feed, NOW, record.all().size() + 1L, "m");
        Translation translation = Translations.of(message).orElseThrow().translate(message, context, record);
        assertThat(translation.hold()).isEmpty();
        record.apply(translation, context);
    }

    private Optional<Resource> find(String reference) {
        return ours.all().stream()
                .filter(resource -> reference.equals(resource.fhirType() + "/" + resource.getIdPart()))
                .findFirst();
    }

    /** FHIR's objects refer to far more than they say. */
    private static void same(List<? extends Base> those, List<? extends Base> these) {
        assertThat(those).hasSameSizeAs(these);
        for (int i = 0; i < those.size(); i++) {
            assertThat(those.get(i).equalsDeep(these.get(i)))
                    .as("element %d", i)
                    .isTrue();
        }
    }

    private static <T extends Resource> T only(Class<T> type, MemoryRecord record) {
        List<T> all =
                record.all().stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Appointment appointment() {
        Appointment appointment = new Appointment();
        appointment.setId("a1");
        appointment.setStatus(AppointmentStatus.BOOKED);
        appointment.setStartElement(new InstantType("2026-12-01T09:00:00-06:00"));
        appointment.setEndElement(new InstantType("2026-12-01T09:30:00-06:00"));
        appointment.setMinutesDuration(30);
        appointment.setComment(EVERY_DELIMITER);
        appointment.addServiceType(coded("urn:oid:2.999.10.9", "NEWPAT", "New patient"));
        appointment.addReasonCode(coded("urn:oid:2.999.10.11", "KNEE", "Knee pain"));
        for (String actor : List.of("Patient/p1", "Practitioner/d1", "Location/r1")) {
            appointment.addParticipant().setActor(new Reference(actor)).setStatus(ParticipationStatus.ACCEPTED);
        }
        return appointment;
    }

    private static CodeableConcept coded(String system, String code, String display) {
        return new CodeableConcept()
                .addCoding(new Coding().setSystem(system).setCode(code).setDisplay(display))
                .setText(display);
    }

    private static Patient patient() {
        Patient patient = new Patient();
        patient.setId("p1");
        patient.addIdentifier()
                .setSystem("urn:oid:2.999.10.1")
                .setValue("M100")
                .getType()
                .addCoding(new Coding()
                        .setSystem("http://terminology.hl7.org/CodeSystem/v2-0203")
                        .setCode("MR"));
        patient.addName()
                .setUse(NameUse.OFFICIAL)
                .setFamily("O'Hara & Søn")
                .addGiven("Zoë")
                .addGiven("Q.");
        patient.addTelecom()
                .setSystem(ContactPointSystem.PHONE)
                .setUse(ContactPointUse.HOME)
                .setValue("+1 312 5550100");
        patient.addTelecom()
                .setSystem(ContactPointSystem.PHONE)
                .setUse(ContactPointUse.MOBILE)
                .setValue("+1 312 5550101");
        patient.addAddress()
                .addLine("1 Main St")
                .setCity("Lakeside")
                .setState("IL")
                .setPostalCode("60001");
        patient.setGender(AdministrativeGender.FEMALE);
        patient.setBirthDateElement(new DateType("1980-02-29"));
        return patient;
    }

    private static Practitioner doctor() {
        Practitioner doctor = new Practitioner();
        doctor.setId("d1");
        doctor.addIdentifier().setSystem("urn:oid:2.999.10.6").setValue("D7");
        doctor.addName().setFamily("Okafor").addGiven("Ada");
        return doctor;
    }

    private static Location room() {
        Location room = new Location();
        room.setId("r1");
        room.setName("Room 1");
        room.addIdentifier().setSystem("urn:oid:2.999.10.8").setValue("ROOM-1");
        return room;
    }
}
