package org.practicehub.mappings.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.practicehub.mappings.feed.Folder.After;
import org.practicehub.mappings.feed.Folder.Login;

/** The key {@code listen} being read, and those that belong to one kind of it: {@code folder}, {@code sftp}, {@code clients}. */
final class FeedListen {

    /** The path of the hub's own address at which messages are posted, before the feed's name. */
    static final String HTTP = "/hl7v2/";

    private static final Pattern MLLP = Pattern.compile("mllps?://[^:/\\s]+:[0-9]{1,5}");
    private static final Pattern FILE = Pattern.compile("file:///[^?#%]+");
    private static final Pattern SFTP = Pattern.compile("sftp://[^:/@\\s]+@[^:/@\\s]+(:[0-9]{1,5})?/[^?#%]+");
    private static final Set<String> SCHEMES = Set.of("mllp", "mllps", "file", "sftp");
    private static final String FORMS = "expected mllp://<address>:<port>, mllps:// with TLS, file:///<folder>,"
            + " sftp://<user>@<address>/<folder>, or /hl7v2/<feed>";

    private final Optional<Yaml> listen;
    private final String address;

    FeedListen(Optional<Yaml> listen) {
        this.listen = listen;
        this.address = listen.map(Yaml::text).orElse("");
    }

    /**
     * The address; empty when the feed listens nowhere.
     *
     * @param feed the feed's name
     */
    String address(String feed) {
        if (address.startsWith("/") && !address.equals(HTTP + feed)) {
            error("messages for this feed are posted to " + HTTP + feed);
        } else if (!address.isEmpty() && !isRight()) {
            error(FORMS + Nearest.hint(address.split(":", 2)[0], SCHEMES));
        }
        return address;
    }

    private boolean isRight() {
        return address.startsWith("/")
                || MLLP.matcher(address).matches()
                || FILE.matcher(address).matches()
                || SFTP.matcher(address).matches();
    }

    private void error(String text) {
        listen.ifPresent(at -> at.error("'" + address + "': " + text));
    }

    /** How the folder is read. */
    Folder folder(Optional<Yaml> folder, Optional<Yaml> sftp) {
        boolean remote = address.startsWith("sftp:");
        if (!remote && !address.startsWith("file:")) {
            folder.ifPresent(at -> at.error("'folder' is for an address with file:// or sftp://"));
        }
        if (!remote) {
            sftp.ifPresent(at -> at.error("'sftp' is for an address with sftp://"));
        }
        Map<String, Yaml> keys = folder.map(at -> at.entries(FeedKeys.FOLDER)).orElse(Map.of());
        return new Folder(
                text(keys, "names").orElse(Folder.USUAL.names()),
                Optional.ofNullable(keys.get("after"))
                        .map(value -> value.choice(After.class, After.MOVE))
                        .orElse(Folder.USUAL.after()),
                Optional.ofNullable(keys.get("everySeconds"))
                        .map(value -> Duration.ofSeconds(value.number(1, 3600)))
                        .orElse(Folder.USUAL.every()),
                remote ? Optional.of(login(sftp)) : Optional.empty());
    }

    private Login login(Optional<Yaml> sftp) {
        Map<String, Yaml> keys = sftp.map(at -> at.entries(FeedKeys.SFTP)).orElse(Map.of());
        Optional<Yaml> at = sftp.or(() -> listen);
        if (!keys.containsKey("knownHosts")) {
            at.ifPresent(place -> place.error("an address with sftp:// needs 'sftp' with 'knownHosts': a file with"
                    + " the server's key, as OpenSSH writes it"));
        }
        if (keys.containsKey("key") == keys.containsKey("password")) {
            at.ifPresent(place -> place.error("'sftp' needs either 'key', a private key's file, or 'password'"));
        }
        return new Login(
                text(keys, "knownHosts").orElse(""),
                text(keys, "key").orElse(""),
                Optional.ofNullable(keys.get("password")).map(Yaml::secret).orElse(""));
    }

    private static Optional<String> text(Map<String, Yaml> keys, String key) {
        return Optional.ofNullable(keys.get(key)).map(Yaml::text);
    }

    /** The systems that may post messages. */
    Set<String> clients(Optional<Yaml> clients) {
        boolean posted = address.startsWith("/");
        if (posted && clients.isEmpty()) {
            listen.ifPresent(at -> at.error("an address with " + HTTP
                    + " needs the key 'clients': the ids of the system clients that may post messages there"));
        }
        if (!posted) {
            clients.ifPresent(at -> at.error("'clients' is for an address with " + HTTP));
        }
        return clients.map(Yaml::texts).orElse(Set.of());
    }
}
