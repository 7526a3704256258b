package io.alternator.http.benchmarks.churn;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A node with an address of its own, which accepts everything. Keeps nothing of the requests. One thread per connection. */
final class ChurnNode implements Closeable {
    private static final int BACKLOG = 100;
    private static final String LENGTH = "content-length:";

    private final String host;
    private final Supplier<String> list;
    private final ServerSocket listening = new ServerSocket();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean used;

    /**
     * Listens.
     *
     * @param list the answer to {@code GET /localnodes}
     */
    ChurnNode(String host, int port, Supplier<String> list) throws IOException {
        this.host = host;
        this.list = list;
        listening.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        daemon(this::accept);
    }

    String host() {
        return host;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** True once it got a request of the application. */
    boolean isUsed() {
        return used;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listening.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the node has left
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (!listening.isClosed()) {
                connection.getOutputStream().write(answer(in).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException disconnected) {
            // the client has closed the connection, or the node has left
        } finally {
            connections.remove(connection);
        }
    }

    private String answer(InputStream in) throws IOException {
        String request = readLine(in);
        long length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Long.parseLong(line.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        if (request.startsWith("GET /localnodes")) {
            return response(list.get());
        }
        used |= request.startsWith("POST ");
        return response("{}");
    }

    private static String response(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException();
            }
            line.append((char) read);
        }
        return line.toString().stripTrailing();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "churn-node");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
