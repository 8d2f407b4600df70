package org.practicehub.routes.outbound;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.SocketFactory;

/** One connection to a system that hears us: a message out, its answer in, one at a time (G27). */
final class MllpConnection implements Closeable {
    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int AFTER_END = 0x0D;
    private static final int LARGEST_ANSWER = 1 << 20;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Duration timeout;

    MllpConnection(URI to, SocketFactory sockets, Duration timeout) throws IOException {
        this.timeout = timeout;
        this.socket = sockets.createSocket();
        try {
            socket.connect(new InetSocketAddress(to.getHost(), to.getPort()), (int) timeout.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = new BufferedOutputStream(socket.getOutputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends a message and waits for what answers it; what answers something else is passed over.
     *
     * @throws SocketTimeoutException when no answer came in time; the connection is then of no more use
     */
    <A> A ask(byte[] message, Function<byte[], Optional<A>> answer) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        out.write(START);
        out.write(message);
        out.write(END);
        out.write(AFTER_END);
        out.flush();
        while (true) {
            Optional<A> one = answer.apply(frame(deadline));
            if (one.isPresent()) {
                return one.get();
            }
        }
    }

    private byte[] frame(long deadline) throws IOException {
        int next = read(deadline);
        while (next != START) {
            next = read(deadline);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (next = read(deadline); next != END; next = read(deadline)) {
            frame.write(next);
            if (frame.size() > LARGEST_ANSWER) {
                throw new IOException("the answer is too long");
            }
        }
        return frame.toByteArray();
    }

    private int read(long deadline) throws IOException {
        if (in.available() == 0) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException("no answer in time");
            }
            socket.setSoTimeout((int) left);
        }
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the other side closed the connection");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
