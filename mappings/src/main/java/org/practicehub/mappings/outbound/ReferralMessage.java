package org.practicehub.mappings.outbound;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactDetail;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.hl7v2.types.Systems;
import org.practicehub.mappings.outbound.OutboundReferral.Standing;
import org.practicehub.mappings.segments.AutToInsurance;

/**
 * A referral to somebody else as the message that asks them, changes what was asked, or takes it back: REF^I12, I13, I14 (5.4;
 * HL7 section 11.5). It leaves to the systems that work for those it is addressed to, and to no others.
 */
public final class ReferralMessage {

    private static final Set<String> PROCEDURES =
            Set.of("http://www.ama-assn.org/go/cpt", "http://terminology.hl7.org/CodeSystem/HCPCS");

    private final OutboundEvent event;
    private final OutboundReferral referral;
    private final Directory directory;
    private final Writer out = Writer.usual();
    private final Values values;

    private ReferralMessage(OutboundEvent event, OutboundReferral referral, Feed feed, Directory directory) {
        this.event = event;
        this.referral = referral;
        this.directory = directory;
        this.values = new Values(feed, out);
    }

    /**
     * What is to be told of a referral, if anything is.
     *
     * @param told the referral as the system was told of it; empty when it never was
     */
    public static Optional<OutboundEvent> event(
            Optional<OutboundReferral> told, OutboundReferral now, Feed feed, Directory directory) {
        Sending sending = feed.sending().orElseThrow();
        if (!sending.messages().contains("REF")) {
            return Optional.empty();
        }
        Addressees addressees = new Addressees(directory);
        Standing before = told.map(one -> one.standing(addressees.isAmong(one, sending.referralsTo())))
                .orElse(Standing.NONE);
        return switch (now.standing(addressees.isAmong(now, sending.referralsTo()))) {
            case NONE, DECIDED -> Optional.empty();
            case WITHDRAWN -> before == Standing.ASKED ? Optional.of(OutboundEvent.REF_I14) : Optional.empty();
            case ASKED ->
                before != Standing.ASKED
                        ? Optional.of(OutboundEvent.REF_I12)
                        : Optional.of(OutboundEvent.REF_I13)
                                .filter(change -> !saysTheSame(told.orElseThrow(), now, feed, directory));
        };
    }

    /**
     * The message. One that takes a referral back says again what was told: what has become of it is not for whom it no longer
     * is for.
     *
     * @param told the referral as the system was told of it; empty when it never was
     * @param at when the message is made, MSH-7
     * @param controlId MSH-10
     */
    public static byte[] of(
            OutboundEvent event,
            Optional<OutboundReferral> told,
            OutboundReferral now,
            Feed feed,
            Directory directory,
            Instant at,
            String controlId) {
        OutboundReferral referral = event == OutboundEvent.REF_I14
                ? told.map(before -> takenBack(before, now, new Receiver(feed))).orElse(now)
                : now;
        ReferralMessage message = new ReferralMessage(event, referral, feed, directory);
        Charset charset = SendingToMsh.write(event, feed, message.values, message.out, at, controlId);
        message.body();
        return message.out.message().getBytes(charset);
    }

    /** What was told, under the number that the receiver has given it since. */
    private static OutboundReferral takenBack(OutboundReferral told, OutboundReferral now, Receiver receiver) {
        ServiceRequest request = told.request().copy();
        request.setIdentifier(Stream.concat(
                        now.request().getIdentifier().stream().filter(number -> receiver.knows(number.getSystem())),
                        request.getIdentifier().stream().filter(number -> !receiver.knows(number.getSystem())))
                .toList());
        return new OutboundReferral(request, told.task());
    }

    /** Numbers and the receiver's own decision apart, which are told to the hub and not by it. */
    private static boolean saysTheSame(OutboundReferral told, OutboundReferral now, Feed feed, Directory directory) {
        ServiceRequest then = told.request().copy().setIdentifier(now.request().getIdentifier());
        then.setId(now.request().getIdElement());
        OutboundReferral before = new OutboundReferral(
                then, told.task().copy().setStatus(now.task().getStatus()));
        return text(before, feed, directory).equals(text(now, feed, directory));
    }

