package org.practicehub.sample.practice;

import org.practicehub.sample.patients.Address;

/** An insurer. */
public record Payer(String code, String name, String kind, Address address, String phone) {}
