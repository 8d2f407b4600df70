package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.terms.CodeTable;

/** Attachment → OBX with the document in it (ED), or with the address of one elsewhere (RP). */
final class AttachmentToObx {

    private static final CodeTable STATUS = CodeTable.named("0123-inverse");

    private final Directory directory;
    private final Values values;
    private final Writer out;

    AttachmentToObx(Directory directory, Values values, Writer out) {
        this.directory = directory;
        this.values = values;
        this.out = out;
    }

    /** Nothing where there are neither data nor an address that others can reach. */
    void write(Attachment document, DiagnosticReport report, int set) {
        Optional<byte[]> data = data(document);
        String address = String.valueOf(document.getUrl());
        if (data.isEmpty() && !address.startsWith("https:") && !address.startsWith("http:")) {
            return;
        }
        String[] obx = new String[11];
        Arrays.fill(obx, "");
        obx[0] = Integer.toString(set); // OBX-1
        obx[1] = data.isPresent() ? "ED" : "RP"; // OBX-2
        obx[2] = values.coded(named(document, report), "OBX-3", ""); // OBX-3
        String[] type = type(document);
        obx[4] = data.map(bytes -> out.parts(
                        "", type[0], type[1], "Base64", Base64.getEncoder().encodeToString(bytes)))
                .orElseGet(() -> out.parts(address, "", type[0], type[1])); // OBX-5
        obx[10] = STATUS.find(report.getStatusElement().getValueAsString())
                .map(CodeTable.Entry::code)
                .orElse(""); // OBX-11
        out.segment("OBX", List.of(obx));
    }

    /** ED-2 and ED-3: {@code application/pdf; charset=…}; one that names no subtype is the type alone. */
    private static String[] type(Attachment document) {
        String[] parts = Optional.ofNullable(document.getContentType())
                .orElse("")
                .split(";", 2)[0]
                .split("/", 2);
        return new String[] {parts[0].strip(), parts.length > 1 ? parts[1].strip() : ""};
    }

    private Optional<byte[]> data(Attachment document) {
        return Optional.ofNullable(document.getData()).or(() -> directory
                .find(new Reference(document.getUrl()), Binary.class)
                .map(Binary::getData));
    }

    /** By its title, under the report's code. */
    private static CodeableConcept named(Attachment document, DiagnosticReport report) {
        if (document.getTitle() == null) {
            return report.getCode();
        }
        CodeableConcept named = new CodeableConcept();
        report.getCode().getCoding().stream().findFirst().map(Coding::copy).ifPresent(named::addCoding);
        named.getCoding().forEach(coding -> coding.setDisplay(document.getTitle()));
        return named.setText(document.getTitle());
    }
}
