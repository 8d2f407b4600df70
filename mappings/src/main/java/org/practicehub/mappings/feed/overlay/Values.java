package org.practicehub.mappings.feed.overlay;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import ca.uhn.fhir.context.RuntimeChildResourceDefinition;
import ca.uhn.fhir.parser.DataFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.EnumFactory;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.feed.Nearest;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.types.Addresses;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Telecoms;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;

/** The values of one element's type: written in a feed's file, and read from a field. */
final class Values {

    /** What FHIR says of the form of primitive types and HAPI's classes do not check. */
    private static final List<Form> FORMS = List.of(
            new Form("code", Pattern.compile("\\S+( \\S+)*")),
            new Form("id", Pattern.compile("[A-Za-z0-9.-]{1,64}")),
            new Form("unsignedInt", Pattern.compile("0|[1-9][0-9]{0,9}")),
            new Form("positiveInt", Pattern.compile("[1-9][0-9]{0,9}")),
            new Form("uri", Pattern.compile("\\S+")),
            new Form("url", Pattern.compile("\\S+")),
            new Form("canonical", Pattern.compile("\\S+")));

    private record Form(String type, Pattern pattern) {}

    private final BaseRuntimeChildDefinition child;
    private final BaseRuntimeElementDefinition<?> type;

    Values(BaseRuntimeChildDefinition child, BaseRuntimeElementDefinition<?> type) {
        this.child = child;
        this.type = type;
    }

    /** {@code string}, {@code HumanName}. */
    String typeName() {
        return type.getName();
    }

    /** The codes of the element's required binding; empty when any will do. */
    List<String> codes() {
        if (!(child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition bound)) {
            return List.of();
        }
        EnumFactory<?> factory = (EnumFactory<?>) child.getInstanceConstructorArguments();
        return Arrays.stream(bound.getBoundEnumType().getEnumConstants())
                .filter(constant -> !constant.name().equals("NULL"))
                .map(constant -> code(factory, constant))
                .toList();
    }

    @SuppressWarnings("unchecked") // the constants are of the enum that the factory makes
    private static <E extends Enum<?>> String code(EnumFactory<E> factory, Object constant) {
        return factory.toCode((E) constant);
    }

    /** Whether the value of a field can become one of these. */
    boolean isReadable() {
        return isText() || isComposite();
    }

    /** A value as a feed's file writes it. */
    IBase written(String text) throws Mistaken {
        if (type.getName().equals("Reference")) {
            return reference(text);
        }
        if (!isText()) {
            throw new Mistaken(0, "a " + type.getName() + " cannot be written as one value; name one of its parts");
        }
        if (!codes().isEmpty() && !codes().contains(text)) {
            throw new Mistaken(
                    0, "'" + text + "' is not one of " + String.join(", ", codes()) + Nearest.hint(text, codes()));
        }
        return primitive(text).orElseThrow(() -> new Mistaken(0, "'" + text + "' is no " + type.getName()));
    }

    private Reference reference(String text) throws Mistaken {
        List<String> allowed = child instanceof RuntimeChildResourceDefinition references
                ? references.getResourceTypes().stream()
                        .map(Class::getSimpleName)
                        .toList()
                : List.of();
        int slash = text.indexOf('/');
        String target = slash < 0 ? text : text.substring(0, slash);
        if (slash < 0 || !text.substring(slash + 1).matches("[A-Za-z0-9.-]{1,64}")) {
            throw new Mistaken(0, "'" + text + "' is no reference; expected one like Organization/riverside");
        }
        if (!allowed.contains(target) && !allowed.contains("IAnyResource")) {
            throw new Mistaken(
                    0, "'" + target + "' is not one of " + String.join(", ", allowed) + Nearest.hint(target, allowed));
        }
        return new Reference(text);
    }

    /** What a field says, as a value of this type; empty, and told, when it is none. */
    Optional<? extends IBase> read(Field field, Source source) {
        return switch (type.getName()) {
            case "CodeableConcept" -> Codes.concept(field, source);
            case "Coding" -> Codes.coding(field, "", source);
            case "Identifier" -> Identifiers.identifier(field, "", source);
            case "HumanName" -> Names.humanName(field, source);
            case "Address" -> Addresses.address(field, source);
            case "ContactPoint" -> Telecoms.contactPoint(field, Optional.empty(), source);
            case "date" -> Times.date(field, source);
            case "dateTime" -> Times.dateTime(field, source);
            case "instant" -> Times.moment(field, source).map(moment -> new InstantType(Times.text(moment)));
            case "markdown" -> told(primitive(field.runningText()), field, source);
            case "boolean" -> told(primitive(yesNo(Codes.inTheFeedsTerms(field, source))), field, source);
            default -> told(primitive(Codes.inTheFeedsTerms(field, source)), field, source);
        };
    }

    private Optional<IBase> told(Optional<IBase> value, Field field, Source source) {
        if (value.isEmpty()) {
            Code code = codes().isEmpty() ? Code.DATA_TYPE : Code.TABLE_VALUE;
            source.warn(code, field, "The feed's rule wants a value of another kind here; it was left out.");
        }
        return value;
    }

    private boolean isText() {
        return IPrimitiveType.class.isAssignableFrom(type.getImplementingClass())
                && !type.getName().equals("base64Binary")
                && !type.getName().equals("xhtml");
    }

    private boolean isComposite() {
        return Stream.of("CodeableConcept", "Coding", "Identifier", "HumanName", "Address", "ContactPoint")
                .anyMatch(type.getName()::equals);
    }

    private Optional<IBase> primitive(String text) {
        if (text.isEmpty()
                || !FORMS.stream()
                        .filter(form -> form.type().equals(type.getName()))
                        .allMatch(form -> form.pattern().matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            IBase value = type.newInstance(child.getInstanceConstructorArguments());
            ((IPrimitiveType<?>) value).setValueAsString(text);
            return Optional.of(value);
        } catch (DataFormatException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** HL7 table 0136, and FHIR's own words. */
    private static String yesNo(String text) {
        return switch (text) {
            case "Y" -> "true";
            case "N" -> "false";
            default -> text;
        };
    }
}