    private static String text(OutboundReferral referral, Feed feed, Directory directory) {
        ReferralMessage message = new ReferralMessage(OutboundEvent.REF_I13, referral, feed, directory);
        message.body();
        return message.out.message();
    }

    private void body() {
        ServiceRequest request = referral.request();
        ServiceRequestToRf1.write(event, referral, values, out);
        request.getInsurance().stream()
                .filter(AutToInsurance::isAuthorization)
                .forEach(authorization -> InsuranceToAut.write(authorization, values, out));
        providers(request);
        directory.find(request.getSubject(), Patient.class).ifPresent(one -> PatientToPid.write(one, 1, values, out));
        coverages(request);
        reasons(request);
        services(request);
        directory
                .find(request.getEncounter(), Encounter.class)
                .ifPresent(visit -> EncounterToPv1.write(visit, directory, values, out));
        AnnotationToNte.write(request.getNote(), directory, values, out);
    }

    /** Who refers, with the people to call; to whom; and who else treats the patient. */
    private void providers(ServiceRequest request) {
        ProviderToPrd prd = new ProviderToPrd(directory, values, out);
        if (request.hasRequester()) {
            prd.write(request.getRequester(), role("RP", "Referring Provider"));
        }
        for (ParameterComponent input : referral.task().getInput()) {
            if (input.getValue() instanceof ContactDetail contact) {
                ContactDetailToCtd.write(contact, input.getType(), values, out);
            }
        }
        Addressees.of(referral).forEach(one -> prd.write(one, role("RT", "Referred to Provider")));
        for (ParameterComponent input : referral.task().getInput()) {
            if (input.getValue() instanceof Reference other && isProvider(input.getType())) {
                prd.write(other, input.getType());
            }
        }
    }

    private static CodeableConcept role(String code, String display) {
        return new CodeableConcept().addCoding(new Coding(Systems.v2("0286"), code, display));
    }

    private static boolean isProvider(CodeableConcept role) {
        return role.getCoding().stream().anyMatch(coding -> Systems.v2("0286").equals(coding.getSystem()));
    }

    private void coverages(ServiceRequest request) {
        int set = 1;
        for (Reference insurance : request.getInsurance()) {
            Optional<Coverage> coverage = directory.find(insurance, Coverage.class);
            if (coverage.isPresent()) {
                CoverageToIn1.write(coverage.get(), set++, directory, values, out);
            }
        }
    }

    /** DG1: in codes, and where there are none in words. */
    private void reasons(ServiceRequest request) {
        int set = 1;
        for (CodeableConcept reason : request.getReasonCode()) {
            if (!ServiceRequestToRf1.isReferralReason(reason)) {
                out.segment(
                        "DG1",
                        List.of(
                                Integer.toString(set++), // DG1-1
                                "",
                                values.coded(reason, "DG1-3", ""))); // DG1-3
            }
        }
    }

    /** What is asked for, the first first: procedures of the billing codes as PR1, from the first other on as OBR. */
    private void services(ServiceRequest request) {
        List<CodeableConcept> services = Stream.concat(
                        Stream.of(request.getCode()).filter(code -> !code.isEmpty()), request.getOrderDetail().stream())
                .toList();
        int procedures =
                (int) services.stream().takeWhile(ReferralMessage::isProcedure).count();
        for (int i = 0; i < procedures; i++) {
            out.segment(
                    "PR1",
                    List.of(
                            Integer.toString(i + 1), // PR1-1
                            "",
                            values.coded(services.get(i), "PR1-3", ""))); // PR1-3
        }
        for (int i = procedures; i < services.size(); i++) {
            out.segment(
                    "OBR",
                    List.of(
                            Integer.toString(i - procedures + 1), // OBR-1
                            "",
                            "",
                            values.coded(services.get(i), "OBR-4", ""))); // OBR-4
        }
    }

    private static boolean isProcedure(CodeableConcept service) {
        return service.getCoding().stream()
                .anyMatch(coding -> coding.getSystem() != null && PROCEDURES.contains(coding.getSystem()));
    }
}
