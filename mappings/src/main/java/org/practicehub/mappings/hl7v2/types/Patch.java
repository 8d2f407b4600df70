package org.practicehub.mappings.hl7v2.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.hl7v2.Field;

/**
 * What a field does to a present resource: absent leaves alone, {@code ""} deletes, a value sets (G6); a list that is there
 * is the whole new list (G7). A value that cannot be read leaves alone too: what was wrong has been noted.
 */
public final class Patch {

    /** How far back a value is looked for before it is added: nobody has more names, and a hostile message must not stall. */
    private static final int COMPARED = 100;

    private Patch() {}

    /** A field with one value. The setter is given null to delete. */
    public static <T> void one(Field field, Function<Field, ? extends Optional<? extends T>> type, Consumer<T> set) {
        switch (presence(field)) {
            case LEAVE -> {}
            case DELETE -> set.accept(null);
            case SET -> type.apply(field).ifPresent(set);
        }
    }

    /** A field whose values are a whole list. */
    public static <T> void list(Field field, Function<Field, List<T>> type, Consumer<List<T>> set) {
        switch (presence(field)) {
            case LEAVE -> {}
            case DELETE -> set.accept(null);
            case SET ->
                Optional.of(type.apply(field)).filter(list -> !list.isEmpty()).ifPresent(set);
        }
    }

    /** The part of a list that one field fills where several fields share the list: as the field says, or as it is. */
    public static <T> List<T> part(Field field, List<T> present, Predicate<T> mine, Function<Field, List<T>> type) {
        List<T> before = present.stream().filter(mine).toList();
        return switch (presence(field)) {
            case LEAVE -> before;
            case DELETE -> List.of();
            case SET ->
                Optional.of(type.apply(field)).filter(list -> !list.isEmpty()).orElse(before);
        };
    }

    /** The parts of a list that several fields fill, put together; what two fields say twice counts once. */
    @SafeVarargs
    public static <T extends Base> List<T> together(List<T>... parts) {
        List<T> all = new ArrayList<>();
        for (List<T> part : parts) {
            int others = Math.min(all.size(), COMPARED);
            part.stream()
                    .filter(item -> all.subList(0, others).stream().noneMatch(item::equalsDeep))
                    .toList()
                    .forEach(all::add);
        }
        return all;
    }

    /** A field that has its place in an extension. */
    public static void extension(
            Field field,
            String url,
            Function<Field, ? extends Optional<? extends Type>> type,
            DomainResource resource) {
        Patch.<Type>one(
                field,
                type,
                value -> extensions(
                        resource,
                        url,
                        Stream.ofNullable(value)
                                .map(present -> new Extension(url, present))
                                .toList()));
    }

    /**
     * The extensions of this name are these and no others. What is there already stays where it is, and what is new stands in
     * the order of names, so that a resource is the same whichever of them came first.
     */
    public static void extensions(DomainResource resource, String url, List<Extension> wanted) {
        List<Extension> all = resource.getExtension();
        List<Extension> present = resource.getExtensionsByUrl(url);
        boolean same = present.size() == wanted.size()
                && IntStream.range(0, wanted.size())
                        .allMatch(i -> present.get(i).equalsDeep(wanted.get(i)));
        if (!same) {
            all.removeIf(extension -> url.equals(extension.getUrl()));
            int before = (int) all.stream()
                    .takeWhile(extension -> extension.getUrl().compareTo(url) < 0)
                    .count();
            all.addAll(before, wanted);
        }
    }

    /** The same on an element. */
    public static void extension(Element element, String url, Optional<? extends Type> value) {
        element.getExtension().removeIf(extension -> url.equals(extension.getUrl()));
        value.ifPresent(present -> element.addExtension(new Extension(url, present)));
    }

    private enum Effect {
        LEAVE,
        DELETE,
        SET
    }

    private static Effect presence(Field field) {
        if (field.isPresent()) {
            return Effect.SET;
        }
        return field.isCleared() ? Effect.DELETE : Effect.LEAVE;
    }
}
