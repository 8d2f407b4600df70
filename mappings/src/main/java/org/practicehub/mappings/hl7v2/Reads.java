package org.practicehub.mappings.hl7v2;

import org.practicehub.mappings.problem.Place;

/** Told of every place of a message that is looked at, while it is looked at. For explaining; an ordinary message has none. */
public interface Reads {

    void read(Place place);
}
