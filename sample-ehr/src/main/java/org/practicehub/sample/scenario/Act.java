package org.practicehub.sample.scenario;

import java.util.function.BooleanSupplier;

/** Something that can happen: what it is, how often it does, and doing it, which says whether it was possible. */
record Act(String name, int weight, BooleanSupplier play) {}
