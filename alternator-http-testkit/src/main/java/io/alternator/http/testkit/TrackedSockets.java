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
 * Knows every connection that a node accepted, to count them and to reset them. They are numbered in the order in which one
 * server socket accepted them, from 0, as the test server does by itself; so a recorded request tells its connection.
 */
final class TrackedSockets extends ServerSocketFactory {
    private final Map<Integer, Socket> open = new ConcurrentHashMap<>();
    private final LongAdder accepted = new LongAdder();

    long accepted() {
        return accepted.sum();
    }

    int open() {
        open.values().removeIf(Socket::isClosed);
        return open.size();
    }

    /** Makes every connection end with a reset, as when a process is killed, instead of an orderly end. */
    void resetAll() {
        open.values().forEach(TrackedSockets::reset);
        open.clear();
    }

    /** Makes this connection end so, if it is open. */
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
            // it is gone already, which is all that was wanted
        }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Tracking();
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
        return new SocketException("the test server binds by itself");
    }

    private final class Tracking extends ServerSocket {
        private int count; // of the one thread that accepts

        private Tracking() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            Socket socket = super.accept();
            socket.setTcpNoDelay(true);
            open.values().removeIf(Socket::isClosed);
            open.put(count++, socket);
            accepted.increment();
            return socket;
        }
    }
}
