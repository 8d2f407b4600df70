package org.practicehub.server.transport;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses are the public Internet's: all that somebody outside may have the hub call. */
public final class PublicInternet {
    private static final int CARRIER_NET = 100;
    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private PublicInternet() {}

    public static boolean holds(InetAddress address) {
        return !(address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isSpecial(address));
    }

    /** Ranges that Java does not name: 0/8, 100.64/10, 192.0.0/24, 198.18/15, 240/4; fc00::/7, and IPv4 wrapped in IPv6. */
    private static boolean isSpecial(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        if (address instanceof Inet4Address) {
            return first == 0
                    || first >= 240
                    || (first == CARRIER_NET && second >= 64 && second < 128)
                    || (first == 192 && second == 0 && bytes[2] == 0)
                    || (first == 198 && (second == 18 || second == 19));
        }
        // 64:ff9b::/96 and 2002::/16 carry an IPv4 address that a gateway would go on to.
        boolean translated = (first == 0 && second == 0x64) || (first == 0x20 && second == 2);
        return (first & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL
                || translated
                || (address instanceof Inet6Address six && six.isIPv4CompatibleAddress());
    }
}
