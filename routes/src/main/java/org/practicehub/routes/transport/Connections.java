package org.practicehub.routes.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/** How many senders are connected to one address. */
@ChannelHandler.Sharable
final class Connections extends ChannelInboundHandlerAdapter {
    private final AtomicInteger open = new AtomicInteger();

    int open() {
        return open.get();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        open.incrementAndGet();
        super.channelActive(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        open.decrementAndGet();
        super.channelInactive(context);
    }
}
