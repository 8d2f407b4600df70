package org.practicehub.mappings.feed;

/**
 * An assigner of identifiers as one system names it, and what its identifiers are called in FHIR (G11).
 *
 * @param namespace what the sender writes in CX-4.1, EI-2 or PL-4: {@code LFP-MRN}
 * @param system Identifier.system, or the coding system where CWE-3 names the authority
 * @param type the identifier's type, HL7 table 0203: {@code MR}; empty when none
 * @param key people and things are matched by it (G12)
 * @param owned this feed has the whole list: what it no longer sends is removed (G7)
 * @param isDefault identifiers of this type that name no assigner are this authority's
 */
public record Authority(String namespace, String system, String type, boolean key, boolean owned, boolean isDefault) {}
