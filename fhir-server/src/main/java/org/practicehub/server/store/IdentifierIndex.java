package org.practicehub.server.store;

import java.util.ArrayList;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.record.Token;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who carries which identifier, kept in step with the record in the transaction that changes it. A message finds its
 * patient here in one indexed look-up; a FHIR search would cost 28 statements.
 */
final class IdentifierIndex {
    /**
     * The resources that carry one of the identifiers, as a query for {@link StoredText} with systems, values and type.
     *
     * <p>Token by token (`offset 0` keeps PostgreSQL from joining otherwise): a plan made while the table was small reads all
     * of it, and is kept while it grows.
     */
    static final String CARRIERS =
            """
            select distinct i.type, i.id from unnest(?::text[], ?::text[]) wanted (system, value),
              lateral (select type, id from hub_identifier
                where type = ? and system = wanted.system and value = wanted.value offset 0) i
            order by i.id""";

    private final JdbcClient sql;

    IdentifierIndex(JdbcClient sql) {
        this.sql = sql;
    }

    /** A resource has these identifiers now, and had those of its earlier version. */
    void put(IBaseResource resource, Optional<IBaseResource> before) {
        SortedSet<Token> now = identifiers(resource);
        SortedSet<Token> then = before.map(IdentifierIndex::identifiers).orElseGet(TreeSet::new);
        if (now.equals(then)) {
            return;
        }
        String type = resource.fhirType();
        String id = resource.getIdElement().getIdPart();
        if (!then.isEmpty()) {
            remove(type, id);
        }
        if (!now.isEmpty()) {
            sql.sql(
                            """
                            insert into hub_identifier (type, system, value, id)
                            select ?, system, value, ? from unnest(?::text[], ?::text[]) given (system, value)
                            on conflict do nothing""")
                    .params(
                            type,
                            id,
                            now.stream().map(Token::system).toArray(String[]::new),
                            now.stream().map(Token::value).toArray(String[]::new))
                    .update();
        }
    }

    void remove(String type, String id) {
        sql.sql("delete from hub_identifier where type = ? and id = ?")
                .params(type, id)
                .update();
    }

    private static SortedSet<Token> identifiers(IBaseResource resource) {
        SortedSet<Token> tokens = new TreeSet<>();
        Property property = ((Resource) resource).getNamedProperty("identifier");
        for (Base value : property == null ? new ArrayList<Base>() : property.getValues()) {
            if (value instanceof Identifier identifier && identifier.hasSystem() && identifier.hasValue()) {
                tokens.add(new Token(identifier.getSystem(), identifier.getValue()));
            }
        }
        return tokens;
    }
}
