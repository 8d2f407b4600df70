package org.practicehub.server.smart;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the hub reads into an authorization request and stores with it, under names of its own that no request can bring.
 *
 * @param context the launch context as far as it is known
 * @param session a hash of the browser session's id
 * @param step the handle of the choices that a person has made
 * @param launch the launch handle, while it is still to be used up
 * @param problem what is wrong with the launch, in a sentence
 */
record Asked(
        LaunchContext context,
        Optional<String> session,
        Optional<String> step,
        Optional<String> launch,
        Optional<String> problem) {
    private static final String PREFIX = "hub_";
    private static final String CONTEXT = PREFIX + "context";
    private static final String SESSION = PREFIX + "session";
    private static final String LAUNCH = PREFIX + "launch";
    private static final String PROBLEM = PREFIX + "problem";

    static Asked of(Map<String, Object> parameters) {
        return new Asked(
                text(parameters, CONTEXT).map(LaunchContext::of).orElse(LaunchContext.NONE),
                text(parameters, SESSION),
                text(parameters, LaunchSteps.PARAMETER),
                text(parameters, LAUNCH),
                text(parameters, PROBLEM));
    }

    /** The request's own parameters without those that only the hub may set, and these. */
    Map<String, Object> into(Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>();
        parameters.forEach((name, value) -> {
            if (!name.startsWith(PREFIX)) {
                all.put(name, value);
            }
        });
        all.put(CONTEXT, context.json());
        session.ifPresent(value -> all.put(SESSION, value));
        step.ifPresent(value -> all.put(LaunchSteps.PARAMETER, value));
        launch.ifPresent(value -> all.put(LAUNCH, value));
        problem.ifPresent(value -> all.put(PROBLEM, value));
        return all;
    }

    private static Optional<String> text(Map<String, Object> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(Object::toString);
    }
}
