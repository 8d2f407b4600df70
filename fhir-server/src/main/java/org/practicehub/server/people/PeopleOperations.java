package org.practicehub.server.people;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.practicehub.server.access.Administrators;
import org.practicehub.server.access.Policy;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.IdentitySettings.Colleague;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.Invitations;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Listed;
import org.practicehub.server.identity.People.Person;
import org.practicehub.server.identity.SignInHelp;

/**
 * Letting people in and out. For people of a role with the right `people`; what changes something asks for a fresh proof of who
 * they are, {@code /login/again}.
 */
public final class PeopleOperations {
    /** As people.yaml and an outside provider may name somebody: no spaces, nothing that a page would have to explain. */
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{1,63}");

    private final People people;
    private final Invitations invitations;
    private final SignInHelp help;
    private final Administrators administrators;
    private final Policy policy;
    private final BaseUrl base;

    PeopleOperations(
            People people,
            Invitations invitations,
            SignInHelp help,
            Administrators administrators,
            Policy policy,
            BaseUrl base) {
        this.people = people;
        this.invitations = invitations;
        this.help = help;
        this.administrators = administrators;
        this.policy = policy;
        this.base = base;
    }

    /** Everybody, and the roles that there are. */
    @Operation(name = "$people", idempotent = true)
    public Parameters list() {
        administrators.with(Role::people);
        Parameters answer = new Parameters();
        people.all().forEach(one -> describe(answer.addParameter().setName("person"), one));
        policy.roles().forEach((id, role) -> {
            ParametersParameterComponent part = answer.addParameter().setName("role");
            part.addPart().setName("id").setValue(new CodeType(id));
            part.addPart().setName("title").setValue(new StringType(role.title()));
        });
        return answer;
    }

    private void describe(ParametersParameterComponent out, Listed one) {
        Person who = one.person();
        out.addPart().setName("username").setValue(new StringType(who.username()));
        out.addPart().setName("name").setValue(new StringType(who.displayName()));
        out.addPart().setName("role").setValue(new CodeType(who.role()));
        out.addPart().setName("active").setValue(new BooleanType(who.active()));
        out.addPart().setName("locked").setValue(new BooleanType(help.isLocked(who.username())));
        out.addPart().setName("password").setValue(new BooleanType(one.hasPassword()));
        out.addPart().setName("secondFactor").setValue(new BooleanType(one.hasSecondFactor()));
        out.addPart().setName("invited").setValue(new BooleanType(one.invited()));
        Optional.ofNullable(who.fhirUser())
                .ifPresent(user -> out.addPart().setName("fhirUser").setValue(new StringType(user)));
        one.lastSignIn().ifPresent(at -> out.addPart().setName("lastSignIn").setValue(new InstantType(Date.from(at))));
    }

    /** Adds somebody: a link with which they set their password. */
    @Operation(name = "$invite")
    public Parameters invite(
            @OperationParam(name = "username") StringType username,
            @OperationParam(name = "name") StringType name,
            @OperationParam(name = "role") CodeType role,
            @OperationParam(name = "fhirUser") StringType fhirUser) {
        administrators.proven(Role::people);
        String wanted = text(username);
        if (!USERNAME.matcher(wanted).matches()) {
            throw new InvalidRequestException("A user name has 2 to 64 small letters, figures and . _ @ + -.");
        }
        if (people.find(wanted).isPresent()) {
            throw new InvalidRequestException("There is somebody with that user name.");
        }
        if (text(name).isBlank() || !policy.roles().containsKey(text(role))) {
            throw new InvalidRequestException("A name and one of the roles are needed.");
        }
        return link(invitations.invite(people.put(wanted, colleague(text(name), text(role), text(fhirUser)))));
    }

    private static Colleague colleague(String name, String role, String fhirUser) {
        try {
            return new Colleague(name, role, fhirUser.isBlank() ? null : fhirUser, List.of(), List.of());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    "The person as a resource has the form Practitioner/<id> or Patient/<id>.");
        }
    }

    /** Lets somebody begin anew: their second factors, sessions and tokens go; the answer is a link for a new password. */
    @Operation(name = "$reset-sign-in")
    public Parameters reset(@OperationParam(name = "username") StringType username) {
        administrators.proven(Role::people);
        return link(help.reset(known(username)));
    }

    /** Ends somebody's sessions and tokens, and lets them in no more. */
    @Operation(name = "$deactivate")
    public Parameters deactivate(@OperationParam(name = "username") StringType username) {
        Person administrator = administrators.proven(Role::people);
        Person person = known(username);
        if (person.id() == administrator.id()) {
            throw new InvalidRequestException("Nobody locks themselves out. Ask another administrator.");
        }
        help.deactivate(person);
        return new Parameters();
    }

    /** Lets somebody in again. */
    @Operation(name = "$activate")
    public Parameters activate(@OperationParam(name = "username") StringType username) {
        administrators.proven(Role::people);
        help.activate(known(username));
        return new Parameters();
    }

    private Parameters link(String token) {
        Parameters answer = new Parameters();
        answer.addParameter().setName("link").setValue(new UriType(base.at("/invitation/" + token)));
        return answer;
    }

    private Person known(StringType username) {
        return people.find(text(username)).orElseThrow(() -> new ResourceNotFoundException("There is no such person."));
    }

    @SuppressWarnings("NullAway") // HAPI gives null for a parameter that is not there.
    private static String text(org.hl7.fhir.r4.model.PrimitiveType<String> value) {
        return value == null ? "" : Optional.ofNullable(value.getValue()).orElse("");
    }
}
