package org.practicehub.server.audit;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.audit.EventSearch.Numbered;

/** The audit trail as FHIR AuditEvent: read and search, and nothing that changes it. */
public final class AuditEventProvider implements IResourceProvider {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    private final EventSearch events;
    private final Cursors cursors;

    AuditEventProvider(EventSearch events, Cursors cursors) {
        this.events = events;
        this.cursors = cursors;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return AuditEvent.class;
    }

    @Read
    public AuditEvent read(@IdParam IdType id) {
        return number(id.getIdPart())
                .flatMap(events::find)
                .map(AuditEvents::of)
                .orElseThrow(() -> new ResourceNotFoundException("There is no such record."));
    }

    /**
     * Searches the trail, newest first.
     *
     * @param agent the person as a resource
     * @param user name of a sign-in, or of a feed
     * @param altid id of a client
     * @param entity a resource that it was about, in whatever version
     * @param request the number of a request: everything that belongs to one case
     * @param disclosure {@code true}: only what an accounting of disclosures lists (45 CFR 164.528)
     * @param cursor where a page's next link goes on; stands alone
     */
    @Search
    public Bundle search(
            RequestDetails details,
            @OptionalParam(name = "_id") @Nullable TokenParam id,
            @OptionalParam(name = "patient") @Nullable ReferenceParam patient,
            @OptionalParam(name = "agent") @Nullable ReferenceParam agent,
            @OptionalParam(name = "agent-name") @Nullable StringParam user,
            @OptionalParam(name = "altid") @Nullable TokenParam altid,
            @OptionalParam(name = "agent-role") @Nullable TokenParam role,
            @OptionalParam(name = "date") @Nullable DateRangeParam date,
            @OptionalParam(name = "type") @Nullable TokenOrListParam type,
            @OptionalParam(name = "subtype") @Nullable TokenOrListParam subtype,
            @OptionalParam(name = "action") @Nullable TokenOrListParam action,
            @OptionalParam(name = "outcome") @Nullable TokenOrListParam outcome,
            @OptionalParam(name = "entity") @Nullable ReferenceParam entity,
            @OptionalParam(name = "request") @Nullable TokenParam request,
            @OptionalParam(name = "purpose") @Nullable TokenParam purpose,
            @OptionalParam(name = "disclosure") @Nullable TokenParam disclosure,
            @OptionalParam(name = "cursor") @Nullable TokenParam cursor,
            @Count @Nullable Integer count,
            @Nullable SummaryEnum summary) {
        if (id != null) {
            return page(
                    details,
                    number(id.getValue()).flatMap(events::find).stream().toList());
        }
        Terms terms = new Terms();
        terms.all("patient", patient == null ? null : "Patient/" + patient.getIdPart());
        terms.all("agent", agent == null ? null : reference(agent));
        terms.all("user", user == null ? null : user.getValue());
        terms.all("client", altid == null ? null : altid.getValue());
        terms.all("role", role == null ? null : role.getValue());
        terms.all("entity", entity == null ? null : reference(entity));
        terms.all("request", request == null ? null : request.getValue());
        terms.all("purpose", purpose == null ? null : purpose.getValue());
        terms.all("disclosure", disclosure == null ? null : disclosure.getValue());
        terms.any("type", type);
        terms.any("subtype", subtype);
        terms.any("action", action);
        terms.any("outcome", outcome);
        EventQuery query = cursor != null
                ? cursors.open(cursor.getValue())
                : new EventQuery(
                        terms.all,
                        terms.any,
                        date == null ? null : instant(date.getLowerBoundAsInstant()),
                        date == null ? null : instant(date.getUpperBoundAsInstant()),
                        null,
                        Math.max(1, Math.min(count == null ? PAGE : count, LARGEST_PAGE)));
        if (summary == SummaryEnum.COUNT) {
            Bundle counted = page(details, List.of());
            counted.setTotal(Math.toIntExact(events.count(query)));
            return counted;
        }
        List<Numbered> found = events.find(query);
        Bundle page = page(details, found);
        if (found.size() == query.most()) {
            EventQuery next = query.after(found.get(found.size() - 1).n());
            page.addLink()
                    .setRelation("next")
                    .setUrl(details.getFhirServerBase() + "/AuditEvent?cursor=" + cursors.seal(next));
        }
        return page;
    }

    private static Bundle page(RequestDetails details, List<Numbered> found) {
        Bundle page = new Bundle().setType(BundleType.SEARCHSET);
        for (Numbered one : found) {
            page.addEntry()
                    .setFullUrl(details.getFhirServerBase() + "/AuditEvent/" + one.n())
                    .setResource(AuditEvents.of(one))
                    .getSearch()
                    .setMode(SearchEntryMode.MATCH);
        }
        return page;
    }

    private static String reference(ReferenceParam given) {
        return given.getResourceType() == null ? given.getIdPart() : given.getResourceType() + "/" + given.getIdPart();
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static Optional<Long> number(@Nullable String id) {
        return Optional.ofNullable(id).filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong);
    }

    private static final class Terms {
        final List<String> all = new ArrayList<>();
        final List<List<String>> any = new ArrayList<>();

        void all(String name, @Nullable String value) {
            if (value != null) {
                all.add(name + ":" + value);
            }
        }

        void any(String name, @Nullable TokenOrListParam given) {
            if (given != null) {
                any.add(given.getValuesAsQueryTokens().stream()
                        .map(token -> name + ":" + token.getValue())
                        .toList());
            }
        }
    }
}
