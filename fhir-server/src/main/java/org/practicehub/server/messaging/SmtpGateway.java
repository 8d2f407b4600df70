package org.practicehub.server.messaging;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.web.util.HtmlUtils;

/** E-mail. Accepted is what the server has answered with 250 after the last line (RFC 5321, 4.2.5). */
final class SmtpGateway implements Gateway {
    private static final String PATIENCE = "15000";
    private static final int PERMANENT = 500;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final GatewaySettings.Smtp settings;
    private final Session session;

    SmtpGateway(GatewaySettings.Smtp settings) {
        this.settings = settings;
        Properties properties = new Properties();
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.connectiontimeout", PATIENCE);
        properties.put("mail.smtp.timeout", PATIENCE);
        properties.put("mail.smtp.writetimeout", PATIENCE);
        properties.put("mail.smtp.starttls.enable", Boolean.toString(settings.tls()));
        properties.put("mail.smtp.starttls.required", Boolean.toString(settings.tls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
        // One recipient, and either they are taken or nothing is.
        properties.put("mail.smtp.sendpartial", "false");
        this.session = Session.getInstance(properties);
    }

    @Override
    public Handed send(Outgoing message) {
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage mail = mail(message);
            if (settings.user().isEmpty()) {
                // With a name, even an empty one, a server that could ask for it is shown it.
                transport.connect();
            } else {
                transport.connect(settings.user(), settings.password());
            }
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Handed.Accepted(mail.getMessageID());
        } catch (SendFailedException e) {
            return isForGood(e)
                    ? new Handed.Refused("The mail server does not take mail for this address.")
                    : new Handed.Unavailable("The mail server does not take it now.");
        } catch (MessagingException e) {
            return new Handed.Unavailable("The mail server cannot be reached.");
        }
    }

    /** 5yz; with 4yz it may be tried again (RFC 5321, 4.2.1). */
    private static boolean isForGood(MessagingException failure) {
        int code = code(failure);
        return code == 0
                ? failure.getNextException() instanceof MessagingException next && isForGood(next)
                : code >= PERMANENT;
    }

    private static int code(MessagingException failure) {
        if (failure instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        return failure instanceof SMTPSendFailedException sending ? sending.getReturnCode() : 0;
    }

    private MimeMessage mail(Outgoing message) throws MessagingException {
        MimeMessage mail = new Named(session, message.key(), settings.from());
        mail.setFrom(new InternetAddress(settings.from()));
        mail.setRecipient(RecipientType.TO, new InternetAddress(message.to()));
        mail.setSubject(message.subject(), UTF_8);
        mail.setSentDate(new Date());
        // Says to programs that answer by themselves that nobody reads it (RFC 3834, 5).
        mail.setHeader("Auto-Submitted", "auto-generated");
        MimeMultipart either = new MimeMultipart("alternative");
        either.addBodyPart(part(message.text(), "text/plain; charset=UTF-8"));
        either.addBodyPart(part(html(message.text()), "text/html; charset=UTF-8"));
        if (message.calendar().isPresent()) {
            Outgoing.Calendar calendar = message.calendar().get();
            either.addBodyPart(part(calendar.text(), "text/calendar; charset=UTF-8; method=" + calendar.method()));
            MimeMultipart all = new MimeMultipart("mixed");
            MimeBodyPart inner = new MimeBodyPart();
            inner.setContent(either);
            all.addBodyPart(inner);
            // The same again as a file, for programs that show no invitations.
            MimeBodyPart file = part(calendar.text(), "application/ics; name=visit.ics");
            file.setFileName("visit.ics");
            all.addBodyPart(file);
            mail.setContent(all);
        } else {
            mail.setContent(either);
        }
        mail.saveChanges();
        return mail;
    }

    private static MimeBodyPart part(String text, String type) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(text.getBytes(StandardCharsets.UTF_8), type)));
        return part;
    }

    /** The same words; addresses become links. */
    private static String html(String text) {
        String escaped = HtmlUtils.htmlEscape(text, UTF_8)
                .replaceAll("(https?://[^\\s<>&]+)", "<a href=\"$1\">$1</a>")
                .replace("\n", "<br>\n");
        return "<!doctype html><html><body><p>" + escaped + "</p></body></html>";
    }

    /** Has the same Message-ID each time it is tried, so that a mailbox can tell a second copy. */
    private static final class Named extends MimeMessage {
        private final String id;

        Named(Session session, String key, String from) {
            super(session);
            String domain = from.replaceFirst("^.*@", "").replaceAll("[^A-Za-z0-9.-]", "");
            this.id = "<" + key + "@" + domain + ">";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
