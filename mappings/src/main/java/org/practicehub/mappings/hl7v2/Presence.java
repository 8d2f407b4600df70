package org.practicehub.mappings.hl7v2;

/** The three things an HL7 value can be (section 2.4.3.1 of the standard; G6). */
enum Presence {
    ABSENT,
    CLEARED,
    PRESENT;

    /**
     * A value is cleared when it begins with {@code ""} and says nothing else; one real part makes it present. Where only a
     * later part is {@code ""}, that part alone is to go: the whole must not go with it.
     */
    static Presence of(Field field) {
        String raw = field.raw();
        Delimiters by = field.delimiters();
        boolean cleared = false;
        int start = 0;
        for (int i = 0; i <= raw.length(); i++) {
            if (i == raw.length() || field.level().splitsAt(raw.charAt(i), by)) {
                String leaf = raw.substring(start, i).strip();
                if (isNull(leaf)) {
                    cleared |= start == 0;
                } else if (!leaf.isEmpty()) {
                    return PRESENT;
                }
                start = i + 1;
            }
        }
        return cleared ? CLEARED : ABSENT;
    }

    static boolean isNull(String leaf) {
        return leaf.equals("\"\"");
    }
}
