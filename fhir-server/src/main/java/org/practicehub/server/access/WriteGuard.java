package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/**
 * Gate 4 (smart.md 3.1): what is about to be stored must be open to its writer before and after, must stay with its patient,
 * and may not speak in somebody else's name.
 */
@Interceptor
public final class WriteGuard {
    private final Sight sight;
    private final Authors authors;
    private final SensitiveTypes sensitive;

    WriteGuard(FhirContext fhir, Sight sight, SensitiveTypes sensitive) {
        this.sight = sight;
        this.authors = new Authors(fhir);
        this.sensitive = sensitive;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(RequestDetails request, IBaseResource resource) {
        Access access = Access.of(request);
        submission(access, resource);
        Refusal.unless(sight.isOpen(access, 'c', resource) || isUpdateThatCreates(access, resource));
        Refusal.unless(authors.mayAll(access, resource, Set.of()));
        noted(resource);
    }

    private boolean isUpdateThatCreates(Access access, IBaseResource resource) {
        return access.mayAll('u', resource.fhirType()) && access.mayAll('c', resource.fhirType());
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(RequestDetails request, IBaseResource before, IBaseResource after) {
        Access access = Access.of(request);
        submission(access, after);
        Refusal.unless(sight.isOpen(access, 'u', before) && sight.isOpen(access, 'u', after));
        // Nobody sees what a mask hides, so nobody may send it back without.
        Refusal.unless(!access.masks(after.fhirType()));
        if (access.caller().isPerson()) {
            // A document that was filed with the wrong patient is marked as an error and filed anew (R10).
            Refusal.unless(sight.owners().of(before).equals(sight.owners().of(after)));
        }
        Refusal.unless(authors.mayAll(access, after, authors.of(before)));
        onlyWhatMayChange(access, (Resource) before, (Resource) after);
        noted(after);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    public void deleted(RequestDetails request, IBaseResource resource) {
        Refusal.unless(sight.isOpen(Access.of(request), 'd', resource));
    }

    /** A system that sees only what it sent: what it sends carries the mark, which it cannot set itself. */
    private static void submission(Access access, IBaseResource resource) {
        if (!access.caller().isPerson() && submissionsOnly(access, resource.fhirType())) {
            Submissions.mark(resource, access.caller().client());
        }
    }

    private static boolean submissionsOnly(Access access, String type) {
        return access.openings().stream()
                .filter(opening -> opening.type().equals(type))
                .flatMap(opening -> opening.filters().stream())
                .anyMatch(Filter.Submitted.class::isInstance);
    }

    private void noted(IBaseResource resource) {
        if (Sight.isSensitive(resource)) {
            sensitive.noted(resource.fhirType());
        }
    }

    private static void onlyWhatMayChange(Access access, Resource before, Resource after) {
        String type = after.fhirType();
        Set<String> open = access.changesOnly().stream()
                .filter(path -> path.startsWith(type + "."))
                .map(path -> path.substring(type.length() + 1))
                .collect(Collectors.toSet());
        if (open.isEmpty()) {
            return;
        }
        Set<String> changed = new TreeSet<>();
        for (Property property : after.children()) {
            String name = property.getName().replace("[x]", "");
            Property was = before.getNamedProperty(property.getName());
            if (!same(was, property) && !name.equals("meta") && !name.equals("id") && !name.equals("text")) {
                changed.add(name);
            }
        }
        Refusal.unless(open.containsAll(changed));
    }

    private static boolean same(Property was, Property is) {
        if (was.getValues().size() != is.getValues().size()) {
            return false;
        }
        for (int i = 0; i < is.getValues().size(); i++) {
            if (!Base.compareDeep(was.getValues().get(i), is.getValues().get(i), false)) {
                return false;
            }
        }
        return true;
    }
}
