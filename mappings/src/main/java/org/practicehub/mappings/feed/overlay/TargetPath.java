package org.practicehub.mappings.feed.overlay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.feed.LocalTable;

/**
 * An element of a resource, compiled against HAPI's definitions of R4: {@code Patient.birthDate},
 * {@code Patient.telecom(system=fax)}, {@code Patient.extension(pronouns).valueString}. A list without parentheses on the way
 * is its first entry to whoever writes, and all of them to whoever reads; at the end it is the whole list.
 */
public final class TargetPath {

    private final String text;
    private final String resource;
    private final List<Step> steps;

    TargetPath(String text, String resource, List<Step> steps) {
        this.text = text;
        this.resource = resource;
        this.steps = List.copyOf(steps);
    }

    public static TargetPath compile(String path) throws Mistaken {
        return new PathReader(path).read();
    }

    /** {@code Patient}. */
    public String resource() {
        return resource;
    }

    /** A value as a feed's file writes it. */
    public IBase written(String value) throws Mistaken {
        return values().written(value);
    }

    /** Why no field can be written there; empty when one can. */
    public Optional<String> whyNotReadable() {
        return values().isReadable()
                ? Optional.empty()
                : Optional.of(
                        text + " is a " + values().typeName() + ", which no field becomes; name one of its parts");
    }

    /** A code of the table that the element may not have; empty when all are right. */
    public Optional<String> codesOutside(LocalTable table) {
        List<String> allowed = values().codes();
        return table.byLocal().values().stream()
                .map(LocalTable.Entry::code)
                .filter(code -> !code.isEmpty())
                .filter(code -> !allowed.isEmpty() && !allowed.contains(code))
                .sorted()
                .findFirst()
                .map(code -> "the table of this field has the code '" + code + "', and " + text + " takes only "
                        + String.join(", ", allowed));
    }

    Values values() {
        return new Values(last().child(), last().type());
    }

    /** Whether it takes several values: a list that nothing selects from. */
    boolean isWholeList() {
        return last().isList() && !last().selects();
    }

    /** Whether it leads through an entry that the path itself names, and that is therefore the rule's own. */
    boolean selects() {
        return steps.stream().anyMatch(Step::selects);
    }

    /** Whether it leads to one place: no list on the way of which it does not say which entry. */
    boolean isOnePlace() {
        return steps.subList(0, steps.size() - 1).stream().allMatch(step -> !step.isList() || step.selects());
    }

    /** The elements that are there. */
    List<IBase> in(Resource from) {
        return along(steps, from);
    }

    /** What the elements are, or would be, parts of. */
    List<IBase> around(Resource from) {
        return along(steps.subList(0, steps.size() - 1), from);
    }

    private static List<IBase> along(List<Step> steps, Resource from) {
        List<IBase> found = List.of(from);
        for (Step step : steps) {
            found = found.stream().flatMap(parent -> step.from(parent).stream()).toList();
        }
        return found;
    }

    /**
     * Whether it can be written without making what would be of no use: an entry that must have parts which the path does not
     * give, as a communication must have its language.
     */
    boolean isWithin(Resource to) {
        List<IBase> parents = List.of(to);
        for (int i = 0; i < steps.size() - 1; i++) {
            Step step = steps.get(i);
            parents = parents.stream()
                    .flatMap(parent -> step.from(parent).stream())
                    .limit(1)
                    .toList();
            if (parents.isEmpty()) {
                return steps.subList(i, steps.size() - 1).stream().allMatch(made -> made.isCompleteWith(after(made)));
            }
        }
        return true;
    }

    private String after(Step step) {
        return steps.get(steps.indexOf(step) + 1).child().getElementName();
    }

    /** Writes the values, and what must be there around them. */
    void put(Resource to, List<? extends IBase> values) {
        IBase parent = to;
        for (Step step : steps.subList(0, steps.size() - 1)) {
            parent = step.open(parent);
        }
        last().put(parent, values.stream().map(value -> ((Base) value).copy()).toList());
    }

    /** Takes the elements away that are not kept, and what is empty around them then. */
    void remove(Resource from, List<IBase> kept) {
        remove(from, 0, kept);
    }

    private void remove(IBase parent, int depth, List<IBase> kept) {
        Step step = steps.get(depth);
        List<IBase> spent = new ArrayList<>();
        for (IBase value : step.from(parent)) {
            if (depth < steps.size() - 1) {
                remove(value, depth + 1, kept);
                if (step.isSpent(value)) {
                    spent.add(value);
                }
            } else if (kept.stream().noneMatch(other -> ((Base) other).equalsDeep((Base) value))) {
                spent.add(value);
            }
        }
        step.remove(parent, spent);
    }

    private Step last() {
        return steps.get(steps.size() - 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
