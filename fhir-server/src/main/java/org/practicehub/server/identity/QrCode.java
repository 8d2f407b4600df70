package org.practicehub.server.identity;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A QR code as an image that stands in the page itself: what it says reaches nobody else. */
final class QrCode {
    private QrCode() {}

    /** A data: URL of an SVG image, black on white whatever the colours of the page: cameras want it so. */
    static String image(String text) {
        try {
            BitMatrix dots = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
            String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" shape-rendering=\"crispEdges\" viewBox=\"0 0 "
                    + dots.getWidth() + " " + dots.getHeight()
                    + "\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\""
                    + path(dots) + "\"/></svg>";
            return "data:image/svg+xml;base64,"
                    + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.US_ASCII));
        } catch (WriterException e) {
            throw new IllegalStateException("the text is too long for a QR code", e);
        }
    }

    private static String path(BitMatrix dots) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < dots.getHeight(); y++) {
            for (int x = 0; x < dots.getWidth(); x++) {
                if (dots.get(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }
}
