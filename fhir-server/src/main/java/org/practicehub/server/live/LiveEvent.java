package org.practicehub.server.live;

import java.util.Optional;

/**
 * Something that open screens may want to look at again. It names things and says nothing about them: whoever may not read
 * a resource learns nothing here.
 *
 * @param id where a screen goes on after a broken connection; a message event has none
 */
public sealed interface LiveEvent {

    /** A resource has a new version, or is gone. */
    record ResourceChanged(long id, String reference, String version, String action) implements LiveEvent {
        String type() {
            return reference.substring(0, reference.indexOf('/'));
        }
    }

    /** A message came in, or was settled. */
    record MessageMoved(long message, String state, String feed) implements LiveEvent {}

    /** As the database writes it: words in a row. */
    static Optional<LiveEvent> parse(String text) {
        String[] words = text.split(" ");
        if (words.length == 5 && words[0].equals("change")) {
            return Optional.of(new ResourceChanged(Long.parseLong(words[1]), words[2], words[3], words[4]));
        }
        if (words.length == 4 && words[0].equals("message")) {
            return Optional.of(new MessageMoved(Long.parseLong(words[1]), words[2], words[3]));
        }
        return Optional.empty();
    }
}
