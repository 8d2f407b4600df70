package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Device.DeviceNameType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.feed.LocalTable;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/**
 * AIG-3 → the practitioner, place, device or service it names. AIG-4 says which; its codes are the sender's own, so the feed
 * has a table for them. What is not told stays a reference by number.
 */
final class AigToActor {

    private AigToActor() {}

    static Optional<Reference> map(Segment aig, Draft draft) {
        Field id = aig.field(3); // AIG-3
        return Codes.token(id, draft.source()).map(token -> {
            String name = id.component(2).value().orElse(token.value());
            return fresh(aig.field(4), token, name, draft)
                    .map(resource -> new Reference(Draft.reference(known(resource, token, id, draft))))
                    .orElseGet(() -> byNumber(token, name, aig.field(4), draft));
        });
    }

    private static Reference byNumber(Token token, String name, Field type, Draft draft) {
        draft.source()
                .warn(Code.TABLE_VALUE, type, "The feed's table for AIG-4 does not say what kind of thing this is.");
        return new Reference()
                .setIdentifier(new Identifier().setSystem(token.system()).setValue(token.value()))
                .setDisplay(name);
    }

    private static DomainResource known(DomainResource fresh, Token token, Field at, Draft draft) {
        List<? extends DomainResource> found = draft.find(fresh.getClass(), List.of(token));
        if (!found.isEmpty()) {
            return found.get(0);
        }
        draft.source().warn(Code.UNKNOWN_KEY, at, "The resource was not known and was set up from the message.");
        return draft.create(fresh, token);
    }

    private static Optional<DomainResource> fresh(Field type, Token token, String name, Draft draft) {
        Identifier identifier = new Identifier().setSystem(token.system()).setValue(token.value());
        return switch (kind(type, draft)) {
            case "practitioner" -> {
                Practitioner practitioner = new Practitioner().setActive(true).addIdentifier(identifier);
                practitioner.addName().setText(name);
                yield Optional.of(practitioner);
            }
            case "location" ->
                Optional.of(new Location().addIdentifier(identifier).setName(name));
            case "device" -> {
                Device device = new Device().addIdentifier(identifier);
                device.addDeviceName().setName(name).setType(DeviceNameType.USERFRIENDLYNAME);
                yield Optional.of(device);
            }
            case "healthcareservice" ->
                Optional.of(new HealthcareService()
                        .setActive(true)
                        .addIdentifier(identifier)
                        .setName(name));
            default -> Optional.empty();
        };
    }

    private static String kind(Field type, Draft draft) {
        return draft.feed()
                .table("AIG-4")
                .find(type.text())
                .map(LocalTable.Entry::code)
                .orElse(type.text())
                .toLowerCase(Locale.ROOT);
    }
}
