package org.practicehub.server.messages;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.record.Mark;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.References;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.routes.store.ResourceVersions;

/**
 * The record as a message met it, put together of the versions that are kept. What the message wrote is as it was before that;
 * all else is as it was at that moment. It is found by what carries an identifier or a reference now and did then: what has been
 * deleted since is missing, and so is what has lost that identifier since, unless the message itself wrote it.
 */
final class RecordThen implements PresentRecord {
    private final PresentRecord now;
    private final ResourceVersions versions;
    private final Map<String, Optional<Resource>> met;
    private final Instant moment;
    private final Predicate<Mark> isEarlier;

    /**
     * @param now the record as it is
     * @param met what the message wrote, by {@code Patient/x}, as it was before; empty when the message made it
     * @param moment when it was written
     * @param isEarlier whether a mark was there before the message came
     */
    RecordThen(
            PresentRecord now,
            ResourceVersions versions,
            Map<String, Optional<Resource>> met,
            Instant moment,
            Predicate<Mark> isEarlier) {
        this.now = now;
        this.versions = versions;
        this.met = met;
        this.moment = moment;
        this.isEarlier = isEarlier;
    }

    @Override
    public List<Resource> withIdentifier(ResourceType type, Collection<Token> identifiers) {
        return then(now.withIdentifier(type, identifiers), Set.of(type), resource -> Tokens.of(resource)
                .anyMatch(identifiers::contains));
    }

    @Override
    public Optional<Resource> read(ResourceType type, String id) {
        Optional<Resource> written = met.get(type.name() + "/" + id);
        return written != null ? written : now.read(type, id).flatMap(this::then);
    }

    @Override
    public List<Resource> referringTo(String reference, Set<ResourceType> types) {
        return then(now.referringTo(reference, types), types, resource -> References.in(resource)
                .anyMatch(held -> reference.equals(held.getReference())));
    }

    @Override
    public Optional<Mark> lastApplied(ResourceType type, String id) {
        return now.lastApplied(type, id).filter(isEarlier);
    }

    private List<Resource> then(List<Resource> found, Set<ResourceType> types, Predicate<Resource> fits) {
        return Stream.concat(
                        found.stream().flatMap(resource -> then(resource).stream()),
                        met.values().stream()
                                .flatMap(Optional::stream)
                                .filter(resource -> types.contains(resource.getResourceType())))
                .filter(fits)
                .collect(Collectors.toMap(
                        resource -> resource.fhirType() + "/" + resource.getIdPart(),
                        resource -> resource,
                        (first, second) -> first))
                .values()
                .stream()
                .sorted(Comparator.comparing(Resource::fhirType).thenComparing(Resource::getIdPart))
                .toList();
    }

    private Optional<Resource> then(Resource resource) {
        Optional<Resource> written = met.get(resource.fhirType() + "/" + resource.getIdPart());
        if (written != null) {
            return written;
        }
        Optional<Resource> version = Optional.of(resource);
        while (version.filter(this::isLater).isPresent()) {
            version = version.flatMap(this::before);
        }
        return version;
    }

    private boolean isLater(Resource version) {
        return !version.getMeta().getLastUpdated().toInstant().isBefore(moment);
    }

    private Optional<Resource> before(Resource version) {
        long number = Long.parseLong(version.getMeta().getVersionId());
        return versions.read(version.fhirType(), version.getIdPart(), Long.toString(number - 1));
    }
}
