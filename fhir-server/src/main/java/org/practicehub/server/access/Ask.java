package org.practicehub.server.access;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;

/**
 * One interaction that is asked for, by a request or by an entry of a bundle.
 *
 * @param type the resource type; empty for the server as a whole
 * @param id empty where no instance is named
 * @param conditional whether it names its target by a search
 * @param parameters of a search, by name
 */
record Ask(Kind kind, String type, String id, boolean conditional, Map<String, String[]> parameters) {
    enum Kind {
        CREATE,
        READ,
        UPDATE,
        PATCH,
        DELETE,
        SEARCH,
        /** One of the operations; each has its own rule. */
        OPERATION,
        /** A page of an earlier search. */
        PAGE,
        METADATA,
        /** A batch or transaction: looked at entry by entry. */
        BUNDLE,
        /** What nobody may: histories of types, tags, system searches and what else HAPI knows. */
        CLOSED
    }

    static Ask of(RequestDetails request, RestOperationTypeEnum operation) {
        String type = Optional.ofNullable(request.getResourceName()).orElse("");
        String id = request.getId() == null
                ? ""
                : Optional.ofNullable(request.getId().getIdPart()).orElse("");
        Kind kind = kind(operation);
        boolean conditional =
                switch (kind) {
                    case CREATE -> request.getHeader(Constants.HEADER_IF_NONE_EXIST) != null;
                    case UPDATE, PATCH, DELETE -> id.isEmpty();
                    default -> false;
                };
        return new Ask(kind, type, id, conditional, request.getParameters());
    }

    private static Kind kind(RestOperationTypeEnum operation) {
        return switch (operation) {
            case CREATE -> Kind.CREATE;
            case READ, VREAD, HISTORY_INSTANCE -> Kind.READ;
            case UPDATE -> Kind.UPDATE;
            case PATCH -> Kind.PATCH;
            case DELETE -> Kind.DELETE;
            case SEARCH_TYPE -> Kind.SEARCH;
            case EXTENDED_OPERATION_INSTANCE, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_SERVER -> Kind.OPERATION;
            case GET_PAGE -> Kind.PAGE;
            case METADATA -> Kind.METADATA;
            case TRANSACTION, BATCH -> Kind.BUNDLE;
            // Whatever a later HAPI brings stays closed until it is looked at.
            default -> Kind.CLOSED;
        };
    }

    /** An entry of a bundle; its address is relative, or absolute below the base. */
    static Ask of(BundleEntryComponent entry, String base) {
        String url = relative(entry.getRequest().getUrl(), base);
        String[] halves = url.split("\\?", 2);
        String[] path = halves[0].split("/", -1);
        Map<String, String[]> parameters = halves.length > 1 ? UrlUtil.parseQueryString(halves[1]) : Map.of();
        String id = path.length > 1 ? path[1] : "";
        HTTPVerb verb = entry.getRequest().getMethod();
        Kind kind = verb == null ? Kind.CLOSED : kind(verb, path, parameters);
        boolean conditional =
                switch (kind) {
                    case CREATE -> entry.getRequest().hasIfNoneExist();
                    case UPDATE, PATCH, DELETE -> id.isEmpty();
                    default -> false;
                };
        return new Ask(kind, path[0], id, conditional, parameters);
    }

    private static String relative(@org.jspecify.annotations.Nullable String url, String base) {
        if (url == null) {
            return "";
        }
        String below = url.startsWith(base + "/") ? url.substring(base.length()) : url;
        return below.startsWith("/") ? below.substring(1) : below;
    }

    private static Kind kind(HTTPVerb verb, String[] path, Map<String, String[]> parameters) {
        boolean named = path[0].matches("[A-Z][A-Za-z]+");
        for (String part : path) {
            if (part.startsWith("$")) {
                return Kind.OPERATION;
            }
        }
        return switch (verb) {
            case POST -> named && path.length == 1 ? Kind.CREATE : Kind.CLOSED;
            case PUT -> named && path.length <= 2 ? Kind.UPDATE : Kind.CLOSED;
            case PATCH -> named && path.length <= 2 ? Kind.PATCH : Kind.CLOSED;
            case DELETE -> named && path.length <= 2 ? Kind.DELETE : Kind.CLOSED;
            case GET, HEAD -> get(named, path, parameters);
            case NULL -> Kind.CLOSED;
        };
    }

    private static Kind get(boolean named, String[] path, Map<String, String[]> parameters) {
        if (parameters.containsKey(Constants.PARAM_PAGINGACTION)) {
            return Kind.CLOSED;
        }
        if (path.length == 1 && path[0].equals(Constants.URL_TOKEN_METADATA)) {
            return Kind.METADATA;
        }
        if (!named) {
            return Kind.CLOSED;
        }
        boolean history = path.length >= 3 && path[2].equals(Constants.PARAM_HISTORY);
        return switch (path.length) {
            case 1 -> Kind.SEARCH;
            case 2 -> path[1].startsWith("_") ? Kind.CLOSED : Kind.READ;
            case 3, 4 -> history ? Kind.READ : Kind.CLOSED;
            default -> Kind.CLOSED;
        };
    }

    /** The permission that this needs; space for those with rules of their own. */
    char letter() {
        return switch (kind) {
            case CREATE -> 'c';
            case READ -> 'r';
            case UPDATE, PATCH -> 'u';
            case DELETE -> 'd';
            case SEARCH -> 's';
            case OPERATION, PAGE, METADATA, BUNDLE, CLOSED -> ' ';
        };
    }
}
