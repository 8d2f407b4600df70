package org.practicehub.routes.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule G1: frames however the network cuts and joins them. */
class MllpFrameDecoderTest {
    private static final int LARGEST = 64;

    private final EmbeddedChannel channel = new EmbeddedChannel(new MllpFrameDecoder(LARGEST));

    @Test
    void aFrameInOneRead() {
        read("\u000bMSH|a\u001c\r");

        assertThat(frames()).containsExactly("MSH|a");
    }

    @Test
    void severalFramesInOneRead() {
        read("\u000bMSH|a\u001c\r\u000bMSH|b\u001c\r\u000bMSH|c\u001c\r");

        assertThat(frames()).containsExactly("MSH|a", "MSH|b", "MSH|c");
    }

    @Test
    void oneFrameInManyReads() {
        "\u000bMSH|a\u001c\r".chars().forEach(next -> read(Character.toString(next)));

        assertThat(frames()).containsExactly("MSH|a");
    }

    @Test
    void theFinalCarriageReturnMayBeMissing() {
        read("\u000bMSH|a\u001c\u000bMSH|b\u001c");

        assertThat(frames()).containsExactly("MSH|a", "MSH|b");
    }

    @Test
    void whatStandsBetweenFramesIsSkipped() {
        read("\r\n garbage \u000bMSH|a\u001c\r\r\nmore\u000bMSH|b\u001c\r");

        assertThat(frames()).containsExactly("MSH|a", "MSH|b");
    }

    @Test
    void anEmptyFrameIsAFrame() {
        read("\u000b\u001c\r");

        assertThat(frames()).containsExactly("");
    }

    @Test
    void aFrameBeyondTheLimitClosesTheConnection() {
        assertThatThrownBy(() -> read("\u000b" + "x".repeat(LARGEST + 1))).isInstanceOf(DecoderException.class);

        assertThat(channel.isOpen()).isFalse();
    }

    private void read(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private List<String> frames() {
        List<String> frames = new ArrayList<>();
        for (byte[] frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.add(new String(frame, StandardCharsets.ISO_8859_1));
        }
        return frames;
    }
}
