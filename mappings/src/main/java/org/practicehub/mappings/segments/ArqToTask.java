package org.practicehub.mappings.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactDetail;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Names;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Telecoms;

/** ARQ and APR → what the desk's Task says of a request beside what is asked: how urgent, whom to call, what would be liked. */
public final class ArqToTask {

    private static final String CONTACT = "Contact";
    private static final String ENTERED_BY = "Entered by";
    private static final String REPEATS = "To be repeated";
    private static final String PREFERENCE = "Preference";

    private ArqToTask() {}

    public static void apply(Message message, Task task, Source source) {
        Segment arq = message.one("ARQ");
        Patch.one(arq.field(4), ei -> Identifiers.entity(ei, "", source), task::setGroupIdentifier); // ARQ-4
        Patch.one(
                arq.field(12),
                code -> Codes.code(code, "0485", source).map(TaskPriority::fromCode),
                task::setPriority); // ARQ-12
        if (!task.hasPriority()) {
            task.setPriority(TaskPriority.ROUTINE);
        }
        replace(CONTACT, contact(arq.field(15), arq.field(16), source), task); // ARQ-15, ARQ-16
        replace(ENTERED_BY, contact(arq.field(19), arq.field(20), source), task); // ARQ-19, ARQ-20
        replace(REPEATS, repeats(arq), task); // ARQ-13, ARQ-14
        replace(PREFERENCE, message.each("APR").flatMap(ArqToTask::preferences).toList(), task); // APR
    }

    /** An input of the Task, named in words. */
    public static ParameterComponent input(String name, Type value) {
        return new ParameterComponent(new CodeableConcept().setText(name), value);
    }

    /** Whether two lists of inputs say the same in the same order. */
    public static boolean areSame(List<ParameterComponent> before, List<ParameterComponent> now) {
        return before.size() == now.size()
                && IntStream.range(0, now.size()).allMatch(n -> before.get(n).equalsDeep(now.get(n)));
    }

    /** What is sent is all there is of that name; what is not sent stays (G6, G7). */
    private static void replace(String name, List<? extends Type> values, Task task) {
        List<ParameterComponent> sent =
                values.stream().map(value -> input(name, value)).toList();
        List<ParameterComponent> others = new ArrayList<>(task.getInput());
        List<ParameterComponent> present = others.stream()
                .filter(input -> name.equals(input.getType().getText()))
                .toList();
        if (!sent.isEmpty() && !areSame(present, sent)) {
            others.removeIf(input -> name.equals(input.getType().getText()));
            others.addAll(sent);
            task.setInput(others);
        }
    }

    private static List<ContactDetail> contact(Field xcn, Field xtn, Source source) {
        ContactDetail contact = new ContactDetail();
        Names.ofPerson(xcn.repetition(1)).map(HumanName::getNameAsSingleString).ifPresent(contact::setName);
        Telecoms.telecoms(xtn, Optional.of(ContactPointUse.WORK), source).forEach(contact::addTelecom);
        return contact.isEmpty() ? List.of() : List.of(contact);
    }

    /** A series is not expanded: it is told, as it was sent, to whoever plans it. */
    private static List<StringType> repeats(Segment arq) {
        return Stream.of(arq.field(13).value(), arq.field(14).value())
                .flatMap(Optional::stream)
                .map(StringType::new)
                .toList();
    }

    /** APR-1, APR-2, APR-3, APR-5: what is to be looked at, and what it should be (tables 0294 and the like). */
    private static Stream<StringType> preferences(Segment apr) {
        return Stream.of(1, 2, 3, 5)
                .flatMap(field -> apr.field(field).repetitions())
                .map(scv -> String.join(
                                " ", scv.component(1).text(), scv.component(2).text())
                        .strip())
                .filter(text -> !text.isEmpty())
                .map(StringType::new);
    }
}
