package org.practicehub.mappings.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Account.AccountStatus;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.References;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.record.UndoNotes;

/**
 * A merge taken back (M5), from what its Provenance kept. What has come for the surviving one since stays with it: nobody can
 * tell by machine whose it is.
 */
public final class MergeUndo {

    /**
     * What it takes.
     *
     * @param changes what to write, in one transaction; empty when the merge has been taken back already
     * @param left the references that are no longer as the merge left them, and stay: {@code Appointment/x
     *     Appointment.participant[0].actor}
     */
    public record Undone(List<Change> changes, List<String> left) {}

    private final PresentRecord record;
    private final Map<String, Resource> before = new LinkedHashMap<>();
    private final Map<String, Resource> after = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();

    private MergeUndo(PresentRecord record) {
        this.record = record;
    }

    /**
     * @param merges what a message that merged wrote of it, the last first; of any other message, there is nothing to undo
     */
    public static Undone of(List<Provenance> merges, PresentRecord record) {
        MergeUndo undo = new MergeUndo(record);
        merges.forEach(merge -> {
            backwards(merge, UndoNotes.REPOINTED).forEach(undo::pointBack);
            backwards(merge, UndoNotes.ENDED).forEach(undo::begin);
        });
        List<Change> changes = undo.after.entrySet().stream()
                .map(entry -> new Change(entry.getValue(), Optional.ofNullable(undo.before.get(entry.getKey()))))
                .filter(change -> change.before()
                        .map(was -> !was.equalsDeep(change.resource()))
                        .orElse(false))
                .toList();
        return new Undone(changes, List.copyOf(undo.left));
    }

    /** A message may have moved the same reference twice: the last move is taken back first. */
    private static List<Extension> backwards(Provenance merge, String url) {
        List<Extension> notes = new ArrayList<>(merge.getExtensionsByUrl(url));
        Collections.reverse(notes);
        return notes;
    }

    private void pointBack(Extension note) {
        String holder = reference(note, "resource");
        String path = note.getExtensionByUrl("path").getValue().primitiveValue();
        String was = reference(note, "was");
        Optional<Resource> copy = resource(holder);
        Optional<Reference> moved = copy.flatMap(resource -> held(resource, path, reference(note, "now")));
        boolean isBack = copy.flatMap(resource -> held(resource, path, was)).isPresent();
        moved.ifPresent(reference -> reference.setReference(was));
        if (moved.isEmpty() && !isBack) {
            left.add(holder + " " + path);
        }
    }

    /** The reference where it stood; lists may have grown or shrunk since, so else the only one of its kind. */
    private static Optional<Reference> held(Resource copy, String path, String now) {
        List<References.Held> moved = References.held(copy).stream()
                .filter(held -> now.equals(held.value().getReference()))
                .toList();
        List<References.Held> alike = moved.stream()
                .filter(held -> withoutIndexes(held.path()).equals(withoutIndexes(path)))
                .toList();
        return moved.stream()
                .filter(held -> held.path().equals(path))
                .findFirst()
                .or(() -> alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty())
                .map(References.Held::value);
    }

    private static String withoutIndexes(String path) {
        return path.replaceAll("\\[\\d+]", "");
    }

    private void begin(Extension note) {
        Optional<Resource> gone = resource(reference(note, "gone"));
        Optional<Resource> kept = resource(reference(note, "kept"));
        String was = note.getExtensionByUrl("was").getValue().primitiveValue();
        if (gone.isPresent() && kept.isPresent()) {
            begin(gone.get(), kept.get(), was, note);
        }
    }

    private static void begin(Resource gone, Resource kept, String was, Extension note) {
        if (gone instanceof Patient patient && kept instanceof Patient survivor) {
            patient.setActive(was.equals("active"));
            unlink(patient, LinkType.REPLACEDBY, survivor);
            unlink(survivor, LinkType.REPLACES, patient);
            giveBack(survivor, note);
        } else if (gone instanceof Account account) {
            account.setStatus(AccountStatus.fromCode(was));
            release(account);
        } else if (gone instanceof Encounter visit) {
            visit.setStatus(EncounterStatus.fromCode(was));
            release(visit);
        }
    }

    private static void unlink(Patient from, LinkType type, Patient to) {
        from.getLink()
                .removeIf(link -> link.getType() == type
                        && Draft.reference(to).equals(link.getOther().getReference()));
    }

    /** Only those that are still old: one that the sender has made a current number since is the survivor's own. */
    private static void giveBack(Patient survivor, Extension note) {
        Set<Token> handedOn = note.getExtensionsByUrl("number").stream()
                .flatMap(number -> Tokens.of((Identifier) number.getValue()).stream())
                .collect(Collectors.toSet());
        survivor.getIdentifier()
                .removeIf(identifier -> identifier.getUse() == IdentifierUse.OLD
                        && Tokens.of(identifier).filter(handedOn::contains).isPresent());
    }

    private static void release(DomainResource resource) {
        resource.getExtension().removeIf(extension -> UndoNotes.REPLACED_BY.equals(extension.getUrl()));
    }

    /** The copy in work; empty for what is no longer there. */
    private Optional<Resource> resource(String reference) {
        if (!after.containsKey(reference)) {
            int slash = reference.indexOf('/');
            record.read(ResourceType.fromCode(reference.substring(0, slash)), reference.substring(slash + 1))
                    .ifPresent(present -> {
                        before.put(reference, present);
                        after.put(reference, present.copy());
                    });
        }
        return Optional.ofNullable(after.get(reference));
    }

    private static String reference(Extension note, String part) {
        return ((Reference) note.getExtensionByUrl(part).getValue()).getReference();
    }
}
