package org.practicehub.server.scheduling;

import java.util.List;
import java.util.Optional;

/**
 * A time at which a visit could be. Nothing is kept of it: it may be gone when it is asked for.
 *
 * @param service {@code HealthcareService/x}
 * @param span of the visit itself
 * @param provider whose calendar it is in
 * @param site where; empty when the calendar does not say
 * @param others one of each pool, as it looks now
 */
record Offer(String service, Span span, String provider, Optional<String> site, List<String> others) {}
