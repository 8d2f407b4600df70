package org.practicehub.server.database;

import ca.uhn.fhir.jpa.config.util.ResourceTypeUtil;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

    private static final String HAPI_HISTORY = SchemaMigrator.HAPI_FHIR_MIGRATION_TABLENAME;

    Schema() {}

    /** The caller sees to it that no other process does the same meanwhile. */
    static void bringUpToDate(DataSource dataSource) {
        try {
            migrateRecord(dataSource);
            migrateHub(dataSource);
        } catch (SQLException e) {
            throw new CannotStart(
                    "The database's tables cannot be brought up to date.",
                    "The database user must own its schema and may create tables in it.",
                    e);
        }
    }

    private static void migrateRecord(DataSource dataSource) throws SQLException {
        HapiMigrationStorageSvc history = new HapiMigrationStorageSvc(
                new HapiMigrationDao(dataSource, DriverTypeEnum.POSTGRES_9_4, HAPI_HISTORY));
        history.createMigrationTableIfRequired();
        // HAPI's own lock is a row that a killed process leaves behind for good. It is our turn, so that row is
        // nobody's.
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("delete from \"" + HAPI_HISTORY + "\" where \"installed_rank\" = -100");
        }
        MigrationTaskList tasks = new HapiFhirJpaMigrationTasks(Set.of()).getAllTasks(VersionEnum.values());
        MigrationTaskList pending = history.diff(tasks);
        pending.removeIf(BaseTask::isHeavyweightSkippableTask);
        if (pending.size() > 0) {
            LOG.info("Bringing the FHIR tables up to date: {} steps.", pending.size());
            HapiMigrator migrator = new HapiMigrator(HAPI_HISTORY, dataSource, DriverTypeEnum.POSTGRES_9_4);
            migrator.addTasks(tasks);
            migrator.migrate();
        }
        nameResourceTypes(dataSource);
    }

    /**
     * HAPI fills its table of resource types when it finds it empty, in every process that starts. Two that start at once on
     * a new database would both fill it, and one would fail; so it is filled here, where processes take turns.
     */
    private static void nameResourceTypes(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement look = connection.createStatement();
                ResultSet any = look.executeQuery("select 1 from hfj_resource_type limit 1")) {
            if (any.next()) {
                return;
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into hfj_resource_type (res_type_id, res_type) values (nextval('seq_resource_type'), ?)")) {
                for (String type : ResourceTypeUtil.generateResourceTypes()) {
                    insert.setString(1, type);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
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
