package org.practicehub.routes.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** Puts a message into its MLLP frame. */
final class MllpFrameEncoder extends MessageToByteEncoder<byte[]> {
    MllpFrameEncoder() {
        super(byte[].class);
    }

    @Override
    protected void encode(ChannelHandlerContext context, byte[] message, ByteBuf out) {
        out.writeByte(MllpFrameDecoder.START);
        out.writeBytes(message);
        out.writeByte(MllpFrameDecoder.END);
        out.writeByte(MllpFrameDecoder.AFTER_END);
    }
}
