package org.practicehub.sample;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A small MLLP receiver of our own: it notes every frame, and answers, refuses, hangs up or talks of something else. */
public final class Receiver implements AutoCloseable {

    public enum Reaction {
        ACCEPT,
        REFUSE,
        HANG_UP,
        SAY_NOTHING,
        ANSWER_ANOTHER_FIRST,
        ACCEPT_AND_HANG_UP
    }

    private final ServerSocket server;
    private final IntFunction<Reaction> reactions;
    private final List<String> received = new ArrayList<>();
    private Socket open = new Socket();

    /** @param reactions what to do with the first, second ... frame, counted from one */
    public Receiver(IntFunction<Reaction> reactions) {
        this(0, reactions);
    }

    public Receiver(int port, IntFunction<Reaction> reactions) {
        this.reactions = reactions;
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    public static Receiver thatAccepts() {
        return new Receiver(n -> Reaction.ACCEPT);
    }

    public int port() {
        return server.getLocalPort();
    }

    public synchronized List<Hl7> received() {
        return received.stream().map(Hl7::new).toList();
    }

    public synchronized void awaitMessages(int count) throws InterruptedException {
        while (received.size() < count) {
            wait();
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                open = socket;
                talk(socket, new BufferedInputStream(socket.getInputStream()));
            } catch (IOException e) {
                // The sender went away, or the test is over.
            }
        }
    }

    private void talk(Socket socket, InputStream in) throws IOException {
        while (true) {
            String message = frame(in);
            if (message == null) {
                return;
            }
            int number = note(message);
            String id = new Hl7(message).field("MSH", 10);
            switch (reactions.apply(number)) {
                case ACCEPT -> answer(socket, "AA", id, "");
                case REFUSE -> answer(socket, "AE", id, "ERR||PID^1^3|204^Unknown key identifier^HL70357|E\r");
                case ANSWER_ANOTHER_FIRST -> {
                    answer(socket, "AA", "SOMEBODY-ELSE", "");
                    answer(socket, "AA", id, "");
                }
                case ACCEPT_AND_HANG_UP -> {
                    answer(socket, "AA", id, "");
                    return;
                }
                case HANG_UP -> {
                    return;
                }
                case SAY_NOTHING -> {
                    // The sender has to notice by itself.
                }
            }
        }
    }

    private synchronized int note(String message) {
        received.add(message);
        notifyAll();
        return received.size();
    }

    private static void answer(Socket socket, String code, String id, String err) throws IOException {
        String ack = "MSH|^~\\&|HUB|L|LAKESIDE_EHR|LAKESIDE|20261123100000-0600||ACK|1|P|2.5.1\rMSA|" + code + "|" + id
                + "\r" + err;
        socket.getOutputStream().write(("\u000b" + ack + "\u001c\r").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String frame(InputStream in) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        if (in.read() != 0x0B) {
            return null;
        }
        for (int b = in.read(); b != 0x1C; b = in.read()) {
            if (b < 0) {
                return null;
            }
            frame.write(b);
        }
        return in.read() == '\r' ? frame.toString(StandardCharsets.UTF_8) : null;
    }

    @Override
    public void close() {
        try {
            server.close();
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
