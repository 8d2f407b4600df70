package org.practicehub.mappings.feed.overlay;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import java.util.List;
import java.util.stream.IntStream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;

/**
 * One name of a path: from an element to its children of that name, or those of them that the parentheses select.
 *
 * @param child the name as HAPI defines it
 * @param type what the children are; of a choice, the type that the name says
 * @param chosen the parts by which children are selected; none: all of them
 */
record Step(BaseRuntimeChildDefinition child, BaseRuntimeElementDefinition<?> type, List<Chosen> chosen) {

    /** {@code system=fax}: a part that a selected child has, and that a new one is given. */
    record Chosen(BaseRuntimeChildDefinition part, String value, IBase fresh) {

        boolean fits(IBase element) {
            return part.getAccessor().getValues(element).stream()
                    .anyMatch(value ->
                            value instanceof IPrimitiveType<?> text && this.value.equals(text.getValueAsString()));
        }
    }

    Step {
        chosen = List.copyOf(chosen);
    }

    boolean isList() {
        return child.getMax() != 1;
    }

    boolean selects() {
        return !chosen.isEmpty();
    }

    /** Whether a new child that has only this part, and those that select it, has all that R4 wants of it. */
    boolean isCompleteWith(String part) {
        return type instanceof BaseRuntimeElementCompositeDefinition<?> composite
                && composite.getChildren().stream()
                        .filter(required -> required.getMin() > 0)
                        .allMatch(required -> required.getElementName().equals(part)
                                || chosen.stream().anyMatch(by -> by.part() == required));
    }

    List<IBase> from(IBase parent) {
        return child.getAccessor().getValues(parent).stream().filter(this::fits).toList();
    }

    private boolean fits(IBase value) {
        return type.getImplementingClass() == value.getClass()
                && chosen.stream().allMatch(part -> part.fits(value))
                && !value.isEmpty();
    }

    /** The first child, made when there is none. */
    IBase open(IBase parent) {
        List<IBase> present = from(parent);
        if (!present.isEmpty()) {
            return present.get(0);
        }
        IBase fresh = type.newInstance(child.getInstanceConstructorArguments());
        put(parent, List.of(fresh));
        return fresh;
    }

    /** Puts these in the place of the children; what is there already stays as it is. */
    void put(IBase parent, List<? extends IBase> values) {
        values.forEach(this::choose);
        List<IBase> present = from(parent);
        if (same(present, values)) {
            return;
        }
        if (!isList()) {
            child.getMutator().setValue(parent, values.get(0));
            return;
        }
        List<IBase> list = child.getAccessor().getValues(parent);
        int at = present.isEmpty() ? list.size() : index(list, present.get(0));
        remove(parent, present);
        if (at == list.size()) {
            values.forEach(value -> child.getMutator().addValue(parent, value));
        } else {
            list.addAll(at, values);
        }
    }

    private void choose(IBase value) {
        chosen.stream()
                .filter(part -> !part.fits(value))
                .forEach(part -> part.part().getMutator().setValue(value, ((Base) part.fresh()).copy()));
    }

    private static boolean same(List<IBase> present, List<? extends IBase> values) {
        return present.size() == values.size()
                && IntStream.range(0, values.size())
                        .allMatch(i -> ((Base) present.get(i)).equalsDeep((Base) values.get(i)));
    }

    void remove(IBase parent, List<IBase> values) {
        if (!isList()) {
            if (!values.isEmpty()) {
                child.getMutator().setValue(parent, null);
            }
            return;
        }
        for (IBase value : values) {
            child.getMutator().remove(parent, index(child.getAccessor().getValues(parent), value));
        }
    }

    private static int index(List<IBase> list, IBase value) {
        return IntStream.range(0, list.size())
                .filter(i -> list.get(i) == value)
                .findFirst()
                .orElse(list.size());
    }

    /** Whether a child has nothing left but what selects it. */
    boolean isSpent(IBase value) {
        for (Property property : ((Base) value).children()) {
            boolean selecting = chosen.stream()
                    .anyMatch(part -> part.part().getElementName().equals(property.getName()));
            if (!selecting && property.getValues().stream().anyMatch(part -> !part.isEmpty())) {
                return false;
            }
        }
        return true;
    }
}
