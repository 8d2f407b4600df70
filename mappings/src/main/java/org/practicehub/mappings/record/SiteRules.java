package org.practicehub.mappings.record;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.feed.overlay.Overlay;
import org.practicehub.mappings.feed.overlay.Rule;
import org.practicehub.mappings.problem.Code;

/**
 * What a feed's file has to say, carried out on the resources that the message has in hand: those alone, so that a rule
 * touches nothing that the message does not speak of or that a later event has settled (G18).
 */
final class SiteRules {

    private final Draft draft;
    private final WorkingSet work;

    SiteRules(Draft draft, WorkingSet work) {
        this.draft = draft;
        this.work = work;
    }

    void apply() {
        Overlay overlay = draft.feed().overlay();
        for (Rule rule : overlay.rules()) {
            draft.watch().ifPresent(watching -> watching.begins(rule.origin()));
            for (WorkingSet.Work mine : concerned(rule)) {
                rule.apply(
                        new Rule.Hand(mine.copy(), Optional.ofNullable(mine.before()), draft.source(), this::isThere));
            }
            draft.watch().ifPresent(Watch::ends);
        }
        overlay.extension()
                .ifPresent(extension -> extension.refine(draft.source().message(), draft));
    }

    /**
     * Defaults and drops concern every resource of their type. What a field says is about one: the first that the message is
     * about, else the only one in hand. Of several there is no telling which.
     */
    private List<WorkingSet.Work> concerned(Rule rule) {
        List<WorkingSet.Work> ofType = work.all().stream()
                .filter(mine -> mine.copy().fhirType().equals(rule.target().resource()))
                .toList();
        if (!(rule instanceof Rule.Set set) || ofType.size() < 2) {
            return ofType;
        }
        Set<String> inHand =
                ofType.stream().map(mine -> Draft.reference(mine.copy())).collect(Collectors.toSet());
        Optional<String> subject =
                draft.subjects().stream().filter(inHand::contains).findFirst();
        if (subject.isEmpty() && set.speaks(draft.source().message())) {
            draft.source()
                    .warn(
                            Code.AMBIGUOUS,
                            set.from().place(),
                            "The feed's rule does not say which of several resources it is about; it was left out.");
        }
        return ofType.stream()
                .filter(mine ->
                        subject.filter(Draft.reference(mine.copy())::equals).isPresent())
                .toList();
    }

    private boolean isThere(String reference) {
        int slash = reference.indexOf('/');
        return work.holds(reference)
                || draft.isTaken(ResourceType.fromCode(reference.substring(0, slash)), reference.substring(slash + 1));
    }
}
