package org.practicehub.server.messaging;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Clock;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.access.Access;
import org.practicehub.server.access.Sight;

/** What screens ask of reminders beside the record: how they stand, and in the demo what a patient would answer. */
public final class MessagingOperations {
    private static final int LONGEST = 480;

    private final ReminderPlans plans;
    private final Gateways gateways;
    private final ReplyDesk desk;
    private final FhirStore store;
    private final Sight sight;
    private final Clock clock;

    MessagingOperations(
            ReminderPlans plans, Gateways gateways, ReplyDesk desk, FhirStore store, Sight sight, Clock clock) {
        this.plans = plans;
        this.gateways = gateways;
        this.desk = desk;
        this.store = store;
        this.sight = sight;
        this.clock = clock;
    }

    /** Whether reminders are sent, and by what. */
    @Operation(name = "$reminders", idempotent = true)
    public Parameters status() {
        Parameters out = new Parameters();
        out.addParameter("enabled", new BooleanType(plans.now().enabled()));
        for (Medium medium : Medium.values()) {
            gateways.of(medium).ifPresent(way -> {
                Parameters.ParametersParameterComponent one = out.addParameter().setName("gateway");
                one.addPart().setName("medium").setValue(new CodeType(medium.code()));
                one.addPart().setName("sandbox").setValue(new BooleanType(way.sandbox()));
                one.addPart()
                        .setName("resting")
                        .setValue(new BooleanType(way.breaker().isOpen(clock.instant())));
            });
        }
        return out;
    }

    /**
     * Does as if the patient had answered a text message. Of messages alone that went to nobody.
     *
     * @param text what they would write
     */
    @Operation(name = "$reply-as-patient", type = Communication.class)
    public Parameters reply(
            @IdParam IdType id, @OperationParam(name = "text") @Nullable StringType text, RequestDetails request) {
        String words = Optional.ofNullable(text)
                .map(StringType::getValue)
                .map(String::strip)
                .orElse("");
        if (words.isEmpty() || words.length() > LONGEST) {
            throw new UnprocessableEntityException(
                    "Say what the patient answers, in " + LONGEST + " letters at the most.");
        }
        Communication message = store.unit(unit -> unit.resources().read(ResourceType.Communication, id.getIdPart()))
                .map(Communication.class::cast)
                .filter(one -> sight.isOpen(Access.of(request), 'r', one))
                .orElseThrow(() -> new ResourceNotFoundException("There is no such message."));
        String number = extension(message, Outcomes.CONTACT).orElse("");
        if (!extension(message, Outcomes.GATEWAY).equals(Optional.of("sandbox")) || !number.startsWith("+")) {
            throw new UnprocessableEntityException(
                    "Only a text message that went to nobody can be answered like this.");
        }
        desk.heard(number, words, clock.instant(), unit -> true);
        return new Parameters();
    }

    private static Optional<String> extension(Communication message, String url) {
        return Optional.ofNullable(message.getExtensionByUrl(url))
                .map(one -> one.getValue().primitiveValue());
    }
}
