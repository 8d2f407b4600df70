package org.practicehub.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.practicehub.server.access.Access.Caller;
import org.practicehub.server.access.Access.Right;
import org.practicehub.server.access.SmartScope.Context;
import org.practicehub.server.access.SmartScope.Permission;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.IdentitySettings.Sees;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Finds out what a token opens now: its scopes, cut down to what its person's role holds at this moment. */
public final class AccessFinder {
    /** A role that is taken away is gone within this time. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 10_000;

    /** What a referring system may change of what it sent. */
    private static final Set<String> CANCEL = Set.of("ServiceRequest.status", "ServiceRequest.note");

    private final Policy policy;
    private final Apps apps;
    private final People people;
    private final Identities identities;
    private final Cache<String, Access> known = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    AccessFinder(Policy policy, Apps apps, People people, Identities identities) {
        this.policy = policy;
        this.apps = apps;
        this.people = people;
        this.identities = identities;
    }

    /** What the current request's token opens; nothing, without one. */
    public Access current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof JwtAuthenticationToken token ? of(token.getToken()) : Access.NONE;
    }

    Access of(Jwt token) {
        return known.get(policy.hash() + token.getTokenValue(), key -> find(token));
    }

    private Access find(Jwt token) {
        List<SmartScope> scopes = scopes(Optional.ofNullable(token.getClaimAsString("scope")).stream()
                .flatMap(text -> Stream.of(text.split(" ")))
                .toList());
        String client = Optional.ofNullable(token.getClaimAsString("client_id")).orElse("");
        boolean system = client.equals(token.getSubject());
        return system
                ? apps.find(client).map(app -> system(client, app, scopes)).orElse(Access.NONE)
                : people.find(token.getSubject())
                        .filter(Person::active)
                        .flatMap(person -> policy.role(person.role())
                                .map(role -> person(
                                        person,
                                        role,
                                        client,
                                        scopes,
                                        Optional.ofNullable(token.getClaimAsString("patient")))))
                        .orElse(Access.NONE);
    }

    private static Access system(String client, App app, List<SmartScope> scopes) {
        List<Filter> filters = app.submissionsOnly() ? List.of(new Filter.Submitted(client)) : List.of();
        List<Opening> openings = scopes.stream()
                .filter(scope -> scope.context() == Context.SYSTEM)
                .map(scope -> opening(scope, filters))
                .toList();
        Access all = new Access(
                new Caller("", client, "", Set.of()), openings, Set.of(), Set.of(), true, Set.of(Right.OVERBOOK));
        boolean brings = app.submissionsOnly() && all.may('c', "ServiceRequest") && all.may('c', "Patient");
        return brings
                ? new Access(
                        all.caller(), withoutCreate(openings), Set.of(), CANCEL, true, Set.of(Right.SUBMIT_REFERRALS))
                : all;
    }

    /** What it brings comes by the one door; the letter c opens that, and no other. */
    private static List<Opening> withoutCreate(List<Opening> openings) {
        return openings.stream()
                .map(opening -> {
                    Set<Permission> rest = new HashSet<>(opening.permissions());
                    rest.remove(Permission.CREATE);
                    return new Opening(opening.type(), Set.copyOf(rest), opening.filters());
                })
                .toList();
    }

    /** What a person of the role may do with these scopes, the launch's patient given. */
    Access person(Person person, Role role, String client, List<SmartScope> scopes, Optional<String> patient) {
        Caller caller = new Caller(person.username(), client, person.role(), identities.as(person));
        Reach reach = new Reach(role, caller, role.sees() == Sees.OWN ? identities.own(person) : Set.of());
        List<SmartScope> held = scopes(role.scopes());
        List<Opening> openings = new ArrayList<>();
        for (SmartScope scope : scopes) {
            if (scope.context() == Context.PATIENT && patient.isEmpty()) {
                // Whose records it is about, nobody said.
                continue;
            }
            held.stream().map(scope::within).flatMap(Optional::stream).forEach(both -> reach.filters(both.type())
                    .ifPresent(filters -> openings.add(opening(both, within(filters, both, patient)))));
        }
        return new Access(
                caller,
                List.copyOf(openings),
                Set.copyOf(role.hides()),
                Set.copyOf(role.changesOnly()),
                role.seesSensitive(),
                rights(role));
    }

    /** A scope of one patient's confines what belongs to patients to the launch's. */
    private static List<Filter> within(List<Filter> filters, SmartScope scope, Optional<String> patient) {
        if (scope.context() != Context.PATIENT || Owners.isShared(scope.type())) {
            return filters;
        }
        List<Filter> all = new ArrayList<>(filters);
        all.add(new Filter.Owned(Set.of("Patient/" + patient.orElseThrow())));
        return all;
    }

    private static Set<Right> rights(Role role) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        if (role.breaksGlass()) {
            rights.add(Right.BREAK_GLASS);
        }
        if (role.submitsReferrals()) {
            rights.add(Right.SUBMIT_REFERRALS);
        }
        if (role.overbooks()) {
            rights.add(Right.OVERBOOK);
        }
        if (role.reviewsAccess()) {
            rights.add(Right.REVIEW_ACCESS);
        }
        return Set.copyOf(rights);
    }

    private static Opening opening(SmartScope scope, List<Filter> filters) {
        List<Filter> all = new ArrayList<>(filters);
        scope.where().forEach(one -> {
            String[] parts = one.split("=", 2);
            all.add(new Filter.Condition(parts[0], parts[1]));
        });
        return new Opening(scope.type(), scope.permissions(), List.copyOf(all));
    }

    static List<SmartScope> scopes(List<String> texts) {
        return texts.stream().map(SmartScope::parse).flatMap(Optional::stream).toList();
    }
}
