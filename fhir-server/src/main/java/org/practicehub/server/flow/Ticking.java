package org.practicehub.server.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.flow.Finding.Outcome;
import org.practicehub.server.flow.FlowSettings.Checklist;
import org.practicehub.server.flow.FlowSettings.Item;
import org.practicehub.server.flow.FlowSettings.Kind;

/** Writes the Task of an item, and that of its checklist when it is the first. */
final class Ticking {
    private final FhirStore store;
    private final Ticks ticks;

    Ticking(FhirStore store, Ticks ticks) {
        this.store = store;
        this.ticks = ticks;
    }

    void tick(Appointment visit, Checklist list, String name, Item item, Outcome outcome, Optional<String> reason) {
        check(item, outcome, reason);
        Moving.settled(() -> store.unit(unit -> {
            List<Change> changes = new ArrayList<>();
            Task root = ticks.root(visit, list).orElseGet(() -> {
                Task fresh = Ticks.newRoot(visit, list);
                changes.add(new Change(fresh, Optional.empty()));
                return fresh;
            });
            Optional<Task> met = Optional.ofNullable(ticks.of(visit).get(name));
            Task tick = met.map(Task::copy).orElseGet(() -> Ticks.newTick(visit, name, item, root));
            Ticks.settle(tick, outcome, item, reason);
            changes.add(new Change(tick, met.map(one -> one)));
            return unit.write(changes, Moving.author());
        }));
    }

    private static void check(Item item, Outcome outcome, Optional<String> reason) {
        switch (outcome) {
            case OPEN -> {
                // Taken back: always.
            }
            case DONE -> {
                if (item.how() != Kind.TICKED) {
                    throw Gate.refused(
                            "decided-by-the-record",
                            "This is decided by what is in the record, not by a tick.",
                            "outcome");
                }
            }
            case NOT_NEEDED -> {
                if (item.otherwise() == null) {
                    throw Gate.refused("needed", "This item is always needed.", "outcome");
                }
                if (item.otherwiseReason() && reason.isEmpty()) {
                    throw Gate.refused("reason-missing", "Say why.", "reason");
                }
            }
            case OVERRIDDEN -> {
                // Who may is decided where every Task is written.
                if (reason.isEmpty()) {
                    throw Gate.refused("reason-missing", "Say why it goes on without this item.", "reason");
                }
            }
        }
    }
}
