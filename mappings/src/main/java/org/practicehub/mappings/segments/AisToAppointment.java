package org.practicehub.mappings.segments;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Source;

/** AIS-3 → Appointment.serviceType: what is to be done. The services sent are all there are. */
public final class AisToAppointment {

    private AisToAppointment() {}

    /** S18 to S22: services are added to those there are, or taken from them. */
    public static void change(List<ResourceSegment> resources, Appointment appointment, Source source) {
        List<CodeableConcept> services = new ArrayList<>(appointment.getServiceType());
        resources.stream().filter(resource -> resource.is("AIS")).forEach(ais -> Codes.concept(
                        ais.segment().field(3), source) // AIS-3
                .ifPresent(service -> {
                    boolean present = services.removeIf(service::equalsDeep);
                    if (!ais.isDeleted() && (present || !ais.action().equals("X"))) {
                        services.add(service);
                    }
                }));
        appointment.setServiceType(services);
    }

    public static void apply(List<ResourceSegment> resources, Appointment appointment, Source source) {
        if (resources.stream().noneMatch(resource -> resource.is("AIS"))) {
            return;
        }
        List<CodeableConcept> services = new ArrayList<>();
        ResourceSegment.kept(resources, "AIS")
                .flatMap(ais -> Codes.concept(ais.segment().field(3), source).stream()) // AIS-3
                .forEach(services::add);
        appointment.setServiceType(services);
    }
}
