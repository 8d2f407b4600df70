package org.practicehub.server.messages;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.journal.JournalQuery;
import org.practicehub.routes.journal.JournalReader;
import org.practicehub.routes.journal.JournalReader.Changed;
import org.practicehub.routes.journal.MessageState;

/** Reads and searches the journal. It is not HAPI's: a message is kept once, in the journal, and not again as a resource. */
public final class MessageHeaderProvider implements IResourceProvider {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    private final JournalReader journal;
    private final PatientNames patients;
    private final Cursors cursors;

    MessageHeaderProvider(JournalReader journal, PatientNames patients, Cursors cursors) {
        this.journal = journal;
        this.patients = patients;
        this.cursors = cursors;
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return MessageHeader.class;
    }

    @Read
    public MessageHeader read(@IdParam IdType id) {
        JournalEntry entry = journal.find(number(id)).orElseThrow(() -> new ResourceNotFoundException(id));
        return page(List.of(entry)).get(0);
    }

    /**
     * Searches the journal, newest first.
     *
     * @param state what became of them
     * @param event ADT, or ADT^A04
     * @param source the feed they came by
     * @param identifier a number in them, or how it begins
     * @param cursor where a page's next link goes on; stands alone
     */
    @Search
    public Bundle search(
            RequestDetails request,
            @OptionalParam(name = "_id") @Nullable TokenParam id,
            @OptionalParam(name = "state") @Nullable TokenOrListParam state,
            @OptionalParam(name = "event") @Nullable TokenOrListParam event,
            @OptionalParam(name = "source") @Nullable TokenOrListParam source,
            @OptionalParam(name = "direction") @Nullable TokenParam direction,
            @OptionalParam(name = "date") @Nullable DateRangeParam date,
            @OptionalParam(name = "identifier") @Nullable StringParam identifier,
            @OptionalParam(name = "patient") @Nullable ReferenceParam patient,
            @OptionalParam(name = "focus") @Nullable ReferenceParam focus,
            @OptionalParam(name = "cursor") @Nullable TokenParam cursor,
            @Count @Nullable Integer count) {
        if (id != null) {
            return page(
                    request,
                    journal.find(number(new IdType(id.getValue()))).stream().toList());
        }
        JournalQuery query = cursor != null
                ? cursors.open(cursor.getValue())
                : new JournalQuery(
                        states(state),
                        values(event),
                        values(source),
                        Optional.ofNullable(direction).map(TokenParam::getValue),
                        Optional.ofNullable(date)
                                .map(DateRangeParam::getLowerBoundAsInstant)
                                .map(Date::toInstant),
                        Optional.ofNullable(date)
                                .map(DateRangeParam::getUpperBoundAsInstant)
                                .map(Date::toInstant),
                        Optional.ofNullable(identifier)
                                .map(StringParam::getValue)
                                .map(String::trim),
                        Optional.ofNullable(patient).map(given -> "Patient/" + given.getIdPart()),
                        Optional.ofNullable(focus).map(ReferenceParam::getValue),
                        Optional.empty(),
                        Math.max(1, Math.min(count == null ? PAGE : count, LARGEST_PAGE)));
        List<JournalEntry> entries = journal.search(query);
        Bundle page = page(request, entries);
        journal.count(query).ifPresent(total -> page.setTotal(Math.toIntExact(total)));
        if (entries.size() == query.most()) {
            JournalQuery next = query.after(entries.get(entries.size() - 1).id());
            page.addLink()
                    .setRelation("next")
                    .setUrl(request.getFhirServerBase() + "/MessageHeader?cursor=" + cursors.seal(next));
        }
        return page;
    }

    private Bundle page(RequestDetails request, List<JournalEntry> entries) {
        Bundle page = new Bundle().setType(BundleType.SEARCHSET);
        for (MessageHeader header : page(entries)) {
            page.addEntry()
                    .setFullUrl(request.getFhirServerBase() + "/MessageHeader/" + header.getId())
                    .setResource(header)
                    .getSearch()
                    .setMode(SearchEntryMode.MATCH);
        }
        return page;
    }

    private List<MessageHeader> page(List<JournalEntry> entries) {
        Map<Long, List<Changed>> changes =
                journal.changes(entries.stream().map(JournalEntry::id).toList());
        Map<String, String> names = patients.names(
                entries.stream().flatMap(entry -> entry.patient().stream()).toList());
        return entries.stream()
                .map(entry -> MessageHeaders.of(entry, changes.getOrDefault(entry.id(), List.of()), names))
                .toList();
    }

    private static List<MessageState> states(@Nullable TokenOrListParam given) {
        return values(given).stream().map(MessageHeaderProvider::state).toList();
    }

    private static MessageState state(String code) {
        try {
            return MessageState.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("state: there is no such state of a message; there are "
                    + String.join(
                            ", ",
                            java.util.Arrays.stream(MessageState.values())
                                    .map(MessageState::code)
                                    .toList()));
        }
    }

    private static List<String> values(@Nullable TokenOrListParam given) {
        return given == null
                ? List.of()
                : given.getValuesAsQueryTokens().stream()
                        .map(TokenParam::getValue)
                        .toList();
    }

    static long number(IdType id) {
        try {
            return Long.parseLong(id.getIdPart());
        } catch (NumberFormatException e) {
            throw new ResourceNotFoundException("MessageHeader ids are numbers");
        }
    }
}
