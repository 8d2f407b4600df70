package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.model.DaoMethodOutcome;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.routes.store.StoreUnavailable;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.routes.store.Written;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The record in the hub's own database: no HTTP between, and one database transaction for record and journal. */
final class InProcessFhirStore implements FhirStore {
    private final TransactionTemplate transaction;
    private final DaoRegistry daos;
    private final FhirContext fhir;
    private final StoredResources resources;
    private final KnownRows rows;

    InProcessFhirStore(PlatformTransactionManager transactions, DaoRegistry daos, FhirContext fhir, JdbcClient sql) {
        this.fhir = fhir;
        this.transaction = new TransactionTemplate(transactions);
        this.daos = daos;
        this.resources = new JpaResources(new StoredText(sql, fhir, daos));
        this.rows = new KnownRows(sql, fhir);
    }

    @Override
    public <T> T unit(Function<Unit, T> work) {
        try {
            return transaction.execute(status -> work.apply(new JpaUnit(status)));
        } catch (ResourceVersionConflictException
                | PreconditionFailedException
                | ConcurrencyFailureException
                | DataIntegrityViolationException e) {
            throw new StoreConflict(e);
        } catch (CannotCreateTransactionException | DataAccessResourceFailureException e) {
            throw new StoreUnavailable(e);
        }
    }

    private final class JpaUnit implements Unit {
        private final TransactionDetails details = new TransactionDetails();
        private final TransactionStatus status;

        JpaUnit(TransactionStatus status) {
            this.status = status;
        }

        @Override
        public StoredResources resources() {
            return resources;
        }

        @Override
        public List<Written> write(List<Change> changes, String source) {
            return Cause.by(source, () -> writeAll(changes, source));
        }

        private List<Written> writeAll(List<Change> changes, String source) {
            rows.tell(changes, details);
            WriteOrder order = WriteOrder.of(changes, fhir);
            order.namedFirst().forEach(this::name);
            Map<Change, Written> written = new HashMap<>();
            order.changes().forEach(change -> written.put(change, write(change, order, source)));
            return changes.stream().map(written::get).toList();
        }

        /** Brings a resource into being with nothing but its id, so that others can refer to it. */
        private void name(Change change) {
            Resource bare =
                    (Resource) fhir.getResourceDefinition(change.resource()).newInstance();
            bare.setId(
                    new IdType(bare.fhirType(), change.resource().getIdElement().getIdPart()));
            dao(bare).update(bare, null, true, false, new SystemRequestDetails(), details);
            status.flush();
        }

        private Written write(Change change, WriteOrder order, String source) {
            Resource resource = change.resource().copy();
            resource.getMeta().setSource(source);
            // With the version in its id the write fails if somebody else was faster.
            resource.setId(change.before()
                    .<IIdType>map(met -> new IdType(
                            met.fhirType(),
                            met.getIdElement().getIdPart(),
                            met.getMeta().getVersionId()))
                    .orElseGet(() -> new IdType(
                            resource.fhirType(), resource.getIdElement().getIdPart())));
            IFhirResourceDao<Resource> dao = dao(resource);
            DaoMethodOutcome outcome = dao.update(resource, null, true, false, new SystemRequestDetails(), details);
            // Sorting the inserts of several resources, Hibernate puts index rows before the row they belong to.
            status.flush();
            boolean mustBeNew = change.isCreate() && !order.namedFirst().contains(change);
            if (mustBeNew && !Boolean.TRUE.equals(outcome.getCreated())) {
                // It was not there when the message looked for it, and is now.
                throw new StoreConflict(new IllegalStateException("created twice"));
            }
            return new Written(
                    resource.fhirType(),
                    outcome.getId().getIdPart(),
                    outcome.getId().getVersionIdPart());
        }

        @SuppressWarnings("unchecked")
        private IFhirResourceDao<Resource> dao(Resource resource) {
            return (IFhirResourceDao<Resource>) daos.getResourceDao(resource.fhirType());
        }
    }
}
