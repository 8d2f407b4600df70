package org.practicehub.mappings.household;

import java.util.function.BooleanSupplier;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.practicehub.mappings.record.Tokens;

/** What one segment says of a person, put onto the person as known: what it does not say stays. */
final class RelatedPersonMerge {

    private RelatedPersonMerge() {}

    /**
     * @param onlyFill the person is described by a better source: add what is missing, change nothing
     */
    static void apply(RelatedPerson said, RelatedPerson known, boolean onlyFill) {
        set(said.hasName(), known::hasName, onlyFill, () -> known.setName(said.getName()));
        set(
                said.hasRelationship(),
                known::hasRelationship,
                onlyFill,
                () -> known.setRelationship(said.getRelationship()));
        set(said.hasAddress(), known::hasAddress, onlyFill, () -> known.setAddress(said.getAddress()));
        set(said.hasTelecom(), known::hasTelecom, onlyFill, () -> known.setTelecom(said.getTelecom()));
        set(said.hasGender(), known::hasGender, onlyFill, () -> known.setGender(said.getGender()));
        set(
                said.hasBirthDate(),
                known::hasBirthDate,
                onlyFill,
                () -> known.setBirthDateElement(said.getBirthDateElement()));
        set(said.hasPeriod(), known::hasPeriod, onlyFill, () -> known.setPeriod(said.getPeriod()));
        set(
                said.hasCommunication(),
                known::hasCommunication,
                onlyFill,
                () -> known.setCommunication(said.getCommunication()));
        said.getIdentifier().stream()
                .filter(identifier -> !has(known, identifier))
                .forEach(known::addIdentifier);
    }

    private static void set(boolean said, BooleanSupplier known, boolean onlyFill, Runnable set) {
        if (said && !(onlyFill && known.getAsBoolean())) {
            set.run();
        }
    }

    private static boolean has(RelatedPerson person, Identifier identifier) {
        return Tokens.of(identifier)
                .map(token -> Tokens.of(person).anyMatch(token::equals))
                .orElse(true);
    }
}
