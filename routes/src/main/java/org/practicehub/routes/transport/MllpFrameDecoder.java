package org.practicehub.routes.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Cuts a stream of bytes into MLLP frames: 0x0B, the message, 0x1C, 0x0D (HL7 v2.9.1, MLLP release 1).
 *
 * <p>Bytes between frames are skipped, the final 0x0D may be missing, several frames may come in one read and one frame in
 * several (G1). Camel's own MLLP component drops the second frame of a read and writes it to the log; hence this one.
 */
final class MllpFrameDecoder extends ByteToMessageDecoder {
    static final byte START = 0x0B;
    static final byte END = 0x1C;
    static final byte AFTER_END = 0x0D;

    private final int largest;
    private int searched;

    /** A decoder that closes the connection of a sender whose frame is larger than this many bytes. */
    MllpFrameDecoder(int largest) {
        this.largest = largest;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> frames) {
        if (searched == 0) {
            skipToStart(in);
        }
        if (!in.isReadable()) {
            return;
        }
        int end = in.indexOf(in.readerIndex() + Math.max(1, searched), in.writerIndex(), END);
        int length = (end < 0 ? in.writerIndex() : end) - in.readerIndex() - 1;
        if (length > largest) {
            context.close();
            throw new TooLongFrameException("a frame is larger than " + largest + " bytes");
        }
        if (end < 0) {
            // The next read goes on where this one stopped: a large frame is looked through once, not once a packet.
            searched = in.readableBytes();
            return;
        }
        in.skipBytes(1);
        byte[] frame = new byte[length];
        in.readBytes(frame);
        in.skipBytes(1);
        if (in.isReadable() && in.getByte(in.readerIndex()) == AFTER_END) {
            in.skipBytes(1);
        }
        searched = 0;
        frames.add(frame);
    }

    private static void skipToStart(ByteBuf in) {
        int start = in.indexOf(in.readerIndex(), in.writerIndex(), START);
        in.readerIndex(start < 0 ? in.writerIndex() : start);
    }
}
