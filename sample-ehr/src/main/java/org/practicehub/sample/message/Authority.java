package org.practicehub.sample.message;

/** The namespaces in which the practice gives out its identifiers and codes. */
final class Authority {

    static final String MRN = "LFP-MRN";
    static final String ACCOUNT = "LFP-ACCT";
    static final String VISIT = "LFP-VISIT";
    static final String APPOINTMENT = "LFP-APPT";
    static final String PLACER = "LFP-PLACER";
    static final String STAFF = "LFP-STAFF";
    static final String PAYER = "LFP-PAYER";
    static final String PLAN = "LFP-PLAN";
    static final String LOCATION = "LFP-LOC";
    static final String SERVICE = "LFP-SERVICE";
    static final String REASON = "LFP-REASON";
    static final String STATUS = "LFP-STATUS";
    static final String NPI = "NPI";

    private Authority() {}
}
