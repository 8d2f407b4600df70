package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.message;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Account.AccountStatus;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PaymentReconciliation;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.practicehub.mappings.golden.TestJson;
import org.practicehub.mappings.record.Translation;

/** Charges, credits and accounts as they are told message by message, in order and out of it (F2 to F4, G16, G18). */
class ChargeSequenceTest {

    private static final String PID =
            "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena^^^^^L||19840317|F||||||||||AC1^^^LFP-ACCT^AN";
    private static final String PV1 = "PV1|1|O" + "|".repeat(17) + "V1^^^LFP-VISIT^VN";
    private static final String SELF = "GT1|1||Rivera^Elena^^^^^L||||||||SEL";
    private static final String MOTHER = "GT1|1||Santos^Lucia^^^^^L||||||||MTH";

    private static final String[] ARRIVED = message("ADT^A04", "0855", PID, PV1, SELF, in1("BCIL", 1));
    private static final String[] NEVER_WAS = message("ADT^A11", "0858", PID, PV1);
    private static final String[] CHARGED = message("DFT^P03", "1000", PID, PV1, ft1("T1", "CG", "95.00", "99213"));
    private static final String[] MORE = message("DFT^P03", "1005", PID, PV1, ft1("T2", "CG", "20.50", "83036"));
    private static final String[] ALL_BACK = message("DFT^P03", "1010", PID, PV1, ft1("T1", "CD", "95.00", "99213"));
    private static final String[] SOME_BACK = message("DFT^P03", "1011", PID, PV1, ft1("T1", "CR", "30.00", "99213"));
    private static final String[] PAID = message("DFT^P03", "1015", PID, PV1, ft1("T3", "PY", "25.00", ""));

    private static final String[] OPENED =
            message("BAR^P01", "0800", PID, PV1, "DG1|1||I10^^I10", SELF, in1("BCIL", 1), in1("OTHER", 2));
    private static final String[] CHANGED = message("BAR^P05", "0900", PID, PV1, MOTHER, in1("BCIL", 1));
    private static final String[] CLOSED = message("BAR^P06", "1200", PID, PV1);

    private static String ft1(String number, String type, String amount, String code) {
        return "FT1|1|" + number + "||20261123||" + type + "|||||" + amount + "|".repeat(14) + code + "^^C4";
    }

    private static String in1(String payer, int order) {
        return "IN1|" + order + "|PPO|" + payer + "^^^LFP-PAYER|" + payer + "|".repeat(13) + "SEL|||||" + order
                + "|".repeat(14) + "M-" + payer;
    }

    private final Wire wire = new Wire();

    @Test
    void addsUpWhatIsCharged() {
        List.of(ARRIVED, CHARGED, MORE).forEach(wire::receive);

        Claim claim = wire.only(Claim.class);
        assertThat(claim.getStatus()).isEqualTo(ClaimStatus.DRAFT);
        assertThat(claim.getItem()).hasSize(2);
        assertThat(claim.getTotal().getValue()).isEqualTo(new BigDecimal("115.50"));
        assertThat(claim.getTotal().getCurrency()).isEqualTo("USD");
        assertThat(claim.getInsurance().get(0).getCoverage().getReference()).startsWith("Coverage/");
    }

    /** F4: the sender starts over, or an operator replays. */
    @Test
    void countsOnceWhatIsSentTwice() {
        List<String[]> all = List.of(ARRIVED, CHARGED, MORE, ALL_BACK, SOME_BACK, PAID);
        all.forEach(wire::receive);
        List<String> before = wire.versions();

        all.forEach(wire::receive);
        for (int n = 1; n <= all.size(); n++) {
            assertThat(wire.replay(n).changes()).as("message %d", n).isEmpty();
        }

        assertThat(wire.versions()).isEqualTo(before);
    }

