package org.practicehub.server.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.record.Token;
import org.practicehub.routes.store.StoredResources;

/** Looks things up in HAPI's tables without HAPI's search: by id, by identifier, by reference. */
record JpaResources(StoredText text) implements StoredResources {

    @Override
    public List<Resource> withIdentifier(ResourceType type, Collection<Token> tokens) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        return text.read(
                IdentifierIndex.CARRIERS,
                tokens.stream().map(Token::system).toArray(String[]::new),
                tokens.stream().map(Token::value).toArray(String[]::new),
                type.name());
    }

    @Override
    public Optional<Resource> read(ResourceType type, String id) {
        return text.read(List.of(new IdType(type.name(), id))).stream().findFirst();
    }

    // From the target outwards, step by step, as in IdentifierIndex.
    @Override
    public List<Resource> referringTo(String reference, Set<ResourceType> types) {
        String[] parts = reference.split("/", 2);
        return text.read(
                """
                select source.res_type as type, source.fhir_id as id
                from (select distinct src_resource_id id from hfj_res_link
                    where target_resource_id = (select res_id from hfj_resource where res_type = ? and fhir_id = ?)
                    and source_resource_type = any (?)) link,
                  lateral (select res_type, fhir_id from hfj_resource
                    where res_id = link.id and res_deleted_at is null offset 0) source
                order by source.res_type, source.fhir_id""",
                parts[0],
                parts[1],
                types.stream().map(ResourceType::name).toArray(String[]::new));
    }
}
