package org.practicehub.mappings.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.record.MemoryRecord;

/** Whether what a message became can stand. */
public final class Outputs {

    private Outputs() {}

    /**
     * What is wrong with the resources.
     *
     * @param inFull which of them are also held against the base definitions of R4, which takes its time
     */
    public static List<String> wrong(List<Resource> after, MemoryRecord before, Predicate<Resource> inFull) {
        List<String> wrong = new ArrayList<>(AlwaysTrue.broken(after, before));
        after.stream().filter(inFull).forEach(resource -> wrong.addAll(Validity.errors(resource)));
        return wrong;
    }
}