    /** F4: the sender sends it again under another control id. */
    @Test
    void knowsAChargeAgainByItsNumber() {
        wire.receive(CHARGED);
        String[] again = CHARGED.clone();
        again[0] = again[0].replace("DFT^P031000|P", "OTHER|P");

        wire.receive(again);

        wire.only(ChargeItem.class);
        assertThat(wire.only(Claim.class).getTotal().getValue()).isEqualTo(new BigDecimal("95.00"));
    }

    @Test
    void takesBackAll() {
        List.of(CHARGED, MORE, ALL_BACK).forEach(wire::receive);

        assertThat(wire.all(ChargeItem.class))
                .extracting(ChargeItem::getStatus)
                .containsExactlyInAnyOrder(ChargeItemStatus.ENTEREDINERROR, ChargeItemStatus.BILLABLE);
        assertThat(wire.only(Claim.class).getTotal().getValue()).isEqualTo(new BigDecimal("20.50"));
    }

    @Test
    void takesBackAPart() {
        List.of(CHARGED, SOME_BACK).forEach(wire::receive);

        assertThat(wire.all(ChargeItem.class))
                .filteredOn(ChargeItem::hasPartOf)
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.getStatus()).isEqualTo(ChargeItemStatus.BILLABLE);
                    assertThat(part.getPriceOverride().getValue()).isEqualTo(new BigDecimal("-30.00"));
                });
        assertThat(wire.only(Claim.class).getTotal().getValue()).isEqualTo(new BigDecimal("65.00"));
    }

    @Test
    void chargesNoPayment() {
        wire.receive(PAID);

        assertThat(wire.all(ChargeItem.class)).isEmpty();
        assertThat(wire.only(PaymentReconciliation.class).getPaymentAmount().getValue())
                .isEqualTo(new BigDecimal("25.00"));
    }

    static Stream<List<String[]>> orders() {
        return Stream.of(
                        List.of(CHARGED, ALL_BACK),
                        List.of(CHARGED, SOME_BACK),
                        List.of(CHARGED, MORE, ALL_BACK),
                        List.of(ARRIVED, CHARGED),
                        List.of(ARRIVED, CHARGED, MORE),
                        List.of(NEVER_WAS, CHARGED),
                        List.of(OPENED, CHANGED, CLOSED),
                        List.of(OPENED, CHARGED, CLOSED))
                .flatMap(ChargeSequenceTest::permutations);
    }

    /** G18: what is left of charges, claims and accounts is the same in every order, to the last element. */
    @ParameterizedTest
    @MethodSource("orders")
    void comesOutTheSameInEveryOrder(List<String[]> order) {
        order.forEach(wire::receive);

        Wire inOrder = new Wire();
        order.stream()
                .sorted((a, b) -> a[1].substring(7).compareTo(b[1].substring(7)))
                .forEach(inOrder::receive);
        assertThat(state(wire)).isEqualTo(state(inOrder));
    }

    @Test
    void changesAnAccountAsBarSays() {
        List.of(OPENED, CHANGED, CLOSED).forEach(wire::receive);

        Account account = wire.only(Account.class);
        assertThat(account.getStatus()).isEqualTo(AccountStatus.INACTIVE);
        assertThat(account.getServicePeriod().getStartElement().getValueAsString())
                .contains("T08:00");
        assertThat(account.getServicePeriod().getEndElement().getValueAsString())
                .contains("T12:00");
        assertThat(account.getGuarantor()).singleElement().satisfies(guarantor -> assertThat(
                        guarantor.getParty().getReference())
                .startsWith("RelatedPerson/"));
        assertThat(account.getCoverage()).hasSize(1);
    }

    /** P06: no new charges, whatever is still owed. */
    @Test
    void takesNoChargeAfterTheEnd() {
        wire.receive(CLOSED);

        Translation late = wire.receive(message("DFT^P03", "1300", PID, PV1, ft1("T9", "CG", "1.00", "99213")));

        assertThat(late.hold()).isPresent();
        assertThat(wire.all(ChargeItem.class)).isEmpty();
    }

    /** F3: a charge after submission is a work item, and the claim stays as it was sent. */
    @Test
    void leavesASubmittedClaimAlone() {
        wire.receive(CHARGED);
        Claim sent = wire.only(Claim.class).copy();
        sent.setStatus(ClaimStatus.ACTIVE).getMeta().setVersionId("2");
        wire.record().with(sent);

        wire.receive(MORE);
        wire.receive(MORE);

        assertThat(wire.only(Claim.class).equalsDeep(sent)).isTrue();
        assertThat(wire.only(Task.class).getFocus().getReference()).isEqualTo("Claim/" + sent.getIdPart());
        assertThat(wire.all(ChargeItem.class)).hasSize(2);
    }

    /** F3: what somebody did to a line of a draft stays when another charge comes. */
    @Test
    void leavesLinesThatSomebodyHasWorkedOn() {
        wire.receive(CHARGED);
        Claim worked = wire.only(Claim.class).copy();
        worked.getItem().get(0).addModifier().setText("25");
        worked.getMeta().setVersionId("2");
        wire.record().with(worked);

        wire.receive(MORE);

        assertThat(wire.only(Claim.class).getItem().get(0).getModifier()).hasSize(1);
        assertThat(wire.only(Claim.class).getItem()).hasSize(2);
    }

    /** M2: what was charged to one patient is the other's. */
    @Test
    void movesWithThePatient() {
        List.of(ARRIVED, CHARGED).forEach(wire::receive);
        String[] merge =
                message("ADT^A40", "1300", "PID|1||100777^^^LFP-MRN^MR||Rivera^Elena", "MRG|100234^^^LFP-MRN^MR");
        wire.receive(merge);
        wire.receive(CHARGED);
        wire.receive(MORE);

        String kept = wire.all(Patient.class).stream()
                .filter(Patient::getActive)
                .map(patient -> "Patient/" + patient.getIdPart())
                .findFirst()
                .orElseThrow();
        assertThat(wire.only(Account.class).getSubject().get(0).getReference()).isEqualTo(kept);
        assertThat(wire.only(Claim.class).getPatient().getReference()).isEqualTo(kept);
        assertThat(wire.all(ChargeItem.class))
                .hasSize(2)
                .allMatch(charge -> kept.equals(charge.getSubject().getReference()));
    }

    @Test
    void flagsTheChargesOfAVisitThatNeverWas() {
        List.of(ARRIVED, CHARGED, message("ADT^A11", "1100", PID, PV1)).forEach(wire::receive);

        assertThat(wire.only(Encounter.class).getStatus()).isEqualTo(EncounterStatus.CANCELLED);
        assertThat(wire.only(ChargeItem.class).hasExtension("urn:x-hub:extension:visit-cancelled"))
                .isTrue();
        assertThat(wire.only(Claim.class).hasExtension("urn:x-hub:extension:visit-cancelled"))
                .isTrue();
        assertThat(wire.only(Claim.class).getItem()).hasSize(1);
    }

    /**
     * All that is there but how it came: without versions and Provenance, and without coverages and payers of which nothing
     * is left but that an older group once had them.
     */
    private static List<String> state(Wire wire) {
        return wire.record().all().stream()
                .filter(resource -> !(resource instanceof Provenance) && !(resource instanceof Organization))
                .filter(resource -> !(resource instanceof org.hl7.fhir.r4.model.Coverage coverage)
                        || coverage.getStatus() == org.hl7.fhir.r4.model.Coverage.CoverageStatus.ACTIVE)
                .map(ChargeSequenceTest::withoutVersion)
                .map(TestJson::compact)
                .toList();
    }

    private static Resource withoutVersion(Resource resource) {
        Resource copy = resource.copy();
        copy.getMeta().setVersionId(null);
        copy.setId(copy.getIdPart());
        return copy;
    }

    private static <T> Stream<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return Stream.of(List.of());
        }
        return items.stream().flatMap(first -> {
            List<T> rest = new ArrayList<>(items);
            rest.remove(first);
            return permutations(rest)
                    .map(tail -> Stream.concat(Stream.of(first), tail.stream()).toList());
        });
    }
}
