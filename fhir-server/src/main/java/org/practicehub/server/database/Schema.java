package org.practicehub.server.database;

import ca.uhn.fhir.jpa.migrate.DriverTypeEnum;
import ca.uhn.fhir.jpa.migrate.HapiMigrationStorageSvc;
import ca.uhn.fhir.jpa.migrate.HapiMigrator;
import ca.uhn.fhir.jpa.migrate.MigrationTaskList;
import ca.uhn.fhir.jpa.migrate.SchemaMigrator;
import ca.uhn.fhir.jpa.migrate.dao.HapiMigrationDao;
import ca.uhn.fhir.jpa.migrate.taskdef.BaseTask;
import ca.uhn.fhir.jpa.migrate.tasks.HapiFhirJpaMigrationTasks;
import ca.uhn.fhir.util.VersionEnum;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Both schemas at the version this hub expects: HAPI's by HAPI's own migrator, the hub's by Flyway. Whoever needs a
 * table depends on this bean.
 */
public final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    /** Any constant will do, as long as every hub uses the same: the key of the lock that lets one process migrate. */
    private static final long MIGRATION_LOCK = 0x5052_4143_5449_4345L;

    private static final String HAPI_HISTORY = SchemaMigrator.HAPI_FHIR_MIGRATION_TABLENAME;

    private Schema() {}

    static Schema bringUpToDate(DataSource dataSource) {
        try (Connection turn = dataSource.getConnection();
                Statement sql = turn.createStatement()) {
            // Held for the session: a process that dies in the middle gives its turn away.
            sql.execute("select pg_advisory_lock(" + MIGRATION_LOCK + ")");
            try {
                migrateRecord(dataSource, sql);
                migrateHub(dataSource);
            } finally {
                sql.execute("select pg_advisory_unlock(" + MIGRATION_LOCK + ")");
            }
            return new Schema();
        } catch (SQLException e) {
            throw new CannotStart(
                    "The database's tables cannot be brought up to date.",
                    "The database user must own its schema and may create tables in it.",
                    e);
        }
    }

    private static void migrateRecord(DataSource dataSource, Statement sql) throws SQLException {
        HapiMigrationStorageSvc history = new HapiMigrationStorageSvc(
                new HapiMigrationDao(dataSource, DriverTypeEnum.POSTGRES_9_4, HAPI_HISTORY));
        history.createMigrationTableIfRequired();
        // HAPI's own lock is a row that a killed process leaves behind for good. Ours is held, so that row is nobody's.
        sql.execute("delete from \"" + HAPI_HISTORY + "\" where \"installed_rank\" = -100");
        MigrationTaskList tasks = new HapiFhirJpaMigrationTasks(Set.of()).getAllTasks(VersionEnum.values());
        MigrationTaskList pending = history.diff(tasks);
        pending.removeIf(BaseTask::isHeavyweightSkippableTask);
        if (pending.size() == 0) {
            return;
        }
        LOG.info("Bringing the FHIR tables up to date: {} steps.", pending.size());
        HapiMigrator migrator = new HapiMigrator(HAPI_HISTORY, dataSource, DriverTypeEnum.POSTGRES_9_4);
        migrator.addTasks(tasks);
        migrator.migrate();
    }

    private static void migrateHub(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/hub")
                .table("hub_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
