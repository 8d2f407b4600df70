package org.practicehub.mappings.household;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.SentIn;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/**
 * The people around a patient, whichever segment names them: next of kin (NK1), guarantor (GT1), subscriber (IN1). Somebody
 * named in two of them is one person. Whoever a newly sent group leaves out, and no other group names, is inactive (G8).
 */
final class RelatedPersons {

    private final Patient patient;
    private final Draft draft;
    private final List<RelatedPerson> all;
    private final Map<String, List<RelatedPerson>> byName = new HashMap<>();
    private final Map<Token, RelatedPerson> byIdentifier = new HashMap<>();

    RelatedPersons(Patient patient, Draft draft) {
        this.patient = patient;
        this.draft = draft;
        this.all = new ArrayList<>(draft.referringTo(Draft.reference(patient), RelatedPerson.class));
        all.forEach(this::index);
    }

    /** The person a segment names, with what it says of them. */
    RelatedPerson put(RelatedPerson said, String segment) {
        Optional<RelatedPerson> known = byIdentifier(said).or(() -> byName(said));
        if (known.isEmpty()) {
            return create(said, segment);
        }
        draft.edit(known.get()).ifPresent(copy -> {
            boolean kin = SentIn.groups(copy).contains(group("NK1")) && !segment.equals("NK1");
            RelatedPersonMerge.apply(said, copy, kin);
            copy.setActive(true);
            SentIn.add(group(segment), copy);
        });
        return known.get();
    }

    /** Whether a later event has told who is in the group. */
    boolean isSuperseded(String segment) {
        return draft.isSuperseded(all.stream()
                .filter(person -> SentIn.everIn(group(segment), person))
                .toList());
    }

    /** The group was sent whole: those it left out are no longer in it. */
    void keepOnly(Set<String> references, String segment) {
        all.stream()
                .filter(person -> SentIn.groups(person).contains(group(segment)))
                .filter(person -> !references.contains(Draft.reference(person)))
                .forEach(person -> draft.edit(person).ifPresent(copy -> {
                    SentIn.leave(group(segment), copy);
                    if (SentIn.groups(copy).isEmpty()) {
                        copy.setActive(false);
                    }
                }));
    }

    private RelatedPerson create(RelatedPerson said, String segment) {
        said.setActive(true);
        said.setPatient(new Reference(Draft.reference(patient)));
        SentIn.add(group(segment), said);
        String born = said.hasBirthDate() ? said.getBirthDateElement().getValueAsString() : "";
        draft.create(said, Draft.reference(patient), key(said.getName().get(0)), born);
        all.add(said);
        index(said);
        return said;
    }

    private void index(RelatedPerson person) {
        Tokens.of(person).forEach(token -> byIdentifier.putIfAbsent(token, person));
        person.getName().forEach(name -> byName.computeIfAbsent(key(name), key -> new ArrayList<>())
                .add(person));
    }

    private Optional<RelatedPerson> byIdentifier(RelatedPerson said) {
        return Tokens.of(said)
                .flatMap(token -> Stream.ofNullable(byIdentifier.get(token)))
                .findFirst();
    }

    /** Within one patient's family a name is enough, unless a birth date contradicts it. */
    private Optional<RelatedPerson> byName(RelatedPerson said) {
        return byName.getOrDefault(key(said.getName().get(0)), List.of()).stream()
                .filter(present -> !isContradicted(present, said))
                .findFirst();
    }

    private static boolean isContradicted(RelatedPerson present, RelatedPerson said) {
        return present.hasBirthDate()
                && said.hasBirthDate()
                && !present.getBirthDateElement()
                        .getValueAsString()
                        .equals(said.getBirthDateElement().getValueAsString());
    }

    private String group(String segment) {
        return draft.feed().id() + "/" + segment;
    }

    private static String key(HumanName name) {
        String given = name.hasGiven() ? name.getGiven().get(0).getValue() : "";
        return (name.getFamily() + "|" + given).toLowerCase(Locale.ROOT);
    }
}
