package org.practicehub.mappings.billing;

import java.util.List;
import java.util.Set;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;

/**
 * One FT1 with what stands under it.
 *
 * @param ft1 the transaction
 * @param procedures the PR1 of the transaction
 * @param diagnoses the DG1 of the transaction: in a P11 those that follow it
 * @param ofVisit the DG1 of the whole message: in a P03 all of them, in a P11 those before the first transaction
 */
record Ft1(Segment ft1, List<Segment> procedures, List<Segment> diagnoses, List<Segment> ofVisit) {

    private static final Set<String> MEMBERS = Set.of("PR1", "DG1");

    Ft1 {
        procedures = List.copyOf(procedures);
        diagnoses = List.copyOf(diagnoses);
        ofVisit = List.copyOf(ofVisit);
    }

    static List<Ft1> of(Message message) {
        boolean ownDiagnoses = message.trigger().equals("P11");
        List<Group> groups = message.groups("FT1", MEMBERS);
        List<Segment> owned = ownDiagnoses
                ? groups.stream().flatMap(group -> group.each("DG1")).toList()
                : List.of();
        List<Segment> ofVisit =
                message.each("DG1").filter(dg1 -> !owned.contains(dg1)).toList();
        return groups.stream()
                .map(group -> new Ft1(
                        group.first(),
                        group.each("PR1").toList(),
                        ownDiagnoses ? group.each("DG1").toList() : List.of(),
                        ofVisit))
                .toList();
    }
}
