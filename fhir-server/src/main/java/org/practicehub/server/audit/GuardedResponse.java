package org.practicehub.server.audit;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** An answer that waits before its first byte until a gate has opened. If the gate stays shut, nothing of it leaves. */
final class GuardedResponse extends HttpServletResponseWrapper {
    private final IntPredicate gate;
    private State state = State.WAITING;
    private @Nullable ServletOutputStream out;
    private @Nullable PrintWriter writer;

    private enum State {
        WAITING,
        OPEN,
        SHUT
    }

    /**
     * An answer behind this gate.
     *
     * @param gate asked once, with the status of the answer, whether it may leave
     */
    GuardedResponse(HttpServletResponse response, IntPredicate gate) {
        super(response);
        this.gate = gate;
    }

    private boolean pass(int status) {
        if (state == State.WAITING) {
            state = gate.test(status) ? State.OPEN : State.SHUT;
        }
        return state == State.OPEN;
    }

    /** Asks the gate if nobody has yet, and sends what is left; false when nothing may leave. */
    boolean finish() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        return pass(getStatus());
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new Guarded(super.getOutputStream());
        }
        return out;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), getCharacterEncoding()));
        }
        return writer;
    }

    @Override
    public void sendError(int status) throws IOException {
        if (pass(status)) {
            super.sendError(status);
        }
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        if (pass(status)) {
            super.sendError(status, message);
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (pass(SC_FOUND)) {
            super.sendRedirect(location);
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        if (pass(getStatus())) {
            super.flushBuffer();
        }
    }

    private final class Guarded extends ServletOutputStream {
        private final ServletOutputStream behind;

        Guarded(ServletOutputStream behind) {
            this.behind = behind;
        }

        @Override
        public void write(int one) throws IOException {
            if (pass(getStatus())) {
                behind.write(one);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (pass(getStatus())) {
                behind.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            if (pass(getStatus())) {
                behind.flush();
            }
        }

        @Override
        public void close() throws IOException {
            if (pass(getStatus())) {
                behind.close();
            }
        }

        @Override
        public boolean isReady() {
            return behind.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            behind.setWriteListener(listener);
        }
    }
}
