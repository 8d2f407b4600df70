package org.practicehub.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A system that hears of the hub's changes by MLLP, and answers as a test tells it to. */
public final class Receiver implements AutoCloseable {
    private final ServerSocket door;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Socket> lines = new CopyOnWriteArrayList<>();
    private volatile Function<String, List<String>> answers = message -> List.of(answer(message, "AA"));

    private Receiver(ServerSocket door) {
        this.door = door;
        Thread thread = new Thread(this::run, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    public static Receiver at(int port) {
        try {
            return new Receiver(new ServerSocket(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is answered to a message, frame by frame; nothing keeps the sender waiting. */
    public void answer(Function<String, List<String>> how) {
        answers = how;
    }

    /** Every message in the order it came, repetitions too; lines end in line feeds. */
    public List<String> heard() {
        return heard;
    }

    /** Of what was heard, that which has this text: the name of a patient whom no other test has. */
    public List<String> heard(String text) {
        return heard.stream().filter(message -> message.contains(text)).toList();
    }

    /** An answer in original mode. */
    public static String answer(String message, String code) {
        return "MSH|^~\\&|RECEIVER|R|PRACTICE_HUB|L|20261123150000||ACK|A" + System.nanoTime() + "|P|2.5.1\rMSA|" + code
                + "|" + controlId(message) + "\r";
    }

    /** MSH-10. */
    public static String controlId(String message) {
        return message.split("\\|", 11)[9];
    }

    private void run() {
        while (!door.isClosed()) {
            try (Socket socket = door.accept()) {
                lines.add(socket);
                serve(socket);
            } catch (SocketException e) {
                // The other side hung up, or the test is over.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        while (true) {
            int next = in.read();
            while (next >= 0 && next != 0x0B) {
                next = in.read();
            }
            if (next < 0) {
                return;
            }
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            while ((next = in.read()) != 0x1C) {
                frame.write(next);
            }
            String message = frame.toString(StandardCharsets.UTF_8).replace('\r', '\n');
            heard.add(message);
            for (String answer : answers.apply(message)) {
                socket.getOutputStream().write(MllpClient.frame(answer.getBytes(StandardCharsets.UTF_8)));
            }
            socket.getOutputStream().flush();
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket line : lines) {
                line.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
