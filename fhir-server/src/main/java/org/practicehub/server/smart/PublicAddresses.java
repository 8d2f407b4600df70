package org.practicehub.server.smart;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.transport.PublicInternet;

/**
 * Resolves names to addresses of the public Internet only. What is resolved here is what is connected to, so a name that
 * answers differently the second time gains nothing.
 */
final class PublicAddresses implements DnsResolver {
    private final boolean loopback;

    PublicAddresses(boolean loopback) {
        this.loopback = loopback;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        InetAddress[] open = Stream.of(all).filter(this::isOpen).toArray(InetAddress[]::new);
        if (open.length < all.length || open.length == 0) {
            throw new UnknownHostException("the address is not a public one");
        }
        return open;
    }

    @Override
    public @Nullable String resolveCanonicalHostname(String host) {
        return host;
    }

    private boolean isOpen(InetAddress address) {
        return address.isLoopbackAddress() ? loopback : PublicInternet.holds(address);
    }
}
