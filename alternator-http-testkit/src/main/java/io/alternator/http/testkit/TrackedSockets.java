package io.alternator.http.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ServerSocketFactory;

/** Knows every connection that a node accepted, to count them and to reset them. */
final class TrackedSockets extends ServerSocketFactory {
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final LongAdder accepted = new LongAdder();

    long accepted() {
        return accepted.sum();
    }

    int open() {
        open.removeIf(Socket::isClosed);
        return open.size();
    }

    /** Makes every connection end with a reset, as when a process is killed, instead of an orderly end. */
    void resetAll() {
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // it is gone already, which is all that was wanted
            }
        }
        open.clear();
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
        private Tracking() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            Socket socket = super.accept();
            socket.setTcpNoDelay(true);
            open.removeIf(Socket::isClosed);
            open.add(socket);
            accepted.increment();
            return socket;
        }
    }
}
