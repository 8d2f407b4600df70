package org.practicehub.mappings.segments;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Practitioners;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;

/**
 * ROL and PRT → who has a part in a visit (after PV1), and who looks after the patient (after PID). They are a whole, unless
 * action codes say what to do with each (G8). Those of PV1 and PD1 stand beside them, unmarked.
 */
public final class Roles {

    private static final String MARK = "urn:x-hub:extension:by-role";
    /** Segments that a role may follow, each with a meaning of its own. */
    private static final Set<String> ANCHORS = Set.of("PID", "PV1", "PR1", "IN1", "ORC", "OBR", "OBX", "DG1", "AL1");
    /** Roles of tables 0443 and 0912 in which somebody looks after a patient whatever the visit. */
    private static final Set<String> PRIMARY_CARE = Set.of("PP", "FHCP");

    private Roles() {}

    /** Those after PV1 → Encounter.participant. */
    public static void apply(Message message, Encounter encounter, Draft draft) {
        List<Segment> sent = after(message, "PV1");
        if (sent.isEmpty()) {
            return;
        }
        List<EncounterParticipantComponent> others = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Map<String, EncounterParticipantComponent> marked = new LinkedHashMap<>();
        boolean whole = isWhole(sent);
        for (EncounterParticipantComponent present : encounter.getParticipant()) {
            if (!isMarked(present)) {
                others.add(present);
                known.add(key(present));
            } else if (!whole) {
                marked.put(key(present), present);
            }
        }
        for (Segment role : sent) {
            Practitioners.reference(person(role).repetition(1), draft)
                    .ifPresent(
                            somebody -> { // ROL-4, PRT-5
                                EncounterParticipantComponent participant = participant(role, somebody, draft);
                                String key = key(participant);
                                if (!isUnchanged(role)) {
                                    marked.remove(key);
                                }
                                if (!known.contains(key) && !isDeleted(role)) {
                                    marked.putIfAbsent(key, participant);
                                }
                            });
        }
        others.addAll(marked.values());
        encounter.setParticipant(others);
    }

    /** Those after PID that are about primary care → Patient.generalPractitioner. */
    public static void apply(Message message, Patient patient, Draft draft) {
        List<Segment> sent = after(message, "PID").stream()
                .filter(role -> PRIMARY_CARE.contains(kind(role).text()))
                .toList();
        if (sent.isEmpty()) {
            return;
        }
        List<Reference> all = new ArrayList<>(patient.getGeneralPractitioner());
        if (isWhole(sent)) {
            all.removeIf(Roles::isMarked);
        }
        Set<String> named = new HashSet<>();
        all.forEach(present -> named.add(String.valueOf(present.getReference())));
        for (Segment role : sent) {
            Practitioners.reference(person(role).repetition(1), draft).ifPresent(somebody -> {
                if (isDeleted(role)) {
                    all.removeIf(present -> isMarked(present)
                            && somebody.getReference() != null
                            && somebody.getReference().equals(present.getReference()));
                } else if (named.add(String.valueOf(somebody.getReference()))) {
                    mark(somebody);
                    all.add(somebody);
                }
            });
        }
        patient.setGeneralPractitioner(all);
    }

    private static List<Segment> after(Message message, String anchor) {
        List<Segment> found = new ArrayList<>();
        String last = "";
        for (Segment segment : message.segments()) {
            if (ANCHORS.contains(segment.name())) {
                last = segment.name();
            } else if (last.equals(anchor) && isRole(segment)) {
                found.add(segment);
            }
        }
        return found;
    }

    private static boolean isRole(Segment segment) {
        return segment.name().equals("ROL") || segment.name().equals("PRT");
    }

    private static EncounterParticipantComponent participant(Segment role, Reference somebody, Draft draft) {
        EncounterParticipantComponent participant = new EncounterParticipantComponent().setIndividual(somebody);
        Optional<CodeableConcept> kind =
                Codes.concept(kind(role), isRol(role) ? "0443" : "0912", draft.source()); // ROL-3, PRT-4
        kind.ifPresent(participant::addType);
        Times.period(
                        role.field(isRol(role) ? 5 : 11), // ROL-5, PRT-11
                        role.field(isRol(role) ? 6 : 12), // ROL-6, PRT-12
                        draft.source())
                .ifPresent(participant::setPeriod);
        mark(participant);
        return participant;
    }

    /** Who, and as what: nobody is named twice in one role. */
    private static String key(EncounterParticipantComponent participant) {
        String kind = participant.getType().stream()
                .flatMap(type -> type.getCoding().stream())
                .map(Coding::getCode)
                .findFirst()
                .orElse("");
        Reference who = participant.getIndividual();
        return kind + "|" + (who.hasReference() ? who.getReference() : who.getDisplay());
    }

    private static boolean isRol(Segment role) {
        return role.name().equals("ROL");
    }

    private static Field kind(Segment role) {
        return role.field(isRol(role) ? 3 : 4); // ROL-3, PRT-4
    }

    private static Field person(Segment role) {
        return role.field(isRol(role) ? 4 : 5); // ROL-4, PRT-5
    }

    private static boolean isWhole(List<Segment> roles) {
        return roles.stream().noneMatch(role -> role.field(2).isPresent()); // ROL-2, PRT-2
    }

    /** Table 0287, and table 0206 of older versions. */
    private static boolean isDeleted(Segment role) {
        return Set.of("DE", "UN", "D").contains(role.field(2).text());
    }

    private static boolean isUnchanged(Segment role) {
        return Set.of("UC", "X").contains(role.field(2).text());
    }

    private static void mark(Element element) {
        element.addExtension(new Extension(MARK, new BooleanType(true)));
    }

    private static boolean isMarked(Element element) {
        return element.hasExtension(MARK);
    }
}
