package org.practicehub.benchmarks.hub;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** EHRs that send over MLLP: each on a connection of its own, the next message when the last one is answered. */
record Senders(int port) {
    private static final int LONGEST_WAIT_MILLIS = 60_000;
    private static final int START = 0x0B;
    private static final int END = 0x1C;
    private static final int AFTER_END = 0x0D;

    /**
     * What came of it.
     *
     * @param took from the first message to the last answer
     */
    record Sent(Latencies answers, Duration took) {
        double perSecond() {
            return answers.size() * 1e9 / took.toNanos();
        }
    }

    /** Sends each list over one connection, all at once. Every answer must be a positive one to the message it follows. */
    Sent send(List<List<Message>> lists) throws InterruptedException {
        Latencies answers = new Latencies(lists.stream().mapToInt(List::size).sum());
        long started = System.nanoTime();
        Crew.each(lists, messages -> send(messages, answers));
        return new Sent(answers, Duration.ofNanos(System.nanoTime() - started));
    }

    private void send(List<Message> messages, Latencies answers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Message message : messages) {
                byte[] frame = frame(message.text());
                long sent = System.nanoTime();
                socket.getOutputStream().write(frame);
                String answer = answer(in);
                answers.add(System.nanoTime() - sent);
                CheckFailed.unless(
                        answer.contains("\rMSA|AA|" + message.controlId()),
                        "Message " + message.controlId() + " was answered " + answer.replace('\r', ' '));
            }
        }
    }

    private static byte[] frame(String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[message.length + 3];
        frame[0] = START;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[message.length + 1] = END;
        frame[message.length + 2] = AFTER_END;
        return frame;
    }

    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int next = in.read(); next != END; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the hub hung up");
            }
            answer.write(next);
        }
        if (in.read() != AFTER_END) {
            throw new IOException("the hub's frame does not end");
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
