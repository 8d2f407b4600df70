package org.practicehub.server.clients;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.ClientCheck;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.RegisteredApps.Deed;
import org.practicehub.server.identity.RegisteredApps.Registered;

/** Clients as an answer tells them: parts that are called as the parameters by which they are registered. Never a secret. */
record ClientList(Parameters parameters) {
    ClientList() {
        this(new Parameters());
    }

    /** One of config/apps.yaml. */
    void add(String id, App app) {
        describe(id, app, "file");
    }

    void add(Registered client) {
        ParametersParameterComponent out = describe(client.id(), client.app(), "console");
        deed(out, "registered", client.registered());
        deed(out, "changed", client.changed());
        deed(out, "retired", client.retired());
        if (client.lastUsed() != null) {
            part(out, "last-used", instant(client.lastUsed()));
        }
    }

    private ParametersParameterComponent describe(String id, App app, String where) {
        ParametersParameterComponent out = parameters.addParameter().setName("client");
        part(out, "id", new StringType(id));
        part(out, "where", new CodeType(where));
        part(out, "name", new StringType(app.name()));
        part(out, "description", new StringType(app.description()));
        part(out, "path", new UriType(app.path()));
        part(out, "launch", new UriType(app.launch()));
        texts(out, "redirects", app.redirects());
        texts(out, "origins", app.origins());
        part(out, ClientCheck.AUTHENTICATION, new CodeType(authentication(app)));
        part(out, "jwks", new StringType(app.jwks()));
        part(out, "jwks-url", new UriType(app.jwksUrl()));
        texts(out, "grants", app.grants());
        texts(out, "scopes", app.scopes());
        part(out, "submissions-only", new BooleanType(app.submissionsOnly()));
        part(out, "consent", new BooleanType(app.asksForConsent()));
        return out;
    }

    private static String authentication(App app) {
        if (app.signs()) {
            return Registration.KEYS;
        }
        return app.isPublic() ? Registration.PUBLIC : Registration.SECRET;
    }

    private static void deed(ParametersParameterComponent out, String what, @Nullable Deed deed) {
        if (deed != null) {
            part(out, what + "-at", instant(deed.at()));
            part(out, what + "-by", new StringType(deed.by()));
        }
    }

    private static InstantType instant(Instant at) {
        return new InstantType(Date.from(at));
    }

    private static void texts(ParametersParameterComponent out, String name, List<String> texts) {
        texts.forEach(text -> part(out, name, new StringType(text)));
    }

    private static void part(ParametersParameterComponent out, String name, Type value) {
        if (!value.isEmpty()) {
            out.addPart().setName(name).setValue(value);
        }
    }
}
