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
 * A node on 127.0.0.1 that answers probes and misbehaves on POSTs as its script says, byte by byte; for what a web server
 * does not let itself be told. A thread per connection.
 */
final class RawServer implements Closeable {
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger posts = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Script script;

    RawServer(Script script) throws IOException {
        this.script = script;
        daemon(this::accept);
    }

    /** What it does with a POST that it has read; if that leaves the connection open, the next request may come on it. */
    @FunctionalInterface
    interface Script {
        void play(Post post) throws IOException, InterruptedException;
    }

    /** One POST that was read to its end. */
    final class Post {
        private final Socket connection;
        private final int number;

        private Post(Socket connection, int number) {
            this.connection = connection;
            this.number = number;
        }

        /** From 1, over all connections. */
        int number() {
            return number;
        }

        void send(String bytes) throws IOException {
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        void answer(int status, String body) throws IOException {
            send("HTTP/1.1 " + status + " Told\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
        }

        /** Closes in order: the client reads what was sent, then the end. */
        void close() throws IOException {
            connection.close();
        }

        /** Closes with a RST. */
        void reset() throws IOException {
            connection.setSoLinger(true, 0);
            connection.close();
        }

        /** Says nothing until the server is closed. */
        void hang() throws InterruptedException {
            closed.await();
        }
    }

    NodeAddress address() {
        return new NodeAddress("127.0.0.1", listening.getLocalPort());
    }

    /** How many POSTs were read. */
    int posts() {
        return posts.get();
    }

    /** From the next POST on. */
    void script(Script next) {
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
        } catch (IOException over) {
            // closed
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
                boolean post = readRequest(in);
                Post request = new Post(connection, post ? posts.incrementAndGet() : 0);
                if (post) {
                    script.play(request);
                } else {
                    request.answer(200, "healthy: me");
                }
            }
        } catch (IOException over) {
            // the client is gone
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            connections.remove(connection);
        }
    }

    /** True if it was a POST. */
    private static boolean readRequest(InputStream in) throws IOException {
        String first = readLine(in);
        int length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).trim());
            }
        }
        if (in.readNBytes(length).length < length) {
            throw new EOFException("a request broke off");
        }
        return first.startsWith("POST ");
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || line.length() > 16_384) {
                throw new EOFException("no line");
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
