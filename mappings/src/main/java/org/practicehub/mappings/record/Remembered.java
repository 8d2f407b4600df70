package org.practicehub.mappings.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.feed.Sending;

/**
 * A record that is asked the same thing once: it does not change while one message is translated, and asking may cost. A message
 * that is translated many times over to be explained asks one of these each time.
 */
public final class Remembered implements PresentRecord {

    private final PresentRecord record;
    private final Map<Object, Object> answers = new HashMap<>();

    private record ByIdentifier(ResourceType type, Set<Token> identifiers) {}

    private record ById(ResourceType type, String id) {}

    private record Referring(String reference, Set<ResourceType> types) {}

    private record Applied(ResourceType type, String id) {}

    public Remembered(PresentRecord record) {
        this.record = record;
    }

    @Override
    public List<Resource> withIdentifier(ResourceType type, Collection<Token> identifiers) {
        return once(new ByIdentifier(type, Set.copyOf(identifiers)), () -> Stream.concat(
                        record.withIdentifier(type, identifiers).stream(), own(type, identifiers))
                .distinct()
                .toList());
    }

    /** The hub's own ids come back as the numbers that it gave to others. */
    private Stream<Resource> own(ResourceType type, Collection<Token> identifiers) {
        return identifiers.stream()
                .filter(token -> token.system().equals(Sending.OWN_IDS))
                .flatMap(token -> read(type, token.value()).stream());
    }

    @Override
    public Optional<Resource> read(ResourceType type, String id) {
        return once(new ById(type, id), () -> record.read(type, id));
    }

    @Override
    public List<Resource> referringTo(String reference, Set<ResourceType> types) {
        return once(new Referring(reference, types), () -> record.referringTo(reference, types));
    }

    @Override
    public Optional<Mark> lastApplied(ResourceType type, String id) {
        return once(new Applied(type, id), () -> record.lastApplied(type, id));
    }

    @SuppressWarnings("unchecked") // the question's type decides the answer's
    private <A> A once(Object question, Supplier<A> ask) {
        Object known = answers.get(question);
        if (known == null) {
            known = ask.get();
            answers.put(question, known);
        }
        return (A) known;
    }
}
