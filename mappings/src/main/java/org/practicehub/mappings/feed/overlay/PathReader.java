package org.practicehub.mappings.feed.overlay;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildContainedResources;
import ca.uhn.fhir.context.RuntimeChildDirectResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.practicehub.mappings.feed.Nearest;
import org.practicehub.mappings.feed.overlay.Step.Chosen;

/** Reads a target path from left to right, each name against what R4 has there. */
final class PathReader {

    /** What the hub itself says of a resource. */
    private static final Set<String> RESERVED = Set.of("id", "meta", "implicitRules", "text", "contained");

    /** Extensions of the practice's own, where no address is given. */
    private static final String OWN_EXTENSION = "urn:x-hub:extension:";

    private final String path;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    PathReader(String path) {
        this.path = path;
    }

    TargetPath read() throws Mistaken {
        String resource = name();
        BaseRuntimeElementDefinition<?> here = resource(resource);
        String walked = resource;
        while (at < path.length()) {
            int dot = at;
            if (path.charAt(at++) != '.') {
                throw new Mistaken(dot, "expected '.' before the next name in '" + path + "'");
            }
            Step step = step(here, walked);
            steps.add(step);
            here = step.type();
            walked = path.substring(0, at);
        }
        if (steps.isEmpty()) {
            throw new Mistaken(0, "'" + path + "' names no element; expected a path like " + resource + ".identifier");
        }
        return new TargetPath(path, resource, steps);
    }

    private static BaseRuntimeElementDefinition<?> resource(String name) throws Mistaken {
        FhirContext fhir = FhirContext.forR4Cached();
        Set<String> known = fhir.getResourceTypes();
        if (!known.contains(name)) {
            throw new Mistaken(0, "R4 has no resource '" + name + "'" + Nearest.hint(name, known));
        }
        if (name.equals("Provenance")) {
            throw new Mistaken(0, "the Provenance is what the hub says of a change; feeds do not write it");
        }
        return fhir.getResourceDefinition(name);
    }

    private Step step(BaseRuntimeElementDefinition<?> parent, String walked) throws Mistaken {
        int start = at;
        String name = name();
        BaseRuntimeChildDefinition child = child(parent, name, walked, start);
        BaseRuntimeElementDefinition<?> type =
                child.getValidChildNames().contains(name) ? child.getChildByName(name) : null;
        if (type == null && name.equals("modifierExtension")) {
            throw new Mistaken(start, "a modifierExtension changes what the rest means; write Java for it");
        }
        if (type == null) {
            List<String> choices = child.getValidChildNames().stream().sorted().toList();
            String named = choices.size() > 12 ? name + "String and the like" : String.join(", ", choices);
            throw new Mistaken(start, "'" + name + "' may be of several types; name one of " + named);
        }
        List<Chosen> chosen = at < path.length() && path.charAt(at) == '(' ? chosen(child, type, name) : List.of();
        if (name.equals("extension") && chosen.isEmpty()) {
            throw new Mistaken(start, "which extension? Expected extension(name) or extension(https://…)");
        }
        return new Step(child, type, chosen);
    }

    private BaseRuntimeChildDefinition child(
            BaseRuntimeElementDefinition<?> parent, String name, String walked, int start) throws Mistaken {
        if (!(parent instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
            throw new Mistaken(start, walked + " is a " + parent.getName() + " and has no parts");
        }
        BaseRuntimeChildDefinition child = composite.getChildByName(name);
        if (child == null) {
            child = composite.getChildByName(name + "[x]");
        }
        if (child == null || !isNameOf(child, name)) {
            throw new Mistaken(start, walked + " has no element '" + name + "'" + Nearest.hint(name, names(composite)));
        }
        boolean reserved = steps.isEmpty() && RESERVED.contains(name);
        if (reserved
                || child instanceof RuntimeChildContainedResources
                || child instanceof RuntimeChildDirectResource) {
            throw new Mistaken(start, walked + "." + name + " is not for feeds to write");
        }
        return child;
    }

    private static boolean isNameOf(BaseRuntimeChildDefinition child, String name) {
        return child.getElementName().equals(name)
                || child.getElementName().equals(name + "[x]")
                || child.getValidChildNames().contains(name) && !name.endsWith("Resource");
    }

    private static List<String> names(BaseRuntimeElementCompositeDefinition<?> composite) {
        return composite.getChildren().stream()
                .flatMap(child -> child.getValidChildNames().stream())
                .filter(name -> !name.endsWith("Resource"))
                .toList();
    }

    /** {@code (system=fax,use=work)}, of an extension {@code (pronouns)}. */
    private List<Chosen> chosen(BaseRuntimeChildDefinition child, BaseRuntimeElementDefinition<?> type, String name)
            throws Mistaken {
        int open = at;
        int end = path.indexOf(')', open);
        if (end < 0) {
            throw new Mistaken(open, "the parenthesis is not closed");
        }
        if (child.getMax() == 1) {
            throw new Mistaken(open, name + " is no list; nothing can be selected from it");
        }
        if (!(type instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
            throw new Mistaken(open, "the entries of " + name + " have no parts to select by");
        }
        at = end + 1;
        if (name.equals("extension")) {
            return List.of(part(composite, "url", url(path.substring(open + 1, end)), name, open + 1));
        }
        List<Chosen> chosen = new ArrayList<>();
        int start = open + 1;
        for (String pair : path.substring(start, end).split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw new Mistaken(start, "expected a part and its value, as in telecom(system=fax)");
            }
            chosen.add(part(composite, pair.substring(0, equals), pair.substring(equals + 1), name, start));
            start += pair.length() + 1;
        }
        return chosen;
    }

    private static Chosen part(
            BaseRuntimeElementCompositeDefinition<?> of, String name, String value, String list, int at)
            throws Mistaken {
        BaseRuntimeChildDefinition part = of.getChildByName(name);
        BaseRuntimeElementDefinition<?> type = part == null ? null : part.getChildByName(name);
        if (part == null || type == null) {
            throw new Mistaken(at, list + " has no part '" + name + "'" + Nearest.hint(name, names(of)));
        }
        try {
            return new Chosen(part, value, new Values(part, type).written(value));
        } catch (Mistaken wrong) {
            throw wrong.after(list.equals("extension") ? at : at + name.length() + 1);
        }
    }

    /** An address as it stands; a name is one of the practice's own, and inside another extension it is just a name. */
    private String url(String written) {
        boolean nested = !steps.isEmpty()
                && steps.get(steps.size() - 1).child().getElementName().equals("extension");
        return nested || written.contains(":") ? written : OWN_EXTENSION + written;
    }

    private String name() throws Mistaken {
        int start = at;
        while (at < path.length() && Character.isLetterOrDigit(path.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw new Mistaken(start, "expected a name in '" + path + "'");
        }
        return path.substring(start, at);
    }
}
