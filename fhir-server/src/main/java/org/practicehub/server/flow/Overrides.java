package org.practicehub.server.flow;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.Access;
import org.practicehub.server.access.Access.Caller;
import org.practicehub.server.access.AccessFinder;
import org.practicehub.server.flow.Finding.Outcome;
import org.practicehub.server.flow.FlowSettings.Item;

/** Who may go on without an item: the roles that its practice names, with a reason that stays in the record. */
final class Overrides {
    private final Flow flow;
    private final AccessFinder finder;
    private final FlowTrail trail;

    Overrides(Flow flow, AccessFinder finder, FlowTrail trail) {
        this.flow = flow;
        this.finder = finder;
        this.trail = trail;
    }

    /** Of the Tasks that are written, those that say that an item was overridden. */
    void check(Optional<Task> before, Task now, @Nullable RequestDetails request) {
        Optional<String> name = Ticks.item(now);
        if (name.isEmpty() || !says(now)) {
            return;
        }
        boolean said = before.filter(was -> says(was)
                        && Ticks.reason(was).equals(Ticks.reason(now))
                        && Ticks.item(was).equals(name)
                        && was.getFocus().equalsDeep(now.getFocus()))
                .isPresent();
        if (said) {
            return;
        }
        Optional<Item> item = flow.item(name.get());
        if (item.isEmpty() || !may(item.get(), caller(request))) {
            throw Gate.refused(
                    "override-not-allowed", "Your role may not go on without this item.", "Task.businessStatus");
        }
        String why = Ticks.reason(now)
                .orElseThrow(() ->
                        Gate.refused("reason-missing", "Say why it goes on without this item.", "Task.statusReason"));
        trail.overridden(now, why);
    }

    private static boolean says(Task task) {
        return Ticks.outcome(task) == Outcome.OVERRIDDEN;
    }

    static boolean may(Item item, Caller caller) {
        return item.override().contains(caller.username().isEmpty() ? Gate.SYSTEM : caller.role());
    }

    /** Operations write for whoever called them, and carry no request of their own. */
    private Caller caller(@Nullable RequestDetails request) {
        Access access = request == null ? Access.NONE : Access.of(request);
        return (access.equals(Access.NONE) ? finder.current() : access).caller();
    }
}
