package org.practicehub.mappings.segments;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/** RF1 → ServiceRequest, but for its status, which the event decides (5.4, R1). The guide has no map for it. */
public final class Rf1ToServiceRequest {

    /** On a ServiceRequest: what the referrer wants done afterwards. */
    public static final String DISPOSITION = "urn:x-hub:extension:referral-disposition";

    private Rf1ToServiceRequest() {}

    /** RF1-6, RF1-11 → the tokens by which a referral is known: the referrer's own before the other side's. */
    public static List<Token> identity(Segment rf1, Source source) {
        return Stream.of(
                        Identifiers.ofEntity(rf1.field(6), "PLAC", source.feed()),
                        Identifiers.ofEntity(rf1.field(11), "FILL", source.feed()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** RF1-6, RF1-11 → the identifiers of a referral, added to those it has. */
    public static void identify(Segment rf1, List<Identifier> identifiers, Source source) {
        Stream.of(
                        Identifiers.entity(rf1.field(6), "PLAC", source), // RF1-6
                        Identifiers.entity(rf1.field(11), "FILL", source)) // RF1-11
                .flatMap(Optional::stream)
                .filter(identifier -> identifiers.stream()
                        .noneMatch(present -> Tokens.of(present).equals(Tokens.of(identifier))))
                .forEach(identifiers::add);
    }

    public static void apply(Segment rf1, ServiceRequest request, Source source) {
        Patch.one(
                rf1.field(2),
                cwe -> Codes.code(cwe, "0280", source).map(ServiceRequestPriority::fromCode),
                request::setPriority); // RF1-2
        categories(rf1, request, source); // RF1-3, RF1-5
        dispositions(rf1.field(4), request, source); // RF1-4
        identify(rf1, request.getIdentifier(), source); // RF1-6, RF1-11
        period(rf1, request, source); // RF1-7, RF1-8
        authored(rf1, source).ifPresent(request::setAuthoredOnElement); // RF1-9, RF1-7
        Patch.<Quantity>one(rf1.field(15), Rf1ToServiceRequest::number, request::setQuantity); // RF1-15
    }

    /** RF1-10, RF1-14 → why, in codes and in words. */
    public static List<CodeableConcept> reasons(Segment rf1, Source source) {
        return Stream.concat(
                        concepts(rf1.field(10), "0336", source).stream(), // RF1-10
                        rf1.field(14).repetitions().flatMap(cwe -> words(cwe, source).stream())) // RF1-14
                .toList();
    }

    /** A field for words: one that has nothing else in it is no code. */
    private static Optional<CodeableConcept> words(Field cwe, Source source) {
        boolean coded = cwe.component(2).isPresent() || cwe.component(3).isPresent();
        return coded || !cwe.component(1).isPresent()
                ? Codes.concept(cwe, source)
                : Optional.of(new CodeableConcept().setText(cwe.component(1).text()));
    }

    private static void categories(Segment rf1, ServiceRequest request, Source source) {
        List<CodeableConcept> categories = new ArrayList<>();
        categories.addAll(concepts(rf1.field(3), "0281", source)); // RF1-3
        categories.addAll(concepts(rf1.field(5), "0284", source)); // RF1-5
        if (!categories.isEmpty()) {
            request.setCategory(categories);
        }
    }

    /** What the referrer wants done afterwards. R4's orderDetail would need a code beside it (invariant prr-1). */
    private static void dispositions(Field list, ServiceRequest request, Source source) {
        if (list.isPresent() || list.isCleared()) {
            request.getExtension().removeIf(extension -> DISPOSITION.equals(extension.getUrl()));
            concepts(list, "0282", source).forEach(wish -> request.addExtension(new Extension(DISPOSITION, wish)));
        }
    }

    private static void period(Segment rf1, ServiceRequest request, Source source) {
        Period period = request.hasOccurrencePeriod() ? request.getOccurrencePeriod() : new Period();
        Patch.one(rf1.field(7), dtm -> Times.dateTime(dtm, source), period::setStartElement); // RF1-7
        Patch.one(rf1.field(8), dtm -> Times.dateTime(dtm, source), period::setEndElement); // RF1-8
        Times.inOrder(period, rf1.field(8), source);
        request.setOccurrence(period.isEmpty() ? null : period);
    }

    private static Optional<DateTimeType> authored(Segment rf1, Source source) {
        return Times.dateTime(rf1.field(9), source).or(() -> Times.dateTime(rf1.field(7), source));
    }

    private static List<CodeableConcept> concepts(Field list, String table, Source source) {
        return list.repetitions()
                .flatMap(cwe -> Codes.concept(cwe, table, source).stream())
                .toList();
    }

    /** CQ: how many treatments, or units of what. */
    private static Optional<Quantity> number(Field cq) {
        return cq.component(1)
                .value()
                .filter(text -> text.matches("\\d{1,9}(\\.\\d{1,6})?"))
                .map(text -> {
                    Quantity quantity = new Quantity().setValue(new BigDecimal(text));
                    cq.component(2).ifPresent(quantity::setUnit);
                    return quantity;
                });
    }
}
