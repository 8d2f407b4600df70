package org.practicehub.sample.mllp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One TCP connection that carries MLLP frames: 0x0B, the message, 0x1C 0x0D. */
final class Line implements Closeable {

    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int RETURN = 0x0D;
    private static final int LONGEST_ANSWER = 1 << 20;

    private final Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    void connect(String host, int port, Duration patience) throws IOException {
        socket.connect(new InetSocketAddress(host, port), Math.toIntExact(patience.toMillis()));
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(byte[] message) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 3);
        frame.write(START);
        frame.write(message);
        frame.write(END);
        frame.write(RETURN);
        socket.getOutputStream().write(frame.toByteArray());
        socket.getOutputStream().flush();
    }

    /** The next frame, whatever stands before it. */
    String receive(long deadlineNanos) throws IOException {
        while (read(deadlineNanos) != START) {
            // Line breaks between frames, or the rest of an answer that nobody waited for.
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int b = read(deadlineNanos); b != END; b = read(deadlineNanos)) {
            answer.write(b);
            if (answer.size() > LONGEST_ANSWER) {
                throw new IOException("the answer does not end");
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private int read(long deadlineNanos) throws IOException {
        if (in.available() == 0) {
            long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw noAnswer();
            }
            socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        }
        try {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("closed by the receiver");
            }
            return b;
        } catch (SocketTimeoutException e) {
            throw noAnswer();
        }
    }

    private static SocketTimeoutException noAnswer() {
        return new SocketTimeoutException("no answer in time");
    }

    /** Receivers close connections on which nothing was said for a while; that is seen here before the next message. */
    boolean isOpen() {
        try {
            socket.setSoTimeout(1);
            while (in.read() >= 0) {
                // An answer that came after its time: nobody waits for it any more.
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left to be done with it.
        }
    }
}
