package org.practicehub.server.scheduling;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.database.Turns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes the time of Slots that were stored before the hub kept account of it, once, at the first start that does. */
final class EarlierSlots implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(EarlierSlots.class);
    private static final int AT_ONCE = 200;

    private final Turns turns;
    private final JdbcClient sql;
    private final FhirStore store;
    private final Occupancy occupancy;

    EarlierSlots(Turns turns, JdbcClient sql, FhirStore store, Occupancy occupancy) {
        this.turns = turns;
        this.sql = sql;
        this.store = store;
        this.occupancy = occupancy;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        turns.alone("earlier slots", () -> {
            // Slots that are there and not accounted for: none in a new hub, and none after this has run.
            boolean open = sql.sql("select not exists (select from hub_calendar_begun)")
                    .query(Boolean.class)
                    .single();
            if (open) {
                takeAll(ResourceType.Schedule);
                takeAll(ResourceType.Slot);
                sql.sql("insert into hub_calendar_begun (at) values (now())").update();
            }
        });
    }

    private void takeAll(ResourceType type) {
        long last = 0;
        long taken = 0;
        List<Row> rows = after(type, last);
        while (!rows.isEmpty()) {
            List<Row> page = rows;
            store.unit(unit -> {
                for (Row row : page) {
                    unit.resources().read(type, row.id()).ifPresent(this::take);
                }
                return page.size();
            });
            taken += page.size();
            last = page.get(page.size() - 1).number();
            rows = after(type, last);
        }
        if (taken > 0) {
            LOG.info("Took {} resources of type {} into the calendars.", taken, type);
        }
    }

    private void take(Resource resource) {
        AtDesk.write(true, () -> {
            occupancy.created(resource);
            return true;
        });
    }

    private record Row(long number, String id) {}

    private List<Row> after(ResourceType type, long last) {
        return sql.sql(
                        """
                        select res_id, fhir_id from hfj_resource
                        where res_type = ? and res_id > ? and res_deleted_at is null
                          and not exists (select from hub_busy where slot = fhir_id)
                        order by res_id limit ?""")
                .params(type.name(), last, AT_ONCE)
                .query((row, number) -> new Row(row.getLong(1), row.getString(2)))
                .list();
    }
}
