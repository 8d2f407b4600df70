package org.practicehub.mappings.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
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

/** Referrals to others: which leave, as what, and that they are the same referrals there (5.4; 5.7, recipe 6). */
class ReferralMessageTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final OutboundGolden GOLDEN = OutboundGolden.named("REF_I12/typical");

    private final Feed feed = TestFeeds.named("hears");

    @Test
    void aReferralIsTheSameReferralElsewhere() {
        MemoryRecord there = elsewhere();

        apply(text(OutboundEvent.REF_I12, GOLDEN.referral()), there);

        ServiceRequest ours = GOLDEN.referral().request();
        ServiceRequest theirs = only(ServiceRequest.class, there);
        assertThat(theirs.getIdentifier()).singleElement().satisfies(number -> assertThat(number.getValue())
                .isEqualTo("r1"));
        same(List.of(bare(theirs)), List.of(bare(ours)));
        Task task = only(Task.class, there);
        assertThat(task.getStatus()).isEqualTo(TaskStatus.REQUESTED);
        assertThat(task.getOwner().getReference()).isEqualTo("PractitionerRole/k1");
        same(task.getInput().subList(0, 2), GOLDEN.referral().task().getInput());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a|b^c~d\\e&f#g\nsecond line", "李小龍 Ελένη Łukasiewicz", "emoji 🩺", "\\X41\\ and \\.br\\"})
    void textsComeThroughWhole(String text) {
        MemoryRecord there = elsewhere();
        OutboundReferral referral = GOLDEN.referral();
        referral.request().getNoteFirstRep().setText(text);
        referral.request().getReasonCode().get(2).setText(text.replace('\n', ' '));

        apply(text(OutboundEvent.REF_I12, referral), there);

        ServiceRequest theirs = only(ServiceRequest.class, there);
        assertThat(theirs.getNoteFirstRep().getText()).isEqualTo(text);
        assertThat(theirs.getReasonCode().get(2).getText()).isEqualTo(text.replace('\n', ' '));
    }

    /** I13 and I14 find it by the hub's own number, and so does the answer the way back. */
    @Test
    void itIsChangedAndTakenBackElsewhereAndAnsweredHere() {
        MemoryRecord there = elsewhere();
        apply(text(OutboundEvent.REF_I12, GOLDEN.referral()), there);
        OutboundReferral changed = GOLDEN.referral();
        changed.request().setPriority(ServiceRequestPriority.ROUTINE);
        apply(text(OutboundEvent.REF_I13, changed), there);
        assertThat(only(ServiceRequest.class, there).getPriority()).isEqualTo(ServiceRequestPriority.ROUTINE);

        changed.request().setStatus(ServiceRequestStatus.REVOKED);
        apply(text(OutboundEvent.REF_I14, changed), there);

        assertThat(only(ServiceRequest.class, there).getStatus()).isEqualTo(ServiceRequestStatus.REVOKED);
        assertThat(only(Task.class, there).getStatus()).isEqualTo(TaskStatus.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource({"A,ACCEPTED", "R,REJECTED", "P,RECEIVED", "E,COMPLETED"})
    void theAnswerMovesTheTaskAndBringsTheirNumber(String said, TaskStatus status) {
        MemoryRecord here = new MemoryRecord();
        GOLDEN.resources().forEach(here::with);

        apply(
                "MSH|^~\\&|HEARS|L|PRACTICE_HUB|L|20261123160000-0600||RRI^I12^RRI_I12|R1|P|2.5.1||||||UNICODE UTF-8\r"
                        + "MSA|AA|HUB-1\rRF1|" + said + "|||||r1^PRACTICE_HUB|||||X-100^LFP-PLACER\r",
                here);

        assertThat(only(Task.class, here).getStatus()).isEqualTo(status);
        assertThat(only(ServiceRequest.class, here).getIdentifier())
                .singleElement()
                .satisfies(number -> assertThat(number.getValue()).isEqualTo("X-100"));
        OutboundReferral now = new OutboundReferral(only(ServiceRequest.class, here), only(Task.class, here));
        assertThat(event(Optional.of(GOLDEN.referral()), now)).isEmpty();
        assertThat(text(OutboundEvent.REF_I13, now)).contains("|X-100^LFP-PLACER|");
    }

    @ParameterizedTest
    @CsvSource({
        "'', active/requested, REF_I12",
        "'', draft/requested, ''",
        "'', active/draft, ''",
        "'', revoked/requested, ''",
        "'', active/rejected, ''",
        "active/requested, active/received, ''",
        "active/requested, active/accepted, ''",
        "active/requested, on-hold/requested, ''",
        "active/requested, completed/completed, ''",
        "active/requested, revoked/rejected, ''",
        "active/requested, revoked/requested, REF_I14",
        "active/accepted, entered-in-error/accepted, REF_I14",
        "active/requested, active/cancelled, REF_I14",
        "revoked/requested, revoked/cancelled, ''",
        "revoked/cancelled, active/requested, REF_I12"
    })
    void followsOrderAndTask(String told, String now, String event) {
        Optional<OutboundReferral> before = told.isEmpty() ? Optional.empty() : Optional.of(referral(told));

        assertThat(event(before, referral(now))).isEqualTo(event);
    }

    @Test
    void tellsWhatAMessageCanSayAndNothingElse() {
        OutboundReferral sooner = GOLDEN.referral();
        sooner.request().setPriority(ServiceRequestPriority.ASAP);
        OutboundReferral called = GOLDEN.referral();
        called.task().getInputFirstRep().setValue(new org.hl7.fhir.r4.model.ContactDetail().setName("Somebody else"));
        OutboundReferral desk = GOLDEN.referral();
        desk.task().addNote().setText("Called twice");
        desk.task().setOwner(new Reference("Practitioner/desk"));
        desk.request().addIdentifier().setSystem("urn:x").setValue("9");
        desk.request().getMeta().setVersionId("7");

        assertThat(event(Optional.of(GOLDEN.referral()), sooner)).isEqualTo("REF_I13");
        assertThat(event(Optional.of(GOLDEN.referral()), called)).isEqualTo("REF_I13");
        assertThat(event(Optional.of(GOLDEN.referral()), desk)).isEmpty();
    }

    /** By whichever of their names the feed knows them; the practice's own, and nobody's, stay here. */
    @ParameterizedTest
    @CsvSource({
        "PractitionerRole/k1, REF_I12",
        "Organization/knees, REF_I12",
        "Practitioner/okafor, ''",
        "Practitioner/d1, ''",
        "'', ''"
    })
    void leavesToWhomTheSystemWorksFor(String performer, String event) {
        OutboundReferral referral = GOLDEN.referral();
        referral.request().getPerformer().clear();
        if (!performer.isEmpty()) {
            referral.request().addPerformer(new Reference(performer));
        }

        assertThat(event(Optional.empty(), referral)).isEqualTo(event);
    }

    @Test
    void knowsAnAddresseeByNumberAndWhereNobodyIsNamedByTheTasksOwner() {
        OutboundReferral referral = GOLDEN.referral();
        referral.request().getPerformer().clear();
        Reference named = new Reference();
        named.getIdentifier().setSystem("http://hl7.org/fhir/sid/us-npi").setValue("1234567893");
        referral.task().setOwner(named);

        assertThat(event(Optional.empty(), referral)).isEqualTo("REF_I12");
    }

    @Test
    void isTakenBackFromWhomItIsAddressedToNoLonger() {
        OutboundReferral elsewhere = GOLDEN.referral();
        elsewhere.request().getPerformer().get(0).setReference("Practitioner/d1");

        assertThat(event(Optional.of(GOLDEN.referral()), elsewhere)).isEqualTo("REF_I14");
    }

    /** Whom it is for now, and why, is not for whom it was for before; their own number, which came later, is. */
    @Test
    void whoIsNoLongerAskedHearsNothingNew() {
        OutboundReferral elsewhere = GOLDEN.referral();
        elsewhere.request().getPerformer().get(0).setReference("Practitioner/d1");
        elsewhere.request().addReasonCode().setText("Something new");
        elsewhere.request().getNoteFirstRep().setText("Only for them");
        elsewhere
                .task()
                .addInput()
                .setType(elsewhere.task().getInputFirstRep().getType())
                .setValue(new org.hl7.fhir.r4.model.ContactDetail().setName("Their desk"));
        elsewhere.request().addIdentifier(filler("urn:oid:2.999.10.4", "X-100"));
        elsewhere.request().addIdentifier(filler("urn:elsewhere", "BX-9"));

        String takenBack = text(OutboundEvent.REF_I14, Optional.of(GOLDEN.referral()), elsewhere);

        String told = text(OutboundEvent.REF_I14, GOLDEN.referral());
        assertThat(without(takenBack, "RF1")).isEqualTo(without(told, "RF1"));
        assertThat(takenBack).contains("|X-100^LFP-PLACER").doesNotContain("BX-9");
    }

    private static Identifier filler(String system, String value) {
        Identifier filler = new Identifier().setSystem(system).setValue(value);
        filler.getType().addCoding().setCode("FILL");
        return filler;
    }

    private static String without(String message, String segment) {
        return message.replaceAll("\\r" + segment + "[^\\r]*", "");
    }

    private String event(Optional<OutboundReferral> told, OutboundReferral now) {
        return ReferralMessage.event(told, now, feed, GOLDEN.directory())
                .map(Enum::name)
                .orElse("");
    }

    private static OutboundReferral referral(String status) {
        OutboundReferral referral = GOLDEN.referral();
        referral.request().setStatus(ServiceRequestStatus.fromCode(status.split("/")[0]));
        referral.task().setStatus(TaskStatus.fromCode(status.split("/")[1]));
        return referral;
    }

    private static MemoryRecord elsewhere() {
        return GOLDEN.elsewhere(List.of(ServiceRequest.class, Task.class));
    }

    private String text(OutboundEvent event, OutboundReferral referral) {
        return text(event, Optional.empty(), referral);
    }

    private String text(OutboundEvent event, Optional<OutboundReferral> told, OutboundReferral now) {
        return new String(ReferralMessage.of(event, told, now, feed, GOLDEN.directory(), NOW, "HUB-1"), UTF_8);
    }

    private void apply(String text, MemoryRecord record) {
        Message message = ((Reading.Read) Message.read(text.getBytes(UTF_8), UTF_8)).message();
        Context context = new Context(feed, NOW, record.all().size() + 1L, "m");
        Translation translation = Translations.of(message).orElseThrow().translate(message, context, record);
        assertThat(translation.hold()).isEmpty();
        record.apply(translation, context);
    }

    /** What was said of it: numbers and ids are each side's own. */
    private static ServiceRequest bare(ServiceRequest request) {
        ServiceRequest copy = request.copy();
        copy.setId((String) null);
        copy.setMeta(null);
        copy.setIdentifier(null);
        return copy;
    }

    private static void same(List<? extends Base> those, List<? extends Base> these) {
        assertThat(those).hasSameSizeAs(these);
        for (int i = 0; i < those.size(); i++) {
            assertThat(those.get(i).equalsDeep(these.get(i)))
                    .as("%s%n%s", those.get(i), these.get(i))
                    .isTrue();
        }
    }

    private static <T extends Resource> T only(Class<T> type, MemoryRecord record) {
        List<T> all =
                record.all().stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
