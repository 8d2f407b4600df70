package org.practicehub.sample.practice;

import org.practicehub.sample.patients.Address;

/** One of the practice's buildings. */
public record Site(String code, String name, Address address, String phone) {}
