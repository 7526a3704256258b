package io.alternator.http.contract;

import io.alternator.http.NodeAddress;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node on 127.0.0.1 that answers probes and handles POSTs by a script with raw access to the connection. It can cause
 * failures that an ordinary HTTP server cannot, such as resets and truncated bodies. One thread per connection.
 */
public final class RawServer implements Closeable {
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger posts = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
    private final Set<Socket> silenced = ConcurrentHashMap.newKeySet();
    private final CountDownLatch resetMidRequest = new CountDownLatch(1);
    private volatile boolean resetsMidRequest;
    private volatile Script script;
    private volatile String list = "healthy: raw server";

    /** Listens on a free port of 127.0.0.1. */
    public RawServer(Script script) throws IOException {
        this.script = script;
        daemon(this::accept);
    }

    /** Handles a POST. If it leaves the connection open, the next request may arrive on it. */
    @FunctionalInterface
    public interface Script {
        void handle(Post post) throws IOException, InterruptedException;
    }

    /** A POST that was read completely. */
    public final class Post {
        private final Socket connection;
        private final int number;

        private Post(Socket connection, int number) {
            this.connection = connection;
            this.number = number;
        }

        /** Sequence number over all connections, from 1. */
        int number() {
            return number;
        }

        /** Sends these bytes, and nothing else. */
        public void send(String bytes) throws IOException {
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Sends a whole response. */
        public void answer(int status, String body) throws IOException {
            send("HTTP/1.1 " + status + " Scripted\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
        }

        /** Closes gracefully: the client reads what was sent, then EOF. */
        void close() throws IOException {
            connection.close();
        }

        /** Closes with a RST. */
        void reset() throws IOException {
            connection.setSoLinger(true, 0);
            connection.close();
        }

        /** Sends nothing until the server is closed. */
        void hang() throws InterruptedException {
            closed.await();
        }
    }

    /** Where it listens. */
    public NodeAddress address() {
        return new NodeAddress("127.0.0.1", listening.getLocalPort());
    }

    /** Number of POSTs that were read. */
    public int posts() {
        return posts.get();
    }

    /** Answers {@code GET /localnodes} with this text instead of no list. */
    public void list(String json) {
        list = json;
    }

    /** Resets each connection that is open now when its next request arrives, as a firewall does that has forgotten it. */
    public void forgetConnections() {
        forgotten.addAll(connections);
    }

    /** Answers nothing on the connections that are open now, as if a firewall that has forgotten them dropped their packets. */
    public void silenceConnections() {
        silenced.addAll(connections);
    }

    /** Resets the connection of each POST when it has the first byte of its body. */
    void resetMidRequest() {
        resetsMidRequest = true;
    }

    /** Waits until a connection was reset in the midst of a request. */
    void awaitResetMidRequest() throws InterruptedException {
        resetMidRequest.await();
    }

    /** Replaces the script, from the next POST on. */
    public void script(Script next) {
        script = next;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
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
            // the server was closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (!connection.isClosed()) {
                in.mark(1);
                if (in.read() == TLS_HANDSHAKE) {
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                    return;
                }
                in.reset();
                String first = readLine(in);
                boolean post = first.startsWith("POST ");
                int length = readHeaders(in);
                if (post && resetsMidRequest && in.read() >= 0) {
                    new Post(connection, 0).reset();
                    resetMidRequest.countDown();
                    return;
                }
                if (in.readNBytes(length).length < length) {
                    throw new EOFException("request body ended early");
                }
                Post request = new Post(connection, post ? posts.incrementAndGet() : 0);
                if (silenced.contains(connection)) {
                    continue;
                }
                if (forgotten.contains(connection)) {
                    request.reset();
                } else if (post) {
                    script.handle(request);
                } else {
                    request.answer(200, first.startsWith("GET /localnodes") ? list : "healthy: raw server");
                }
            }
        } catch (IOException disconnected) {
            // the client closed the connection
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            connections.remove(connection);
            forgotten.remove(connection);
            silenced.remove(connection);
        }
    }

    /** Returns the length of the body. */
    private static int readHeaders(InputStream in) throws IOException {
        int length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).trim());
            }
        }
        return length;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || line.length() > 16_384) {
                throw new EOFException("incomplete or too long header line");
            }
            line.append((char) read);
        }
        return line.toString().stripTrailing();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
