package io.alternator.http.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ServerSocketFactory;

/**
 * Tracks the connections that a node accepted, to count and reset them. Each server socket numbers its connections from 0 in
 * the order of acceptance. MockWebServer numbers them alike, so a recorded request's connection index identifies the socket.
 */
final class TrackedSockets extends ServerSocketFactory {
    private final Map<Integer, Socket> open = new ConcurrentHashMap<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    long accepted() {
        return accepted.sum();
    }

    long received() {
        return received.sum();
    }

    long sent() {
        return sent.sum();
    }

    int open() {
        open.values().removeIf(Socket::isClosed);
        return open.size();
    }

    /** Closes every connection with RST, as happens when a process is killed, instead of FIN. */
    void resetAll() {
        open.values().forEach(TrackedSockets::reset);
        open.clear();
    }

    /** Closes this connection with RST if it is open. */
    void reset(int connection) {
        Socket socket = open.get(connection);
        if (socket != null) {
            reset(socket);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // already closed
        }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new TrackingServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        throw unused();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        throw unused();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        throw unused();
    }

    private static SocketException unused() {
        return new SocketException("the test server creates unbound sockets only");
    }

    private final class TrackingServerSocket extends ServerSocket {
        private int count; // only accessed by the accept thread

        private TrackingServerSocket() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            Socket socket = new CountingSocket(received, sent);
            implAccept(socket);
            socket.setTcpNoDelay(true);
            open.values().removeIf(Socket::isClosed);
            open.put(count++, socket);
            accepted.increment();
            return socket;
        }
    }
}
