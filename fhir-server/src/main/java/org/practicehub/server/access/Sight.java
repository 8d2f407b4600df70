package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import java.util.Collections;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseCoding;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.IdType;

/** Decides of one resource whether it is open to a caller: the one place that reading, searching and writing all ask. */
public final class Sight {
    private static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

    /** Restricted and very restricted (HL7 v3 Confidentiality). */
    private static final Set<String> RESTRICTED = Set.of("R", "V");

    private static final String ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    /** Labels of what the law guards more closely: 42 CFR Part 2, psychotherapy notes, mental health, HIV, abuse, sexuality. */
    private static final Set<String> GUARDED =
            Set.of("42CFRPart2", "PSYTHPN", "PSY", "MH", "HIV", "SUD", "ETH", "SDV", "SEX", "STD");

    private final Owners owners;
    private final Records records;
    private final Relations relations;
    private final Places places;
    private final BreakGlass glass;

    Sight(FhirContext fhir, Records records, Relations relations, BreakGlass glass) {
        this.owners = new Owners(fhir);
        this.records = records;
        this.relations = relations;
        this.places = new Places(fhir, records);
        this.glass = glass;
    }

    Owners owners() {
        return owners;
    }

    /** Whether this very resource may be used so. */
    public boolean isOpen(Access access, char letter, IBaseResource resource) {
        String type = resource.fhirType();
        if (resource instanceof Binary binary && !isOpen(access, binary)) {
            return false;
        }
        boolean changing = "cud".indexOf(letter) >= 0;
        boolean open = access.openings(letter, type).anyMatch(opening -> opening.filters().stream()
                .allMatch(filter -> filter.isMetBy(resource, changing, this)));
        return open && (!isSensitive(resource) || mayLookCloser(access, resource));
    }

    /** A file is as open as the record it belongs to (R18). */
    private boolean isOpen(Access access, Binary binary) {
        if (!binary.hasSecurityContext()) {
            return access.mayAll('r', "Binary");
        }
        IdType context = new IdType(binary.getSecurityContext().getReference());
        return !"Binary".equals(context.getResourceType())
                && records.current(context.getValue())
                        .filter(of -> isOpen(access, 'r', of))
                        .isPresent();
    }

    boolean matches(String search, IBaseResource resource) {
        return records.matches(search, resource);
    }

    boolean isRelated(IBaseResource resource, String username, Set<String> as) {
        return owners.of(resource).stream()
                .anyMatch(patient -> relations.exist(patient, as) || glass.isBroken(username, patient));
    }

    /** Whether the person has the record it belongs to open in an emergency. */
    boolean isEmergency(String username, IBaseResource resource) {
        return glass.isAnyBroken(username)
                && owners.of(resource).stream().anyMatch(patient -> glass.isBroken(username, patient));
    }

    boolean isAt(IBaseResource resource, Set<String> locations) {
        return places.at(resource, locations);
    }

    /** A group's visit belongs to each who takes part; nothing may bring somebody else's record along inside itself. */
    boolean belongs(IBaseResource resource, Set<String> patients, boolean changing) {
        Set<String> of = owners.of(resource);
        boolean theirs = resource.fhirType().equals("Appointment") && !changing
                ? !Collections.disjoint(of, patients)
                : !of.isEmpty() && patients.containsAll(of);
        return theirs && patients.containsAll(owners.ofContained(resource));
    }

    static boolean isSensitive(IBaseResource resource) {
        return resource.getMeta().getSecurity().stream().anyMatch(Sight::isSensitive);
    }

    private static boolean isSensitive(IBaseCoding label) {
        return (CONFIDENTIALITY.equals(label.getSystem()) && RESTRICTED.contains(label.getCode()))
                || (ACT.equals(label.getSystem()) && GUARDED.contains(label.getCode()));
    }

    /** Restricted resources are for those who have to do with the patient, and for those who broke the glass. */
    private boolean mayLookCloser(Access access, IBaseResource resource) {
        if (!access.caller().isPerson()) {
            return access.sensitive();
        }
        return owners.of(resource).stream()
                .anyMatch(patient -> (access.sensitive()
                                && relations.exist(patient, access.caller().as()))
                        || glass.isBroken(access.caller().username(), patient));
    }
}
