package org.practicehub.mappings.household;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.SentIn;

/**
 * What a feed sends whole of a visit, or of a patient, in segments of one kind: the new group replaces the one before, and
 * nothing that came from elsewhere (G8).
 */
public final class SentWhole<T extends DomainResource> {

    private final String group;
    private final Draft draft;
    private final List<T> members = new ArrayList<>();
    private final Set<String> references = new HashSet<>();
    private final Map<String, T> byKey = new HashMap<>();

    /**
     * @param holder the visit or the patient: what the resources refer to
     * @param keys by what the members are known again
     */
    public SentWhole(
            Class<T> type, String segment, DomainResource holder, Function<T, List<String>> keys, Draft draft) {
        boolean ofPatient = holder.fhirType().equals("Patient");
        this.group = draft.feed().id() + "/" + segment + (ofPatient ? "" : "/" + holder.getIdPart());
        this.draft = draft;
        draft.referringTo(Draft.reference(holder), type).stream()
                .filter(resource -> SentIn.everIn(group, resource))
                .forEach(resource -> index(resource, keys.apply(resource)));
    }

    /** Whether a later event has told what is in the group. */
    public boolean isSuperseded() {
        return draft.isSuperseded(members);
    }

    /** The member that is known by this key. */
    public Optional<T> member(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Whether the resource is in the group, or once was. */
    public boolean contains(String reference) {
        return references.contains(reference);
    }

    /** Taken out of the group by name. */
    public void remove(T resource) {
        SentIn.leave(group, resource);
    }

    /** In the group from now on, and known by these keys. */
    public void add(T resource, List<String> keys) {
        SentIn.add(group, resource);
        index(resource, keys);
    }

    private void index(T resource, List<String> keys) {
        if (references.add(Draft.reference(resource))) {
            members.add(resource);
        }
        keys.forEach(key -> byKey.putIfAbsent(key, resource));
    }

    /** The group was sent whole: what it left out is no longer in it, and ends. */
    public void keepOnly(Set<String> references, Consumer<T> end) {
        members.stream()
                .filter(member -> !references.contains(Draft.reference(member)))
                .filter(member -> SentIn.groups(member).contains(group))
                .forEach(member -> draft.edit(member).ifPresent(copy -> {
                    SentIn.leave(group, copy);
                    end.accept(copy);
                }));
    }

    /** What a code is recognised by: its first coding, else its words. */
    public static String key(CodeableConcept concept) {
        return concept.hasCoding()
                ? concept.getCoding().get(0).getSystem() + "|"
                        + concept.getCoding().get(0).getCode()
                : String.valueOf(concept.getText());
    }
}
