package org.practicehub.server.messages;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.journal.JournalReader.Changed;
import org.practicehub.routes.journal.MarkedRecord;
import org.practicehub.routes.journal.Marks;
import org.practicehub.routes.journal.MessageState;
import org.practicehub.routes.store.ResourceVersions;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.routes.store.Written;

/** Finds out what a message met: the versions that it wrote are in the journal, and those before them in their histories. */
record MetRecords(Marks marks, ResourceVersions versions) {

    /**
     * A record to explain a message by.
     *
     * @param isThen whether it is as the message met it; otherwise it is as it is now
     * @param written the versions that the message wrote, by {@code Patient/x}
     */
    record Met(PresentRecord record, boolean isThen, Map<String, String> written) {}

    /** A message that has had no effect yet, or never shall, meets the record as it is now. */
    Met of(JournalEntry entry, List<Changed> changes, StoredResources resources) {
        PresentRecord now = new MarkedRecord(resources, marks, entry.feed());
        Optional<Instant> settled = Optional.of(entry)
                .filter(one -> one.state() == MessageState.APPLIED
                        || one.state() == MessageState.UNCHANGED
                        || one.state() == MessageState.STALE)
                .flatMap(JournalEntry::settledAt);
        if (settled.isEmpty()) {
            return new Met(now, false, Map.of());
        }
        List<Changed> first = firstOfEach(changes);
        Map<String, Optional<Resource>> met = new HashMap<>();
        first.forEach(change -> met.put(change.resource().reference(), before(change)));
        // A message that was replayed was settled again; what it met is what it met first.
        Instant moment = first.stream()
                .flatMap(change -> version(change.resource(), 0).stream())
                .map(version -> version.getMeta().getLastUpdated().toInstant())
                .min(Comparator.naturalOrder())
                .orElse(settled.get());
        boolean stale = entry.state() == MessageState.STALE;
        PresentRecord then = new RecordThen(now, versions, met, moment, mark -> stale || mark.sequence() < turn(entry));
        return new Met(
                then,
                true,
                first.stream().map(Changed::resource).collect(Collectors.toMap(Written::reference, Written::version)));
    }

    /** A message's place in the order: a corrected one has that of the one it replaces. */
    static long turn(JournalEntry entry) {
        return entry.replaces().orElse(entry.id());
    }

    private static List<Changed> firstOfEach(List<Changed> changes) {
        return changes.stream()
                .collect(Collectors.groupingBy(change -> change.resource().reference()))
                .values()
                .stream()
                .flatMap(
                        versions -> versions.stream()
                                .min(Comparator.comparing(change ->
                                        Long.parseLong(change.resource().version())))
                                .stream())
                .toList();
    }

    private Optional<Resource> before(Changed change) {
        return change.created() ? Optional.empty() : version(change.resource(), -1);
    }

    private Optional<Resource> version(Written written, int offset) {
        return versions.read(written.type(), written.id(), Long.toString(Long.parseLong(written.version()) + offset));
    }
}
