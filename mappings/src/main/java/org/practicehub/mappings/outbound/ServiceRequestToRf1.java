package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.hl7v2.types.Systems;
import org.practicehub.mappings.segments.Rf1ToServiceRequest;

/** ServiceRequest → RF1 (HL7 section 11.6.1), the way back of R1. */
final class ServiceRequestToRf1 {

    private ServiceRequestToRf1() {}

    static void write(OutboundEvent event, OutboundReferral referral, Values values, Writer out) {
        ServiceRequest request = referral.request();
        String[] rf1 = new String[15];
        Arrays.fill(rf1, "");
        rf1[0] = status(event, referral, out); // RF1-1
        rf1[1] = Optional.ofNullable(request.getPriority())
                .map(priority -> priority(priority, out))
                .orElse(""); // RF1-2
        rf1[2] = categories(request, category -> !isOf("0284", category), "RF1-3", "0281", values); // RF1-3
        rf1[3] = values.coded(dispositions(request), "RF1-4", "0282"); // RF1-4
        rf1[4] = categories(request, category -> isOf("0284", category), "RF1-5", "0284", values); // RF1-5
        rf1[5] = values.entity(Sending.OWN_IDS, request.getIdElement().getIdPart()); // RF1-6
        if (request.getOccurrence() instanceof Period period) {
            rf1[6] = period.hasStart() ? values.time(period.getStartElement()) : ""; // RF1-7
            rf1[7] = period.hasEnd() ? values.time(period.getEndElement()) : ""; // RF1-8
        } else if (request.getOccurrence() instanceof DateTimeType at) {
            rf1[6] = values.time(at); // RF1-7
        }
        rf1[8] = request.hasAuthoredOn() ? values.time(request.getAuthoredOnElement()) : ""; // RF1-9
        rf1[9] = values.coded(
                request.getReasonCode().stream()
                        .filter(ServiceRequestToRf1::isReferralReason)
                        .toList(),
                "RF1-10",
                "0336"); // RF1-10
        rf1[10] = external(request, values)
                .map(number -> values.entity(number.getSystem(), number.getValue()))
                .orElse(""); // RF1-11
        rf1[14] = request.getQuantity() instanceof Quantity number && number.getValue() != null
                ? out.parts(Values.number(number.getValue()), number.getUnit())
                : ""; // RF1-15
        out.segment("RF1", List.of(rf1));
    }

    /** Why a referral is made in the words of HL7 table 0336; what the patient has is DG1's to say. */
    static boolean isReferralReason(CodeableConcept reason) {
        return isOf("0336", reason);
    }

    /** What the receiver decided is theirs to say; that nobody is asked any more the table has no word for. */
    private static String status(OutboundEvent event, OutboundReferral referral, Writer out) {
        if (event == OutboundEvent.REF_I14) {
            return "";
        }
        TaskStatus status = referral.task().getStatus();
        return status == TaskStatus.ACCEPTED || status == TaskStatus.INPROGRESS
                ? out.parts("A", "Accepted", "HL70283")
                : out.parts("P", "Pending", "HL70283");
    }

    /** HL7 table 0280 has no "urgent": the next that is not slower is said. */
    private static String priority(ServiceRequestPriority priority, Writer out) {
        return switch (priority) {
            case STAT -> out.parts("S", "STAT", "HL70280");
            case ASAP, URGENT -> out.parts("A", "ASAP", "HL70280");
            case ROUTINE -> out.parts("R", "Routine", "HL70280");
            case NULL -> "";
        };
    }

    private static String categories(
            ServiceRequest request, Predicate<CodeableConcept> which, String field, String table, Values values) {
        return values.coded(request.getCategory().stream().filter(which).toList(), field, table);
    }

    private static List<CodeableConcept> dispositions(ServiceRequest request) {
        return request.getExtensionsByUrl(Rf1ToServiceRequest.DISPOSITION).stream()
                .map(Extension::getValue)
                .filter(CodeableConcept.class::isInstance)
                .map(CodeableConcept.class::cast)
                .toList();
    }

    /** The number that the receiver gave it, or somebody else who has it. */
    private static Optional<Identifier> external(ServiceRequest request, Values values) {
        return values.number(request.getIdentifier().stream()
                .filter(identifier -> identifier.getSystem() != null
                        && !identifier.getSystem().equals(Sending.OWN_IDS))
                .filter(identifier ->
                        identifier.getType().getCoding().stream().anyMatch(coding -> "FILL".equals(coding.getCode())))
                .toList());
    }

    private static boolean isOf(String table, CodeableConcept concept) {
        return concept.getCoding().stream().anyMatch(coding -> Systems.v2(table).equals(coding.getSystem()));
    }
}
