package org.practicehub.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A sender as an EHR would be: one connection, one message at a time, waiting for the answer. */
public final class MllpClient implements AutoCloseable {
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    private MllpClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static MllpClient connect(int port) {
        try {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            return new MllpClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the message; the answer as it came. Line ends of the message may be line feeds. */
    public String send(String message) {
        return send(message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
    }

    public String send(byte[] message) {
        write(frame(message));
        return read();
    }

    /** Writes bytes as they are, for what no well-behaved sender would do. */
    public void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer. */
    public String read() {
        try {
            int next = in.read();
            if (next != 0x0B) {
                throw new EOFException("the hub hung up, or answered something that is no frame: " + next);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            while ((next = in.read()) != 0x1C) {
                if (next < 0) {
                    throw new EOFException("the hub hung up in the middle of an answer");
                }
                answer.write(next);
            }
            in.read();
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] frame(byte[] message) {
        byte[] frame = new byte[message.length + 3];
        frame[0] = 0x0B;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[message.length + 1] = 0x1C;
        frame[message.length + 2] = 0x0D;
        return frame;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
