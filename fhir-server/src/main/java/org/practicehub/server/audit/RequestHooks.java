package org.practicehub.server.audit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.journal.JournalReader;
import org.springframework.security.core.context.SecurityContextHolder;

/** What the FHIR API knows of a request: who asks, what for, and what the answer holds, after every gate has had its say. */
@Interceptor
public final class RequestHooks {
    /** The operation that opens a patient's record in an emergency. */
    private static final String BREAK_GLASS = "$break-glass";

    private static final int FIRST = -10_000;
    private static final int LAST = 10_000;

    private final OwnerFields owners;
    private final QueryText queries;
    private final JournalReader journal;

    RequestHooks(OwnerFields owners, QueryText queries, JournalReader journal) {
        this.owners = owners;
        this.queries = queries;
        this.journal = journal;
    }

    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED, order = FIRST)
    public void who(RequestDetails request) {
        Exchange.current().ifPresent(exchange -> {
            exchange.caller = Caller.of(SecurityContextHolder.getContext().getAuthentication(), exchange.address);
            queries.note(exchange, request);
        });
    }

    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = FIRST)
    public void what(RequestDetails request) {
        Exchange.current().ifPresent(exchange -> what(exchange, request));
    }

    private void what(Exchange exchange, RequestDetails request) {
        RestOperationTypeEnum operation = request.getRestOperationType();
        if (operation != null) {
            exchange.subtype = operation.getCode();
            exchange.action = action(operation);
        }
        if (BREAK_GLASS.equals(request.getOperation())) {
            exchange.request.setAttribute(AuditTrail.PURPOSE, Disclosures.BREAK_GLASS);
        }
        Optional.ofNullable(request.getId())
                .filter(id -> id.hasIdPart())
                .map(id -> request.getResourceName() + "/" + id.getIdPart()
                        + (id.hasVersionIdPart() ? "/_history/" + id.getVersionIdPart() : ""))
                .ifPresent(entity -> {
                    exchange.entities.add(entity);
                    if (entity.startsWith("Patient/")) {
                        exchange.patients.add(Exchange.withoutVersion(entity));
                    }
                    about(exchange, entity);
                });
    }

    /** What a message says or changed is about its patient, whatever form the answer takes. */
    private void about(Exchange exchange, String entity) {
        if (entity.matches("MessageHeader/\\d{1,18}")) {
            journal.find(Long.parseLong(entity.substring("MessageHeader/".length())))
                    .flatMap(JournalEntry::patient)
                    .ifPresent(exchange.patients::add);
        }
    }

    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = FIRST)
    public void entries(RequestDetails request) {
        if (request.getResource() instanceof Bundle bundle && request.getResourceName() == null) {
            Exchange.current().ifPresent(exchange -> queries.note(exchange, bundle));
        }
    }

    @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = LAST)
    public void answer(RequestDetails request, ResponseDetails response) {
        Exchange.current().ifPresent(exchange -> answer(exchange, response.getResponseResource()));
    }

    private void answer(Exchange exchange, @org.jspecify.annotations.Nullable IBaseResource resource) {
        if (resource instanceof Bundle bundle && !bundle.getIdElement().hasVersionIdPart()) {
            bundle.getEntry().forEach(entry -> {
                answer(exchange, entry.getResource());
                if (entry.hasResponse()
                        && !entry.getResponse().getStatusElement().isEmpty()) {
                    status(exchange, entry.getResponse().getStatus());
                }
            });
        } else if (resource instanceof Parameters parameters) {
            parameters.getParameter().forEach(parameter -> answer(exchange, parameter));
        } else if (resource != null && !(resource instanceof OperationOutcome)) {
            exchange.count++;
            add(exchange, resource);
        }
    }

    private void answer(Exchange exchange, ParametersParameterComponent parameter) {
        answer(exchange, parameter.getResource());
        parameter.getPart().forEach(part -> answer(exchange, part));
    }

    /** A batch is answered with 200 whatever became of its entries. */
    private static void status(Exchange exchange, String status) {
        if (status.startsWith("4") || status.startsWith("5")) {
            exchange.text = Optional.of("not every entry was answered");
        }
    }

    private void add(Exchange exchange, IBaseResource resource) {
        String id = resource.getIdElement().getIdPart();
        if (id != null) {
            String entity = resource.fhirType() + "/" + id;
            boolean versions = exchange.subtype.startsWith("history");
            String version = resource.getIdElement().getVersionIdPart();
            exchange.entities.add(versions && version != null ? entity + "/_history/" + version : entity);
        }
        exchange.patients.addAll(owners.of(resource));
    }

    private static String action(RestOperationTypeEnum operation) {
        return switch (operation) {
            case CREATE -> "C";
            case READ, VREAD, HISTORY_INSTANCE, HISTORY_TYPE, HISTORY_SYSTEM -> "R";
            case UPDATE, PATCH -> "U";
            case DELETE -> "D";
            default -> "E";
        };
    }
}
