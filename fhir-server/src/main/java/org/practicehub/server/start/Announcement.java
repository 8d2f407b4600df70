package org.practicehub.server.start;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.DemoNotice;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What the person who started the hub needs to know, printed when it is ready. */
@Component
final class Announcement {
    private final BaseUrl base;
    private final Feeds feeds;
    private final DemoNotice demo;
    private final PrintStream out = System.out;
    private final List<String> first = new ArrayList<>();

    Announcement(BaseUrl base, Feeds feeds, DemoNotice demo) {
        this.base = base;
        this.feeds = feeds;
        this.demo = demo;
    }

    void invitation(String who, String link) {
        first.add("Password    " + who + " sets one here (the link works once):");
        first.add("            " + link);
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        out.println();
        out.println("Practice Hub is ready in " + event.getTimeTaken().toSeconds() + " s.");
        out.println();
        out.println("  Open        " + base.baseUrl());
        out.println("  FHIR API    " + base.fhir());
        feeds.all().stream()
                .filter(feed -> !feed.listen().isEmpty())
                .map(Announcement::line)
                .forEach(out::println);
        if (feeds.all().isEmpty()) {
            out.println("  HL7 v2      no feed is configured yet: see \"Connect your EHR\" in the README");
        }
        if (demo.shown()) {
            out.println("  Sign in     frontdesk (schedule), admin (messages), manager (both), privacy (audit); also");
            out.println("              intake, biller, clinician, patient, referrer. The password is: demo");
        }
        first.forEach(line -> out.println("  " + line));
        out.println("  Stop        Ctrl-C");
        out.println();
    }

    private static String line(Feed feed) {
        return "  HL7 v2      " + feed.listen() + " (" + feed.id() + ")";
    }
}
