package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.util.List;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.server.testing.Receiver;
import org.practicehub.server.testing.TestHub;

/** The part of {@link OutboundIT} that is about charges. */
final class ChargesLeave {
    private final IGenericClient client;
    private final Receiver books;
    private final String family;

    /** @param family the name of a patient whom no other test has */
    ChargesLeave(TestHub hub, Receiver books, String family) {
        this.client = hub.client();
        this.books = books;
        this.family = family;
    }

    /** Told once, put right by a credit and a charge, taken back by a credit of what was told last (F2). */
    void toldAndPutRightAndTakenBack() {
        Patient patient = new Patient();
        patient.addName().setFamily(family);
        ChargeItem charge = new ChargeItem().setStatus(ChargeItemStatus.BILLABLE);
        charge.setSubject(new Reference(
                "Patient/" + client.create().resource(patient).execute().getId().getIdPart()));
        charge.getCode().addCoding().setSystem("http://www.ama-assn.org/go/cpt").setCode("99213");
        charge.setPriceOverride(new Money().setValue(120).setCurrency("USD"));
        ChargeItem made =
                (ChargeItem) client.create().resource(charge).execute().getResource();
        String id = made.getIdElement().getIdPart();
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 1);

        made.setPriceOverride(new Money().setValue(95).setCurrency("USD"));
        made = (ChargeItem) client.update().resource(made).execute().getResource();
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 2);
        made.setStatus(ChargeItemStatus.BILLED);
        made = (ChargeItem) client.update().resource(made).execute().getResource();
        made.setStatus(ChargeItemStatus.ENTEREDINERROR);
        client.update().resource(made).execute();
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 3);

        assertThat(heard().stream().map(ChargesLeave::transactions).toList())
                .containsExactly(
                        List.of(id + "-1 CG 120&USD"),
                        List.of(id + "-1 CD 120&USD", id + "-2 CG 95&USD"),
                        List.of(id + "-2 CD 95&USD"));
    }

    private static List<String> transactions(String message) {
        return message.lines()
                .filter(line -> line.startsWith("FT1"))
                .map(line -> line.split("\\|"))
                .map(ft1 -> ft1[2] + " " + ft1[6] + " " + ft1[12])
                .toList();
    }

    private List<String> heard() {
        return books.heard(family);
    }
}
