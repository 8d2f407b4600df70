package org.practicehub.routes.transport;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.netty.ChannelHandlerFactory;
import org.practicehub.mappings.feed.Feed.Tls;
import org.practicehub.routes.inbound.Inbound;

/**
 * One address on which senders speak MLLP. A frame is read when the one before it has been answered, so a sender that does
 * not wait fills its own buffers and not the hub's memory.
 */
public final class MllpListener extends RouteBuilder implements Listener {
    private final URI address;
    private final Tls tls;
    private final Inbound inbound;
    private final MllpSettings settings;
    private final Connections connections = new Connections();

    /** One that speaks TLS when its address is {@code mllps://…}, as this says. */
    public MllpListener(URI address, Tls tls, Inbound inbound, MllpSettings settings) {
        this.address = address;
        this.tls = tls;
        this.inbound = inbound;
        this.settings = settings;
    }

    // spotless:off
    @Override
    public void configure() {
        bind("Decoder", () -> new MllpFrameDecoder((int) settings.largestFrame().toBytes()));
        bind("Encoder", MllpFrameEncoder::new);
        getContext().getRegistry().bind(name("Counter"), connections);
        if (isSecure()) {
            getContext().getRegistry().bind(name("Tls"), MutualTls.of(tls));
        }

        from("netty:tcp://" + address.getHost() + ":" + address.getPort() + "?" + String.join("&", options()))
            .routeId(routeId())
            .bean(inbound, "receive");
    }
    // spotless:on

    private List<String> options() {
        List<String> options = new ArrayList<>(always());
        if (isSecure()) {
            options.addAll(List.of("ssl=true", "needClientAuth=true", "sslContextParameters=#" + name("Tls")));
        }
        return options;
    }

    private boolean isSecure() {
        return address.getScheme().equals("mllps");
    }

    private List<String> always() {
        return List.of(
                "decoders=#" + name("Counter") + ",#" + name("Decoder"),
                "encoders=#" + name("Encoder"),
                "allowDefaultCodec=false",
                // An exchange is worked off on the thread that reads its connection: order, and back pressure.
                "usingExecutorService=false",
                "synchronous=true",
                "workerCount=" + settings.threads(),
                // A sender in enhanced mode may want no answer, and its connection all the same (G23).
                "disconnectOnNoReply=false",
                "noReplyLogLevel=TRACE",
                "serverExceptionCaughtLogLevel=DEBUG");
    }

    private void bind(String part, Supplier<io.netty.channel.ChannelHandler> maker) {
        getContext().getRegistry().bind(name(part), new Factory(maker));
    }

    private String name(String part) {
        return "mllp" + part + address.getPort();
    }

    private String routeId() {
        return "mllp-" + address.getPort();
    }

    @Override
    public String address() {
        return address.toString();
    }

    /** By which the two sides know each other. */
    @Override
    public Object settings() {
        return tls;
    }

    @Override
    public void addTo(CamelContext camel) throws Exception {
        camel.addRoutes(this);
    }

    @Override
    public Status status(CamelContext camel) {
        boolean open = camel.getRouteController().getRouteStatus(routeId()) == ServiceStatus.Started;
        return new Status(open, OptionalInt.of(connections.open()), Optional.empty());
    }

    @Override
    public void removeFrom(CamelContext camel) {
        try {
            camel.getRouteController().stopRoute(routeId());
            camel.removeRoute(routeId());
        } catch (Exception e) {
            throw new RuntimeCamelException("cannot close " + address, e);
        }
    }

    /** Handlers that keep what they have read of a frame belong to one connection. */
    private record Factory(Supplier<io.netty.channel.ChannelHandler> maker) implements ChannelHandlerFactory {
        @Override
        public io.netty.channel.ChannelHandler newChannelHandler() {
            return maker.get();
        }

        @Override
        public void handlerAdded(io.netty.channel.ChannelHandlerContext context) {
            // Never in a pipeline itself.
        }

        @Override
        public void handlerRemoved(io.netty.channel.ChannelHandlerContext context) {
            // Never in a pipeline itself.
        }

        @Override
        @Deprecated
        public void exceptionCaught(io.netty.channel.ChannelHandlerContext context, Throwable cause) {
            context.fireExceptionCaught(cause);
        }
    }
}
