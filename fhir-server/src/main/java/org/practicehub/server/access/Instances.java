package org.practicehub.server.access;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.practicehub.server.access.Ask.Kind;
import org.practicehub.server.access.SearchRewrite.Narrowed;

/**
 * Looks at the one resource that a request names before HAPI does: HAPI tells apart what was deleted, what is somebody else's
 * and what never was (R22, R23, R25), and shows old versions of what has been moved away (R14).
 */
final class Instances {
    private final Records records;
    private final Sight sight;
    private final SensitiveTypes sensitive;

    Instances(Records records, Sight sight, SensitiveTypes sensitive) {
        this.records = records;
        this.sight = sight;
        this.sensitive = sensitive;
    }

    void check(Access access, Ask ask) {
        boolean inFull = isOpenInFull(access, 'r', ask.type()) && isOpenInFull(access, ask.letter(), ask.type());
        if (inFull && (ask.kind() != Kind.UPDATE || access.mayAll('c', ask.type()))) {
            return;
        }
        Optional<IBaseResource> current = records.current(ask.type(), ask.id());
        if (current.isPresent()) {
            check(access, ask, current.get());
        } else if (ask.kind() == Kind.UPDATE && access.mayAll('u', ask.type())) {
            mayCreate(access, ask);
        } else if (!inFull) {
            throw Refusal.notFound();
        }
    }

    private void check(Access access, Ask ask, IBaseResource current) {
        boolean readable = sight.isOpen(access, 'r', current);
        if (!sight.isOpen(access, ask.letter(), current)) {
            throw readable ? Refusal.forbidden() : Refusal.notFound();
        }
    }

    /** An update that creates needs both rights (S5). */
    private static void mayCreate(Access access, Ask ask) {
        if (!access.mayAll('c', ask.type())) {
            throw new ForbiddenOperationException(
                    "There is no such resource, and the access token does not allow to create one.");
        }
    }

    Narrowed narrow(Access access, String type) {
        Narrowed narrowed = SearchRewrite.narrow(access, type);
        return isGuarded(access, type) ? new Narrowed(narrowed.added(), false) : narrowed;
    }

    /** Every resource of the type, labels and all. */
    boolean isOpenInFull(Access access, char letter, String type) {
        return access.mayAll(letter, type) && !isGuarded(access, type) && !type.equals("Binary");
    }

    private boolean isGuarded(Access access, String type) {
        boolean seesAll = access.sensitive() && !access.caller().isPerson();
        return !seesAll && sensitive.occurIn(type);
    }
}
