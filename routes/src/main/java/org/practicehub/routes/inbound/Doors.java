package org.practicehub.routes.inbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Folder;
import org.practicehub.routes.transport.CannotListen;
import org.practicehub.routes.transport.MllpSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which addresses may be opened (45 CFR 164.312(e)(1)): messages about patients do not cross a network in the open by default. */
final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private Doors() {}

    /**
     * The address.
     *
     * @throws CannotListen when it may not be opened as the feeds want it
     */
    static URI checked(URI address, List<Feed> feeds, MllpSettings settings) {
        boolean secure = address.getScheme().equals("mllps");
        if (secure && feeds.size() > 1) {
            throw new CannotListen("Feeds share " + address
                    + ". With TLS each feed has an address of its own: a certificate speaks for one feed.");
        }
        if (!secure && !isThisMachine(address.getHost())) {
            if (!settings.plain()) {
                throw new CannotListen(
                        address + " would hear messages about patients unencrypted from other machines. Use"
                                + " mllps:// with 'tls', or set HUB_MLLP_PLAIN=true where the network between is yours.");
            }
            LOG.warn("{} hears messages without encryption from other machines.", address);
        }
        return address;
    }

    /**
     * How a folder is read.
     *
     * @throws CannotListen when feeds that share it do not agree
     */
    static Folder folder(String address, List<Feed> feeds) {
        Folder folder = feeds.get(0).folder();
        if (feeds.stream().anyMatch(feed -> !feed.folder().equals(folder))) {
            throw new CannotListen("Feeds share " + address
                    + " and want it read in different ways: 'folder' and 'sftp' must be the same.");
        }
        return folder;
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
